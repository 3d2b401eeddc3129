"""Taking articles out of a built graph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.errors import InputError
from kg.keep.output import Page, republish
from kg.keep.store import GRAPH_NQ
from kg.write.nquads import PREFIXES
from kg.write.statement import Statement, literal_parts, statements

_IDENTIFIER = f"<{PREFIXES['dcterms']}identifier>"


def withdraw(directory: Path, identifiers: Sequence[str], page: Page | None = None) -> None:
    """Publishes the folder's graph without these articles; an InputError where one of them is not in it.

    `page` writes what else the folder holds, as in `republish`.
    """
    republish(directory, lambda lines: without(lines, identifiers, directory / GRAPH_NQ), page)


def without(lines: Sequence[str], identifiers: Sequence[str], file: Path | None = None) -> list[str]:
    """The lines of the graph less the articles of these ids and whatever no other statement speaks of then."""
    found = list(zip(lines, statements(lines), strict=True))
    articles = identified(lines)
    for identifier in identifiers:
        if identifier not in articles:
            raise InputError("no article of this id", file=file, found=identifier, fix="see kg query articles")
    gone = {articles[identifier] for identifier in identifiers}
    left = [(line, s) for line, s in found if s.graph not in gone and (s.graph or s.subject not in gone)]
    spoken_of = _spoken_of([s for _, s in left], set(articles.values()))
    return [line for line, s in left if s.graph or s.subject in spoken_of]


def identified(lines: Iterable[str]) -> dict[str, str]:
    """The id of each article of the graph, with the term that stands for it."""
    found = statements(line for line in lines if _IDENTIFIER in line)
    return {parts.text: s.subject for s in found if s.predicate == _IDENTIFIER and (parts := literal_parts(s.value))}


def _spoken_of(left: Sequence[Statement], articles: set[str]) -> set[str]:
    """The articles that are left, and all nodes that their graphs or their own statements name."""
    named = {s.subject for s in left if s.subject in articles}
    for statement in left:
        if statement.graph or statement.subject in articles:
            named.update((statement.subject, statement.value))
    return named
