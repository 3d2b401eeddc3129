"""A graph for people: Turtle and TriG, grouped by subject and sorted."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from heapq import merge
from itertools import groupby, islice, takewhile
from operator import itemgetter
from pathlib import Path

from kg.memo import Memo
from kg.spill import Spill
from kg.write.nquads import PREFIXES, RDF_TYPE
from kg.write.statement import base_of, statements, triples

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_INTEGER = re.compile(r'"(-?(?:0|[1-9][0-9]*))"\^\^<http://www\.w3\.org/2001/XMLSchema#integer>')
_DATATYPE = re.compile(r"\^\^(<[^>]*>)$")
_CHARS = re.compile(r"#char=(\d+),(\d+)>$")
_BASE = re.compile(r"@base <([^>]*)> \.")
_ABSOLUTE = re.compile(r"<[a-z][a-z0-9+.-]*:")
_FIRST = ("a", "rdfs:label", "oa:exact", "oa:start", "oa:end")

# No term holds them: what is below a blank is written as an escape.
_MARK, _BREAK = "\0", "\1"

Triple = tuple[str, str, str]


def turtle(lines: Iterable[str], base: str | None = None, folder: Path | None = None) -> Iterator[str]:
    """The union of all graphs of the sorted N-Quads lines as lines of Turtle, without line ends.

    `base` is what IRIs are written relative to: by default the one under which the articles stand. Where there is much
    to put in order, it lies in a file in `folder` meanwhile.
    """
    if base is None:
        lines = list(lines)
        base = base_of(statements(lines))
    names = _Names(base)
    yield from names.head()
    yield from _blocks(triples(lines), names, "", folder)


def turtle_changed(old: str, lines: Sequence[str], changed: Set[str]) -> Iterator[str]:
    """What `turtle` gives for the sorted lines, where `old` is its text from before these subjects were changed.

    The blocks of all other subjects are taken from there as they are.
    """
    head, *blocks = old.rstrip("\n").split("\n\n")
    base = _BASE.match(head)
    names = _Names(base[1] if base else None)
    kept = [(_order(subject), block) for block in blocks if (subject := names.whole(block)) not in changed]
    said = (triple for subject in changed for triple in triples(_about(subject, lines)))
    new = zip(*[_blocks(said, names, "")] * 2, strict=True)
    yield head
    for _, block in merge(kept, ((_order(names.whole(block)), block) for _, block in new)):
        yield ""
        yield block


def _about(subject: str, lines: Sequence[str]) -> Iterator[str]:
    """Those of the sorted lines that begin with the subject."""
    head = f"{subject} "
    return takewhile(lambda line: line.startswith(head), islice(lines, bisect_left(lines, head), None))


def trig(lines: Iterable[str], base: str | None = None) -> Iterator[str]:
    """The graphs of the N-Quads lines as lines of TriG, the default graph first; `base` as in `turtle`."""
    found = list(statements(lines))
    graphs: dict[str, list[Triple]] = defaultdict(list)
    for statement in found:
        graphs[statement.graph or ""].append(statement[:3])
    names = _Names(base or base_of(found))
    yield from names.head()
    yield from _blocks(graphs.pop("", []), names, "")
    for graph in sorted(graphs, key=_order):
        yield ""
        # Without the word GRAPH, which TriG allows and older parsers (raptor) do not know.
        yield f"{names.term(graph)} {{"
        yield from _blocks(graphs[graph], names, "  ")
        yield "}"


class _Names:
    """How terms are written: prefixed, or relative to the base."""

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._known: Memo[str, str] = Memo()

    def head(self) -> Iterator[str]:
        if self._base:
            yield f"@base <{self._base}> ."
        for prefix, namespace in sorted(PREFIXES.items()):
            yield f"@prefix {prefix}: <{namespace}> ."

    def whole(self, block: str) -> str:
        """The subject of a block, as N-Quads writes it."""
        written = block[: block.index(" ")]
        return written if _ABSOLUTE.match(written) else f"<{self._base}{written[1:]}"

    def term(self, term: str) -> str:
        known = self._known.get(term)
        return known or self._known.keep(term, self._iri(term) if term.startswith("<") else self._literal(term))

    def _iri(self, term: str) -> str:
        value = term[1:-1]
        for prefix, namespace in PREFIXES.items():
            if value.startswith(namespace) and _LOCAL.fullmatch(value, len(namespace)):
                return f"{prefix}:{value[len(namespace) :]}"
        if self._base and value.startswith(self._base):
            return f"<{value[len(self._base) :]}>"
        return term

    def _literal(self, term: str) -> str:
        if match := _INTEGER.fullmatch(term):
            return match.group(1)
        return _DATATYPE.sub(lambda m: "^^" + self._iri(m.group(1)), term)


def _blocks(found: Iterable[Triple], names: _Names, indent: str, folder: Path | None = None) -> Iterator[str]:
    """One block a subject, whose triples stand together: its types, its label, then the rest by name."""
    blocks = Spill(folder)
    blocks.extend(_block(subject, told, names, indent) for subject, told in groupby(found, itemgetter(0)))
    for block in blocks:
        yield ""
        yield block[block.rindex(_MARK) + 1 :].replace(_BREAK, "\n")


def _block(subject: str, told: Iterable[Triple], names: _Names, indent: str) -> str:
    """The block of a subject, without line ends, behind what puts it in its place among others."""
    by_name: dict[str, set[str]] = defaultdict(set)
    for _, predicate, value in told:
        by_name[predicate].add(value)
    parts = sorted(
        (_rank(_predicate(predicate, names)), " , ".join(map(names.term, _in_order(values))))
        for predicate, values in by_name.items()
    )
    said = f" ;{_BREAK}{indent}    ".join(f"{verb} {values}" for (_, verb), values in parts)
    place, start, end = _order(subject)
    offsets = f"{start:09d},{end:09d}" if start >= 0 else ""
    return f"{place}{_MARK}{offsets}{_MARK}{indent}{names.term(subject)} {said} ."


def _in_order(values: set[str]) -> Iterable[str]:
    return values if len(values) == 1 else sorted(values, key=_order)


def _predicate(predicate: str, names: _Names) -> str:
    return "a" if predicate == f"<{RDF_TYPE}>" else names.term(predicate)


def _rank(verb: str) -> tuple[int, str]:
    return (_FIRST.index(verb) if verb in _FIRST else len(_FIRST), verb)


def _order(term: str) -> tuple[str, int, int]:
    """An article before its sentences, and these in the order of the text."""
    match = _CHARS.search(term)
    if match is None:
        return (term.rstrip(">"), -1, -1)
    return (term[: match.start()], int(match.group(1)), int(match.group(2)))
