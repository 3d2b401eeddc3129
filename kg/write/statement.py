"""A line of a graph taken apart again, its terms left as N-Quads writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from kg.errors import InputError
from kg.ontology import KG

_LINE = re.compile(
    r"(?P<subject><[^>]*>) (?P<predicate><[^>]*>) "
    r'(?P<value><[^>]*>|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?)'
    r"(?: (?P<graph><[^>]*>))? \.\s*"
)
_LITERAL = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"(?:@(?P<language>[A-Za-z0-9-]+)|\^\^<(?P<datatype>[^>]*)>)?', re.S)
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.S)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


class Statement(NamedTuple):
    """One quad; `graph` is None in the default graph."""

    subject: str
    predicate: str
    value: str
    graph: str | None


class LiteralParts(NamedTuple):
    """A literal's text without escapes, its language, the IRI of its datatype."""

    text: str
    language: str | None
    datatype: str | None


def statements(lines: Iterable[str]) -> Iterator[Statement]:
    """The statements of the lines of a graph that this package wrote; an InputError names a line that is none."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise InputError(
                "not a statement as this program writes them",
                line=number,
                found=line.strip()[:120],
                expected="<subject> <predicate> <object or literal> <graph> .",
                fix="build the graph again",
            )
        yield Statement._make(match.groups())


def without_graph(line: str) -> str | None:
    """The statement of a line that this package wrote, without its graph; None for one of the default graph."""
    subject, predicate, rest = line.rstrip("\n").removesuffix(" .").split(" ", 2)
    value, blank, graph = rest.rpartition(" ") if rest.startswith('"') else rest.partition(" ")
    # In "… <x>"^^<…> what stands behind the last blank is still the literal.
    return f"{subject} {predicate} {value} ." if blank and graph.startswith("<") and '"' not in graph else None


def triples(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """The triples of the union of all graphs of a graph's sorted lines, each once.

    As `statements`, at a third of its time, for lines that are known to be sound: nothing is checked.
    """
    last = None
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        # Neither a graph's IRI nor a datatype's holds a quote, so the last one closes the literal.
        value = rest[: rest.index(" ", rest.rindex('"') if rest.startswith('"') else 0)]
        if (triple := (subject, predicate, value)) != last:
            yield triple
            last = triple


def event_head(line: str) -> str:
    """How the lines of all events begin in the graph that the line is of."""
    return f"{line[: line.index(' ')].rsplit('/', 2)[0]}/event/"


def event_lines(lines: Iterable[str]) -> Iterator[str]:
    """Those of a graph's sorted lines whose subject is an event."""
    rest = iter(lines)
    first = next(rest, None)
    if first is None:
        return
    head = event_head(first)
    for line in chain([first], rest):
        if line.startswith(head):
            yield line
        elif line > head:
            return


def literal_parts(value: str) -> LiteralParts | None:
    """What a term says, where it is a literal; None where it is an IRI."""
    match = _LITERAL.fullmatch(value)
    if match is None:
        return None
    return LiteralParts(_ESCAPED.sub(_unescape, match["text"]), match["language"], match["datatype"])


def _unescape(match: re.Match[str]) -> str:
    code = match.group(1) or match.group(2)
    if code:
        return chr(int(code, 16))
    return _PLAIN.get(match.group(3), match.group(3))


def base_of(found: Iterable[Statement]) -> str | None:
    """The base that the graph's IRIs stand under, as its articles show it; None of an empty graph."""
    article = f"<{KG}Article>"
    for statement in found:
        if statement.value == article and "/article/" in statement.subject:
            return statement.subject[1:].rpartition("article/")[0]
    return None
