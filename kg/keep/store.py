"""The embedded store of a built graph, and rdflib over it.

Beside the articles' graphs the store's default graph holds the union of all, each statement once. Oxigraph can also
take the union as it answers, but then a statement that two articles make counts twice.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import InputError
from kg.keep.publish import settle
from kg.write.statement import without_graph

if TYPE_CHECKING:
    from rdflib import Dataset

GRAPH_NQ = "graph.nq"
GRAPH_TTL = "graph.ttl"
DATASET_TTL = "dataset.ttl"
STORE = "store"


def write_store(nquads: Path, folder: Path) -> None:
    """Loads a file of N-Quads into a new store in the folder: its graphs, and their union as the default graph."""
    store = ox.Store(str(folder))
    store.bulk_load(path=str(nquads), format=ox.RdfFormat.N_QUADS)
    with nquads.open(encoding="utf-8", newline="\n") as lines, TemporaryFile() as union:
        union.writelines(f"{line}\n".encode() for line in filter(None, map(without_graph, lines)))
        union.seek(0)
        store.bulk_load(input=union, format=ox.RdfFormat.N_TRIPLES)
    store.flush()


def open_store(directory: Path) -> ox.Store:
    """The store of a built folder, to read only; an InputError where there is none."""
    settle(directory)
    folder = directory / STORE
    if not folder.is_dir():
        raise InputError("no graph was built here", file=directory, fix=f"kg build INPUT -o {directory}")
    try:
        return ox.Store.read_only(str(folder))
    except OSError as error:
        raise InputError(
            "the store cannot be read", file=folder, found=str(error).splitlines()[0], fix="build the graph again"
        ) from error


def dataset_over(store: ox.Store) -> Dataset:
    """An rdflib Dataset over the store; its default graph holds the union of all."""
    # rdflib takes a third of a second to load, which a build has no need to wait for.
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    return Dataset(store=OxigraphStore(store=store))
