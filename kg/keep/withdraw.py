"""Taking articles out of a built graph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from pathlib import Path

from kg.errors import InputError
from kg.keep.output import Page, republish
from kg.keep.store import GRAPH_NQ
from kg.write.nquads import PREFIXES
from kg.write.statement import literal_parts, statements

_IDENTIFIER = f"<{PREFIXES['dcterms']}identifier>"


def withdraw(directory: Path, identifiers: Sequence[str], page: Page | None = None, *, reserved: bool = False) -> None:
    """Publishes the folder's graph without these articles; an InputError where one of them is not in it.

    `page` writes what else the folder holds; it and `reserved` are as in `republish`.
    """
    republish(directory, lambda lines: without(lines, identifiers, directory / GRAPH_NQ), page, reserved=reserved)


def without(lines: Sequence[str], identifiers: Sequence[str], file: Path | None = None) -> list[str]:
    """The lines of the graph less the articles of these ids and whatever no other statement speaks of then."""
    articles = identified(lines)
    for identifier in identifiers:
        if identifier not in articles:
            raise InputError("no article of this id", file=file, found=identifier, fix="see kg query articles")
    if not identifiers:
        return list(lines)
    gone = {articles[identifier] for identifier in identifiers}
    left: list[str] = []
    touched: set[str] = set()
    heads, tails = tuple(f"{node} " for node in gone), tuple(f" {node} ." for node in gone)
    for line in lines:
        if line.endswith(tails) or line.startswith(heads):
            (said,) = statements([line])
            if (said.graph or said.subject) in gone or (said.graph is None and said.value in gone):
                touched |= {said.subject, said.value}
                continue
        left.append(line)
    unsaid = touched - _spoken_of(left, touched, set(articles.values()) - gone)
    return [line for line in left if line[: line.index(" ")] not in unsaid]


def identified(lines: Iterable[str]) -> dict[str, str]:
    """The id of each article of the graph, with the term that stands for it."""
    found = statements(line for line in lines if _IDENTIFIER in line)
    return {parts.text: s.subject for s in found if s.predicate == _IDENTIFIER and (parts := literal_parts(s.value))}


def _spoken_of(lines: Iterable[str], asked: Set[str], articles: Set[str]) -> set[str]:
    """Those of the nodes asked for that a graph of an article, or an article's own statement, names."""
    found: set[str] = set()
    for line in lines:
        subject, _, rest = line.split(" ", 2)
        if subject in asked or rest[: rest.index(" ")] in asked:
            (said,) = statements([line])
            if said.graph or said.subject in articles:
                found |= {said.subject, said.value}
    return found
