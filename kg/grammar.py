"""The grammar: the closed-class words of Japanese that the stages read from `ontology/grammar/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from kg.errors import RuleError
from kg.resources import ontology_dir

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Grammar:
    """The pages of `ontology/grammar/`, one mapping a file, by the file's name."""

    folder: Path
    pages: Mapping[str, Mapping[str, Any]]

    def words(self, page: str, key: str) -> frozenset[str]:
        """A list of words of a page as a set."""
        known = self._sets.get((page, key))
        if known is None:
            known = self._sets[page, key] = frozenset(self.table(page, key))
        return known

    @cached_property
    def _sets(self) -> dict[tuple[str, str], frozenset[str]]:
        """The sets made so far: a page does not change, and a set is asked for at every phrase."""
        return {}

    def table(self, page: str, key: str) -> Any:
        """One entry of a page.

        Raises:
            RuleError: the page or the entry is missing.
        """
        try:
            return self.pages[page][key]
        except KeyError:
            raise RuleError(
                "the grammar lacks an entry",
                file=self.folder / f"{page}.yaml",
                expected=f"a key {key}",
                fix=f"write `{key}:` in {page}.yaml, or reinstall the package",
            ) from None


@cache
def load_grammar(folder: Path | None = None) -> Grammar:
    """The grammar of a folder; the shipped one by default."""
    folder = folder or ontology_dir() / "grammar"
    pages = {}
    for file in sorted(folder.glob("*.yaml")):
        try:
            pages[file.stem] = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            raise RuleError(
                "this grammar page is no YAML",
                file=file,
                line=mark.line + 1 if mark else None,
                found=str(error.problem),
                fix="compare the line with its neighbours: indentation by spaces, half-width colons and commas",
            ) from None
    return Grammar(folder, pages)
