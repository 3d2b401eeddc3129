"""The latest events of a graph that is too large to be read whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import heappush, heappushpop
from itertools import groupby

from kg.keep.event import EventView
from kg.keep.events import contents_of
from kg.ontology import KG, Ontology
from kg.write.nquads import PREFIXES, RDF_TYPE
from kg.write.statement import event_lines, statements

_STARTS, _TYPED = f" <{KG}startDate> ", f" <{RDF_TYPE}> <{KG}"
_NAMING = tuple(f" <{iri}> " for iri in (RDF_TYPE, PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "altLabel"))

Read = Callable[[], Iterable[str]]
"""Gives the sorted lines of a graph, from the first, as often as it is called."""


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest events of a graph, and how many it has in all."""

    found: tuple[EventView, ...]
    of: int

    def events(self) -> tuple[EventView, ...]:
        """By day, as `KnowledgeGraph.events` has them."""
        return self.found


def latest(read: Read, ontology: Ontology, most: int) -> Latest:
    """Those `most` events that start last; those without a year count as the earliest, of one day the last by IRI.

    Memory goes by `most`, not by the graph.
    """
    chosen: list[tuple[str, str]] = []
    count = 0
    for start, node in _starts(event_lines(read())):
        count += 1
        if len(chosen) < most:
            heappush(chosen, (start, node))
        else:
            heappushpop(chosen, (start, node))
    if count <= most:
        return Latest(contents_of(statements(read()), ontology).events, count)
    events = {node for _, node in chosen}
    terms: set[str] = set()
    for said in statements(line for line in event_lines(read()) if line[: line.index(" ")] in events):
        terms |= {said.value, said.graph or ""}
    return Latest(contents_of(statements(_about(read(), events, terms)), ontology).events, count)


def _starts(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The start of each event, empty where its year is not known, and its node."""
    for node, group in groupby(lines, lambda line: line[: line.index(" ")]):
        told = list(group)
        if any(_TYPED in line for line in told):
            starts = (
                line.partition(_STARTS)[2].partition('"')[2].partition('"')[0] for line in told if _STARTS in line
            )
            yield min((start for start in starts if not start.startswith("-")), default=""), node


def _about(lines: Iterable[str], events: set[str], terms: set[str]) -> Iterator[str]:
    """The lines of the events, of the articles among the terms with their sentences, and the names of the others."""
    for line in lines:
        subject = line[: line.index(" ")]
        article, mark, _ = subject.partition("#char=")
        if subject in events or (mark and f"{article}>" in terms):
            yield line
        elif subject in terms:
            kind = subject.rpartition("/")[0].rpartition("/")[2]
            if kind == "article" or (kind != "event" and any(name in line for name in _NAMING)):
                yield line
