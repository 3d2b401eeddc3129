"""What a build leaves in its folder, published whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from kg.keep.publish import publishing
from kg.keep.store import GRAPH_NQ, GRAPH_TTL, STORE, write_store
from kg.write.turtle import turtle

Page = Callable[[Path], object]
"""Writes further files into the folder that it is given, where graph.nq and store/ are complete."""


def write_output(target: Path, lines: Iterable[str], page: Page | None = None, base: str | None = None) -> None:
    """Publishes graph.nq, graph.ttl, store/ and what `page` adds in the folder, all or none of them.

    `lines` are the graph's N-Quads, sorted, each once: what `kg.write.quads.merged` gives. An InputError where the
    folder cannot be written.
    """
    with publishing(target) as new:
        kept = list(lines)
        _write(new / GRAPH_NQ, kept)
        _write(new / GRAPH_TTL, turtle(kept, base))
        write_store(new / GRAPH_NQ, new / STORE)
        if page is not None:
            page(new)


def _write(file: Path, lines: Iterable[str]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"{line}\n" for line in lines)
