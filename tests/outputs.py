"""Articles written as an input, and two folders of builds compared."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

PARTS = ("graph.nq", "graph.ttl", "dataset.ttl", "network.html")


def written(file: Path, articles: Iterable[dict[str, str]]) -> Path:
    file.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    return file


def stored(folder: Path) -> tuple[set[str], set[str]]:
    """The quads of the store, and the names of its graphs."""
    store = ox.Store.read_only(str(folder / "store"))
    return {str(quad) for quad in store}, {str(graph) for graph in store.named_graphs()}


def assert_same(one: Path, other: Path) -> None:
    for part in PARTS:
        assert (one / part).read_bytes() == (other / part).read_bytes(), part
    assert stored(one) == stored(other)
