"""A store that is loaded piece by piece holds what one loaded at once does."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from built import build, some_news

from kg.keep.store import write_store


@pytest.mark.parametrize("piece", [1, 1_000, 1 << 26])
def test_pieces_make_the_whole(piece: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = build(tmp_path / "built", *some_news())
    monkeypatch.setattr("kg.keep.store._PIECE", piece)
    write_store(graph.nquads, tmp_path / "store")
    lines = list(graph.lines())
    quads = set(ox.parse(input="\n".join(lines), format=ox.RdfFormat.N_QUADS))
    union = {ox.Quad(quad.subject, quad.predicate, quad.object, ox.DefaultGraph()) for quad in quads}
    assert set(ox.Store.read_only(str(tmp_path / "store"))) == quads | union
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".nt"] == []
