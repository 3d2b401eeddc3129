"""What a build leaves in its folder, published whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from kg.keep.publish import publishing
from kg.keep.store import DATASET_TTL, GRAPH_NQ, GRAPH_TTL, STORE, write_store
from kg.ontology import Ontology, load_ontology
from kg.write.dataset import Dump, dataset
from kg.write.occasion import joined
from kg.write.turtle import turtle

Page = Callable[[Path], object]
"""Writes further files into the folder that it is given, which holds a whole graph."""


def write_graph(folder: Path, lines: Iterable[str], base: str | None = None, ontology: Ontology | None = None) -> None:
    """Writes graph.nq, graph.ttl, dataset.ttl and store/ into a folder that has none of them.

    `lines` are the graph's N-Quads, sorted, each once: what `kg.write.quads.merged` gives. What is worked out from the
    whole graph is worked out here: see `kg.write.occasion`.
    """
    kept = joined(lines, ontology or load_ontology())
    _write(folder / GRAPH_NQ, kept)
    _write(folder / GRAPH_TTL, turtle(kept, base))
    dumps = (
        Dump("nquads", folder / GRAPH_NQ, "application/n-quads"),
        Dump("turtle", folder / GRAPH_TTL, "text/turtle"),
    )
    _write(folder / DATASET_TTL, dataset(kept, dumps, base))
    write_store(folder / GRAPH_NQ, folder / STORE)


def publish_graph(target: Path, lines: Iterable[str], page: Page | None = None) -> None:
    """Publishes the graph, and what `page` adds, in the folder: all or nothing.

    An InputError where the folder cannot be written.
    """
    with publishing(target) as new:
        write_graph(new, lines)
        if page is not None:
            page(new)


def _write(file: Path, lines: Iterable[str]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"{line}\n" for line in lines)
