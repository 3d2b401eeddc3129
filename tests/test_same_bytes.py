"""The same articles give the same bytes, whatever else differs."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest
from running import SEEDS

WRITTEN = ("graph.nq", "graph.ttl", "dataset.ttl", "network.html")


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The sample articles in files of ten lines."""
    folder = tmp_path_factory.mktemp("parts")
    lines = (SEEDS / "articles.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    found = []
    for start in range(0, len(lines), 10):
        file = folder / f"part-{start:02d}.jsonl"
        file.write_text("".join(lines[start : start + 10]), encoding="utf-8")
        found.append(file)
    return found


def build(
    out: Path,
    given: Sequence[Path],
    more: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
    before: Sequence[str] = (),
) -> Path:
    """The folder that a process of its own builds, from a working folder of its own."""
    cwd = out.parent / f"{out.name}-cwd"
    cwd.mkdir()
    command = [*before, sys.executable, "-m", "kg", "build", *map(str, given), "-o", str(out), *more]
    subprocess.run(command, check=True, capture_output=True, cwd=cwd, env={**os.environ, **(env or {})})
    return out


@pytest.fixture(scope="module")
def first(parts: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    env = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return build(tmp_path_factory.mktemp("first") / "out", parts, ["--workers", "1"], env)


FAKETIME = shutil.which("faketime")
WORKERS = (1, 2, 4)
LOCALES = ({"LC_ALL": "C", "PYTHONUTF8": "0"}, {"LC_ALL": "C.UTF-8"})
ZONES = ("UTC", "Asia/Tokyo", "America/Los_Angeles")


def assert_same(one: Path, other: Path) -> None:
    for name in WRITTEN:
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    stored = [{str(quad) for quad in ox.Store.read_only(str(folder / "store"))} for folder in (one, other)]
    assert stored[0] == stored[1]


def shuffled(parts: Sequence[Path], folder: Path, seed: int) -> list[Path]:
    """The articles in two files, both their lines and their names in another order."""
    lines = [line for part in parts for line in part.read_text(encoding="utf-8").splitlines(keepends=True)]
    dice = random.Random(seed)
    dice.shuffle(lines)
    cut = dice.randrange(1, len(lines))
    given = [folder / f"{name}-{seed}.jsonl" for name in dice.sample("abc", 2)]
    given[0].write_text("".join(lines[:cut]), encoding="utf-8")
    given[1].write_text("".join(lines[cut:]), encoding="utf-8")
    return given


def test_ten_hash_seeds_with_other_workers_orders_locales_and_time_zones(
    parts: list[Path], first: Path, tmp_path: Path
) -> None:
    """Everything that may differ differs at once, from build to build: one graph comes out of all."""

    def one(seed: int) -> Path:
        env = {"PYTHONHASHSEED": str(seed), "TZ": ZONES[seed % 3], **LOCALES[seed % 2]}
        given = shuffled(parts, tmp_path, seed)
        return build(tmp_path / f"out-{seed}", given, ["--workers", str(WORKERS[seed % 3])], env)

    with ThreadPoolExecutor(2) as pool:
        for out in pool.map(one, range(1, 11)):
            assert_same(first, out)


def test_pages_and_their_copies_with_other_hash_seeds_and_workers(tmp_path: Path) -> None:
    pages = Path(__file__).parent / "read" / "pages"
    given = tmp_path / "given"
    shutil.copytree(pages, given / "one")
    for file in sorted(pages.glob("*.html")):  # the same under other addresses: repeats
        copy = file.read_bytes().replace(b".example", b".copy.example")
        (given / f"copy-{file.name}").write_bytes(copy)
    outs = [
        build(tmp_path / f"out-{seed}", paths, ["--workers", workers], {"PYTHONHASHSEED": seed})
        for seed, workers, paths in (("1", "1", [given]), ("2", "2", sorted(given.iterdir(), reverse=True)))
    ]
    assert_same(*outs)
    assert "#repeats>" in (outs[0] / "graph.nq").read_text(encoding="utf-8")


@pytest.mark.skipif(FAKETIME is None, reason="faketime is not installed; tests/test_imports.py looks for clocks")
def test_another_day(parts: list[Path], first: Path, tmp_path: Path) -> None:
    assert_same(first, build(tmp_path / "out", parts, before=[str(FAKETIME), "2031-03-05 04:05:06"]))


def test_a_second_build_into_one_folder_leaves_it_as_the_first(parts: list[Path], first: Path, tmp_path: Path) -> None:
    out = build(tmp_path / "out", parts[:1])
    assert (out / "graph.nq").read_bytes() != (first / "graph.nq").read_bytes()
    (tmp_path / "out-cwd").rmdir()
    assert_same(first, build(out, parts))


def test_nothing_of_the_day_or_the_machine_is_written(first: Path) -> None:
    for name in WRITTEN:
        text = (first / name).read_text(encoding="utf-8")
        assert str(first) not in text
        assert str(SEEDS) not in text
    lines = (first / "graph.nq").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert sum("/prov#Activity>" in line for line in lines) == 1
    assert not any("_:" in line.split('"')[0] for line in lines)
