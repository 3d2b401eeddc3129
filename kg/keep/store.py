"""The embedded store of a built graph.

Beside the articles' graphs the store's default graph holds the union of all, each statement once. Oxigraph can also
take the union as it answers, but then a statement that two articles make counts twice.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Container, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import pyoxigraph as ox

from kg.spill import lines_of, write_lines
from kg.write.statement import triples, without_graph

GRAPH_NQ = "graph.nq"
GRAPH_TTL = "graph.ttl"
DATASET_TTL = "dataset.ttl"
STORE = "store"
PAGE = "network.html"

_PIECE = 1 << 26
"""Bytes that are loaded at once, for which the store takes some 400 MB."""


def write_store(nquads: Path, folder: Path) -> None:
    """Loads a file of N-Quads into a new store in the folder: its graphs, and their union as the default graph.

    The file is one that this program wrote, so that its terms need not be looked at again.
    """
    store = ox.Store(str(folder))
    _load(store, nquads, ox.RdfFormat.N_QUADS)
    with NamedTemporaryFile(dir=folder.parent, suffix=".nt") as union:
        write_lines(Path(union.name), (f"{s} {p} {o} ." for s, p, o in triples(lines_of(nquads))))
        _load(store, Path(union.name), ox.RdfFormat.N_TRIPLES)
    store.flush()


def _load(store: ox.Store, file: Path, form: ox.RdfFormat) -> None:
    """Loads a file of lines piece by piece, for the memory that loading takes goes by what is loaded at once."""
    with file.open("rb") as lines:
        while piece := lines.read(_PIECE) + lines.readline():
            store.bulk_load(input=piece, format=form, lenient=True)


def change_store(old: Path, folder: Path, gone: Sequence[str], come: Sequence[str], has: Container[str]) -> None:
    """Writes into the folder what the old store holds without the lines that are gone and with those that come.

    `has` holds all lines of the graph then. It costs by the lines that differ: the tables of the old store, which
    RocksDB never changes once they are written, are shared with it as hard links. The old store is only read.
    """
    shutil.copytree(old, folder, copy_function=_shared, ignore=shutil.ignore_patterns("LOCK", "LOG", "LOG.*"))
    store = ox.Store(str(folder))
    everything = ox.DefaultGraph()

    def united(quad: ox.Quad) -> ox.Quad:
        return ox.Quad(quad.subject, quad.predicate, quad.object, everything)

    left, new = _quads(gone), _quads(come)
    for quad in left:
        store.remove(quad)
    store.extend([*new, *map(united, new)])
    for line, quad in zip(gone, left, strict=True):
        others = store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
        if (without_graph(line) or line) in has or any(other.graph_name != everything for other in others):
            store.add(united(quad))
        else:
            store.remove(united(quad))
    for graph in {quad.graph_name for quad in left} - {everything}:
        if next(iter(store.quads_for_pattern(None, None, None, graph)), None) is None:
            store.remove_graph(graph)
    store.flush()


def _quads(lines: Iterable[str]) -> list[ox.Quad]:
    return list(ox.parse(input="\n".join(lines).encode(), format=ox.RdfFormat.N_QUADS))


def _shared(source: str, target: str) -> None:
    """The table as a second name of one file where the file system knows such; else, and for what changes, a copy."""
    if source.endswith(".sst"):
        with suppress(OSError):
            os.link(source, target)
            return
    shutil.copyfile(source, target)
