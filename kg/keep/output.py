"""What a build leaves in its folder, published whole."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path

from kg.keep.held import check_built
from kg.keep.publish import publishing
from kg.keep.store import DATASET_TTL, GRAPH_NQ, GRAPH_TTL, STORE, change_store, write_store
from kg.ontology import Ontology, load_ontology
from kg.spill import lines_of, write_lines
from kg.write.dataset import Dump, dataset
from kg.write.occasion import joined
from kg.write.statement import base_of, statements
from kg.write.turtle import turtle, turtle_changed

Change = Callable[[Sequence[str]], Iterable[str]]
"""Takes the sorted lines of a graph and gives other sorted lines, each once."""

Page = Callable[[Path], object]
"""Writes further files into the folder that it is given, which holds a whole graph."""


def write_graph(
    folder: Path,
    lines: Iterable[str],
    base: str | None = None,
    ontology: Ontology | None = None,
    page: Page | None = None,
) -> None:
    """Writes graph.nq, graph.ttl, dataset.ttl, store/ and what `page` adds into a folder that has none of them.

    `lines` are the graph's N-Quads, sorted, each once: what `kg.write.quads.merged` gives. They are taken as they come,
    and none of what is written is held whole. What is worked out from the whole graph is worked out here: see
    `kg.write.occasion`.
    """
    graph = folder / GRAPH_NQ
    write_lines(graph, joined(lines, ontology or load_ontology(), folder))
    # The store takes half of the time, and leaves the interpreter free meanwhile.
    with ThreadPoolExecutor(1) as beside:
        stored = beside.submit(write_store, graph, folder / STORE)
        base = base or base_of(statements(lines_of(graph)))
        write_lines(folder / GRAPH_TTL, turtle(lines_of(graph), base, folder))
        _describe(folder, base)
        if page is not None:
            page(folder)
        stored.result()


def publish_graph(target: Path, lines: Iterable[str], page: Page | None = None, *, reserved: bool = False) -> None:
    """Publishes the graph, and what `page` adds, in the folder: all or nothing.

    `reserved` is as in `publishing`. An InputError where the folder cannot be written.
    """
    with publishing(target, reserved) as new, uncollected():
        write_graph(new, lines, page=page)


def republish(target: Path, change: Change, page: Page | None = None, *, reserved: bool = False) -> None:
    """Publishes what `change` makes of the folder's graph, as `publish_graph` does.

    What stays as it was is copied, not made anew. An InputError where nothing was built in the folder.
    """
    check_built(target)
    with publishing(target, reserved) as new:
        before = (target / GRAPH_NQ).read_text(encoding="utf-8").split("\n")[:-1]
        after = change(before)
        with uncollected():
            if _untouched(target):
                _write_changed(new, target, before, list(joined(after, load_ontology())))
                if page is not None:
                    page(new)
            else:
                write_graph(new, after, page=page)


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
        return all(_checksum(folder / name) in described for name in (GRAPH_NQ, GRAPH_TTL))
    except OSError:
        return False


def _checksum(file: Path) -> str:
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def _write_changed(folder: Path, old: Path, before: Sequence[str], kept: Sequence[str]) -> None:
    """Writes what `write_graph` does, from the files and the store of the old folder and the lines that differ."""
    had, has = set(before), set(kept)
    gone, come = sorted(had - has), sorted(has - had)
    changed = {line[: line.index(" ")] for line in (*gone, *come)}
    as_turtle = (old / GRAPH_TTL).read_text(encoding="utf-8")
    write_lines(folder / GRAPH_NQ, kept)
    write_lines(folder / GRAPH_TTL, turtle_changed(as_turtle, kept, changed))
    _describe(folder, base_of(statements(kept)))
    change_store(old / STORE, folder / STORE, gone, come, has)


def _describe(folder: Path, base: str | None) -> None:
    dumps = (
        Dump("nquads", folder / GRAPH_NQ, "application/n-quads"),
        Dump("turtle", folder / GRAPH_TTL, "text/turtle"),
    )
    write_lines(folder / DATASET_TTL, dataset(lines_of(folder / GRAPH_NQ), dumps, base, folder))
