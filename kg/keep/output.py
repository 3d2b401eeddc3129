"""What a build leaves in its folder, published whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from kg.keep.publish import publishing
from kg.keep.store import DATASET_TTL, GRAPH_NQ, GRAPH_TTL, STORE, built_in, change_store, write_store
from kg.ontology import Ontology, load_ontology
from kg.write.dataset import Dump, dataset
from kg.write.occasion import joined
from kg.write.turtle import turtle

Change = Callable[[Sequence[str]], Iterable[str]]
"""Takes the sorted lines of a graph and gives other sorted lines, each once."""

Page = Callable[[Path], object]
"""Writes further files into the folder that it is given, which holds a whole graph."""


def write_graph(folder: Path, lines: Iterable[str], base: str | None = None, ontology: Ontology | None = None) -> None:
    """Writes graph.nq, graph.ttl, dataset.ttl and store/ into a folder that has none of them.

    `lines` are the graph's N-Quads, sorted, each once: what `kg.write.quads.merged` gives. What is worked out from the
    whole graph is worked out here: see `kg.write.occasion`.
    """
    _write_files(folder, joined(lines, ontology or load_ontology()), base)
    write_store(folder / GRAPH_NQ, folder / STORE)


def _write_files(folder: Path, kept: Sequence[str], base: str | None) -> None:
    _write(folder / GRAPH_NQ, kept)
    _write(folder / GRAPH_TTL, turtle(kept, base))
    dumps = (
        Dump("nquads", folder / GRAPH_NQ, "application/n-quads"),
        Dump("turtle", folder / GRAPH_TTL, "text/turtle"),
    )
    _write(folder / DATASET_TTL, dataset(kept, dumps, base))


def publish_graph(target: Path, lines: Iterable[str], page: Page | None = None) -> None:
    """Publishes the graph, and what `page` adds, in the folder: all or nothing.

    An InputError where the folder cannot be written.
    """
    with publishing(target) as new:
        write_graph(new, lines)
        if page is not None:
            page(new)


def republish(target: Path, change: Change, page: Page | None = None) -> None:
    """Publishes what `change` makes of the folder's graph, as `publish_graph` does.

    The store costs by the lines that differ, not by all. An InputError where nothing was built in the folder.
    """
    built_in(target, GRAPH_NQ)
    with publishing(target) as new:
        before = (target / GRAPH_NQ).read_text(encoding="utf-8").split("\n")[:-1]
        kept = joined(change(before), load_ontology())
        _write_files(new, kept, None)
        change_store(target / STORE, new / STORE, before, kept)
        if page is not None:
            page(new)


def _write(file: Path, lines: Iterable[str]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"{line}\n" for line in lines)
