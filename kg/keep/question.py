"""The named questions that ship: `ontology/queries/*.rq`, SPARQL that runs anywhere as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kg.errors import QueryError
from kg.resources import ontology_dir
from kg.write.nquads import escaped

_NAME = re.compile(r"\w[\w-]*")
_PARAMETER = re.compile(
    r'(?P<head>VALUES\s+\?\w+\s*\{\s*)"(?P<default>(?:[^"\\]|\\.)*)"(?P<tail>(?:@[A-Za-z-]+)?\s*\}\s*#\s*param:\s*(?P<name>\w+))'
)


@dataclass(frozen=True, slots=True)
class Question:
    """One named question.

    A line `VALUES ?label { "高市早苗"@ja } # param: person` makes the literal a setting of the name `person`.
    """

    name: str
    about: str
    """What it asks, in Japanese: the first comment line."""
    about_en: str
    """The same in English: the second."""
    parameters: Mapping[str, str]
    """Setting to its default."""
    query: str
    file: Path

    def set(self, settings: Mapping[str, str]) -> str:
        """The query with the settings in the place of the defaults; a QueryError where it has no such setting."""
        for name in settings:
            if name not in self.parameters:
                raise QueryError(
                    f"the question {self.name} has no setting {name}",
                    file=self.file,
                    found=name,
                    expected=", ".join(self.parameters) or "none",
                )

        def put(match: re.Match[str]) -> str:
            value = settings.get(match["name"])
            return match.group() if value is None else f'{match["head"]}"{escaped(value)}"{match["tail"]}'

        return _PARAMETER.sub(put, self.query)


def questions(folder: Path | None = None) -> tuple[Question, ...]:
    """The questions of the folder, by default the shipped ones, sorted by name."""
    return tuple(_read(file) for file in sorted((folder or ontology_dir() / "queries").glob("*.rq")))


def question(name: str, folder: Path | None = None) -> Question:
    """The question of that name; a QueryError that lists the names where there is none."""
    found = {q.name: q for q in questions(folder)}
    if name not in found:
        near = get_close_matches(name, found, n=1)
        raise QueryError(
            "no question of this name",
            found=name,
            expected=", ".join(found),
            fix=f"kg query {near[0]}" if near else "name one of these, or write SPARQL",
        )
    return found[name]


def named_or_sparql(query: str, settings: Mapping[str, str]) -> tuple[str, Path | None]:
    """The SPARQL of a named question where the query is one word, with its file; the query itself otherwise."""
    if _NAME.fullmatch(query.strip()):
        named = question(query.strip())
        return named.set(settings), named.file
    if settings:
        fix = "write the value into the query"
        raise QueryError("settings are for named questions", found=", ".join(settings), fix=fix)
    return query, None


def _read(file: Path) -> Question:
    text = file.read_text(encoding="utf-8-sig")
    comments = [line.lstrip("# ").rstrip() for line in text.splitlines() if line.startswith("#")]
    parameters = {m["name"]: m["default"] for m in _PARAMETER.finditer(text)}
    return Question(
        name=file.stem,
        about=comments[0] if comments else "",
        about_en=comments[1] if len(comments) > 1 else "",
        parameters=parameters,
        query=text,
        file=file,
    )
