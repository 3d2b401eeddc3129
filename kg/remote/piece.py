"""What a built graph is cut into to be sent: named graphs, each small enough for one request.

An article's statements are a graph at the endpoint as they are here. What stands in the default graph (articles,
entities, links between events) is cut where the hash of a subject says so. A change to a few subjects therefore changes
a few pieces, and no piece depends on how many there are. They are named graphs as well: a store whose default graph is
the union of all has no other, and two graphs in one store do not wipe each other out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from itertools import groupby

import pyoxigraph as ox

from kg.graph import KnowledgeGraph
from kg.write.iris import Iris, digest
from kg.write.statement import without_graph

_SUBJECTS = 1 << 10
"""On average, of a piece of what stands in the default graph."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One named graph to send."""

    graph: str
    body: bytes
    """Sorted N-Triples."""

    @property
    def digest(self) -> str:
        return sha256(self.body).hexdigest()


def pieces(graph: KnowledgeGraph) -> Iterator[Piece]:
    """The graph as pieces: of the default graph first, so that what an article speaks of is there before it does."""
    if graph.base is not None:
        yield from _shared(graph.lines(), Iris(graph.base))
    store = graph.held.store
    for named in store.named_graphs():
        assert isinstance(named, ox.NamedNode)
        dumped = BytesIO()
        store.dump(dumped, ox.RdfFormat.N_TRIPLES, from_graph=named)
        yield Piece(named.value, b"".join(sorted(dumped.getvalue().splitlines(keepends=True))))


def _shared(lines: Iterable[str], iris: Iris) -> Iterator[Piece]:
    first, held = "", list[str]()
    default = (line for line in lines if without_graph(line) is None)
    for subject, said in groupby(default, lambda line: line[: line.index(" ")]):
        if held and int(digest(subject), 16) % _SUBJECTS == 0:
            yield _piece(iris.shared(first), held)
            first, held = subject, []
        held += said
    if held:
        yield _piece(iris.shared(first), held)


def _piece(graph: str, lines: Iterable[str]) -> Piece:
    return Piece(graph, "".join(f"{line}\n" for line in lines).encode("utf-8"))
