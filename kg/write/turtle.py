"""A graph for people: Turtle and TriG, grouped by subject and sorted."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from heapq import merge
from itertools import islice, takewhile

from kg.write.nquads import PREFIXES, RDF_TYPE
from kg.write.statement import Statement, base_of, statements

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_INTEGER = re.compile(r'"(-?(?:0|[1-9][0-9]*))"\^\^<http://www\.w3\.org/2001/XMLSchema#integer>')
_DATATYPE = re.compile(r"\^\^(<[^>]*>)$")
_CHARS = re.compile(r"#char=(\d+),(\d+)>$")
_BASE = re.compile(r"@base <([^>]*)> \.")
_ABSOLUTE = re.compile(r"<[a-z][a-z0-9+.-]*:")
_FIRST = ("a", "rdfs:label", "oa:exact", "oa:start", "oa:end")

Objects = dict[str, dict[str, list[str]]]


def turtle(lines: Iterable[str], base: str | None = None) -> Iterator[str]:
    """The union of all graphs of the N-Quads lines as lines of Turtle, without line ends.

    `base` is what IRIs are written relative to: by default the one under which the articles stand.
    """
    found = [Statement(*s[:3], None) for s in statements(lines)]
    names = _Names(base or base_of(found))
    yield from names.head()
    yield from _blocks(found, names, "")


def turtle_changed(old: str, lines: Sequence[str], changed: Set[str]) -> Iterator[str]:
    """What `turtle` gives for the sorted lines, where `old` is its text from before these subjects were changed.

    The blocks of all other subjects are taken from there as they are.
    """
    head, *blocks = old.rstrip("\n").split("\n\n")
    base = _BASE.match(head)
    names = _Names(base[1] if base else None)
    kept = [(_order(subject), block) for block in blocks if (subject := names.whole(block)) not in changed]
    said = [Statement(*s[:3], None) for subject in changed for s in statements(_about(subject, lines))]
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
    graphs: dict[str, list[Statement]] = defaultdict(list)
    for statement in found:
        graphs[statement.graph or ""].append(statement)
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
        self._known: dict[str, str] = {}

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
        if term not in self._known:
            self._known[term] = self._iri(term) if term.startswith("<") else self._literal(term)
        return self._known[term]

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


def _blocks(found: Iterable[Statement], names: _Names, indent: str) -> Iterator[str]:
    """One block a subject: its types, its label, then the rest by name."""
    subjects: Objects = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value, _ in found:
        subjects[subject][predicate].append(value)
    for subject in sorted(subjects, key=_order):
        by_name = {_predicate(p, names): sorted(set(v), key=_order) for p, v in subjects[subject].items()}
        parts = [
            f"{verb} {' , '.join(names.term(value) for value in by_name[verb])}" for verb in sorted(by_name, key=_rank)
        ]
        yield ""
        yield f"{indent}{names.term(subject)} " + f" ;\n{indent}    ".join(parts) + " ."


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
