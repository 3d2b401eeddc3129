"""Who reads a build sees that build to the end, whatever takes its place meanwhile."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from built import build
from readings import reading

from kg.errors import InputError
from kg.graph import KnowledgeGraph
from kg.keep.held import Held
from kg.keep.lock import writing
from kg.keep.publish import publishing

ROOT = Path(__file__).parents[2]
TABLES = 20
"""More files than the store opens at once: the others it opens when it first reads of them."""


def put(folder: Path, word: str, tables: int = TABLES) -> None:
    (folder / "graph.nq").write_text(f'<x:{word}> <x:p> "{word}" .\n')
    store = ox.Store(str(folder / "store"))
    for number in range(tables):
        line = f'<x:{word}> <x:p{number}> "{word}" <x:{number}> .\n'
        store.bulk_load(input=line.encode(), format=ox.RdfFormat.N_QUADS)
    store.flush()


def words(quads: Iterable[ox.Quad]) -> list[str]:
    return [quad.object.value for quad in quads]


def hidden(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name.startswith(".") and p.name != ".lock")


def test_a_build_that_is_held_stays_and_goes_when_it_is_let_go(tmp_path: Path) -> None:
    for word in ("one", "two", "three"):
        with publishing(tmp_path) as new:
            put(new, word)
        if word == "one":
            held = Held(tmp_path)
            store = held.store
            assert len(list((tmp_path / "store").glob("*.sst"))) >= TABLES
    assert words(store) == ["one"] * TABLES
    assert held.graph.read_text() == '<x:one> <x:p> "one" .\n'
    assert words(Held(tmp_path).store) == ["three"] * TABLES
    assert hidden(tmp_path) == [".old-1"]
    del held, store
    with publishing(tmp_path) as new:
        put(new, "four")
    assert hidden(tmp_path) == []


def test_a_graph_stays_what_it_was_when_it_was_first_read(tmp_path: Path) -> None:
    graph = build(tmp_path, reading("a", "甲は乙と会談した。"))
    lines = graph.lines()
    first = next(lines)
    build(tmp_path, reading("b", "丙は丁と会談した。"))
    query = "SELECT ?id { ?article dcterms:identifier ?id }"
    assert [first, *lines] == list(graph.lines())
    assert graph.query(query).texts() == [("a",)]
    assert KnowledgeGraph(tmp_path).query(query).texts() == [("b",)]


def test_the_page_of_an_earlier_graph_does_not_go_beside_a_later_one(tmp_path: Path) -> None:
    graph = build(tmp_path / "out", reading("a", "甲は乙と会談した。"))
    assert len(list(graph.lines())) > 0
    later = build(tmp_path / "out", reading("b", "丙は丁と会談した。"))
    with pytest.raises(InputError, match="another build has taken the place"):
        graph.view()
    assert not (tmp_path / "out" / "network.html").exists()
    assert graph.view(tmp_path / "page.html").exists()
    assert later.view() == tmp_path / "out" / "network.html"


DYING = """
import os, signal, sys
from pathlib import Path
import kg.keep.publish as publish
real = os.replace
def replace(one, other):
    real(one, other)
    if Path(other).name == "graph.nq":
        os.kill(os.getpid(), signal.SIGKILL)
os.replace = replace
with publish.publishing(Path(sys.argv[1])) as new:
    (new / "graph.nq").write_text("two")
    (new / "store").mkdir()
"""


def test_halves_of_two_builds_are_never_read(tmp_path: Path) -> None:
    with publishing(tmp_path) as new:
        put(new, "one")
    assert subprocess.run([sys.executable, "-c", DYING, str(tmp_path)], cwd=ROOT, check=False).returncode == -9
    # While another writer has the folder nobody can finish it; a reader waits, and is told in the end.
    with writing(tmp_path), pytest.raises(InputError, match="not wholly taken its place"):
        Held(tmp_path)
    assert Held(tmp_path).graph.read_text() == "two"
    assert list((tmp_path / "store").iterdir()) == []
    assert hidden(tmp_path) == []


def test_a_folder_without_a_build_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path, tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(InputError, match=rf"no graph was built here\n  fix: kg build INPUT -o {folder}"):
            Held(folder)


WRITING = """
import shutil, sys
from pathlib import Path
from kg.keep.publish import publishing
target, *sources = map(Path, sys.argv[1:])
for turn in range(20):
    with publishing(target) as new:
        shutil.copytree(sources[turn % len(sources)], new, dirs_exist_ok=True)
"""


def test_beside_a_writer_each_build_that_is_read_is_whole(tmp_path: Path) -> None:
    sources = [tmp_path / word for word in ("one", "two")]
    for source in sources:
        source.mkdir()
        put(source, source.name, 2)
    with publishing(tmp_path / "out") as new:
        put(new, "one", 2)
    seen: list[str] = []
    with subprocess.Popen([sys.executable, "-c", WRITING, tmp_path / "out", *sources], cwd=ROOT) as process:
        while process.poll() is None:
            held = Held(tmp_path / "out")
            (word,) = set(words(held.store))
            assert held.graph.read_text() == f'<x:{word}> <x:p> "{word}" .\n'
            assert len(words(held.store)) == 2
            seen.append(word)
    assert process.returncode == 0
    assert set(seen) == {"one", "two"}
