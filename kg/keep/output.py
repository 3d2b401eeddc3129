"""What a build leaves in its folder, published whole."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from kg.keep.held import check_built
from kg.keep.publish import publishing
from kg.keep.store import DATASET_TTL, GRAPH_NQ, GRAPH_TTL, STORE, change_store, write_store
from kg.ontology import Ontology, load_ontology
from kg.write.dataset import Dump, dataset
from kg.write.occasion import joined
from kg.write.turtle import turtle, turtle_changed

Change = Callable[[Sequence[str]], Iterable[str]]
"""Takes the sorted lines of a graph and gives other sorted lines, each once."""

Page = Callable[[Path], object]
"""Writes further files into the folder that it is given, which holds a whole graph."""


def write_graph(folder: Path, lines: Iterable[str], base: str | None = None, ontology: Ontology | None = None) -> None:
    """Writes graph.nq, graph.ttl, dataset.ttl and store/ into a folder that has none of them.

    `lines` are the graph's N-Quads, sorted, each once: what `kg.write.quads.merged` gives. What is worked out from the
    whole graph is worked out here: see `kg.write.occasion`.
    """
    kept = joined(lines, ontology or load_ontology())
    _write_files(folder, kept, turtle(kept, base), base)
    write_store(folder / GRAPH_NQ, folder / STORE)


def publish_graph(target: Path, lines: Iterable[str], page: Page | None = None) -> None:
    """Publishes the graph, and what `page` adds, in the folder: all or nothing.

    An InputError where the folder cannot be written.
    """
    with publishing(target) as new, uncollected():
        write_graph(new, lines)
        if page is not None:
            page(new)


def republish(target: Path, change: Change, page: Page | None = None) -> None:
    """Publishes what `change` makes of the folder's graph, as `publish_graph` does.

    What stays as it was is copied, not made anew. An InputError where nothing was built in the folder.
    """
    check_built(target)
    with publishing(target) as new:
        before = (target / GRAPH_NQ).read_text(encoding="utf-8").split("\n")[:-1]
        after = change(before)
        with uncollected():
            if _untouched(target):
                _write_changed(new, target, before, joined(after, load_ontology()))
            else:
                write_graph(new, after)
            if page is not None:
                page(new)


@contextmanager
def uncollected() -> Iterator[None]:
    """Python does not look for cycles of values while the block runs.

    Writing a large graph makes many values and no cycles; to look through them again and again takes a third of it.
    """
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looks:
            gc.enable()


def _untouched(folder: Path) -> bool:
    """Whether the files of the graph are those that were published with its description."""
    try:
        described = (folder / DATASET_TTL).read_text(encoding="utf-8")
        return all(sha256((folder / name).read_bytes()).hexdigest() in described for name in (GRAPH_NQ, GRAPH_TTL))
    except OSError:
        return False


def _write_changed(folder: Path, old: Path, before: Sequence[str], kept: Sequence[str]) -> None:
    """Writes what `write_graph` does, from the files and the store of the old folder and the lines that differ."""
    had, has = set(before), set(kept)
    gone, come = sorted(had - has), sorted(has - had)
    changed = {line[: line.index(" ")] for line in (*gone, *come)}
    as_turtle = (old / GRAPH_TTL).read_text(encoding="utf-8")
    _write_files(folder, kept, turtle_changed(as_turtle, kept, changed))
    change_store(old / STORE, folder / STORE, gone, come, has)


def _write_files(folder: Path, kept: Sequence[str], as_turtle: Iterable[str], base: str | None = None) -> None:
    _write(folder / GRAPH_NQ, kept)
    _write(folder / GRAPH_TTL, as_turtle)
    dumps = (
        Dump("nquads", folder / GRAPH_NQ, "application/n-quads"),
        Dump("turtle", folder / GRAPH_TTL, "text/turtle"),
    )
    _write(folder / DATASET_TTL, dataset(kept, dumps, base))


def _write(file: Path, lines: Iterable[str]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"{line}\n" for line in lines)
