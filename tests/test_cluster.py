"""The same shards in other processes: dask with a scheduler and workers, one of which is killed, and Spark's way."""

from __future__ import annotations

import json
import os
import pickle
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from distributed import Client
from running import SEEDS, Run

import kg
from kg.cluster import Dask, read_partition
from kg.shard import SHARD, Kit, Setting
from kg.write.iris import DEFAULT_BASE

PAGE = Path(__file__).parents[1] / "docs/scale.md"


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles four times over, each time under other ids."""
    file = tmp_path_factory.mktemp("given") / "articles.jsonl"
    lines = [json.loads(line) for line in (SEEDS / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    with file.open("w", encoding="utf-8") as out:
        for n in range(4):
            for article in lines:
                out.write(json.dumps(article | {"id": f"{article['id']}-{n}"}, ensure_ascii=False) + "\n")
    return file


@pytest.fixture(scope="module")
def alone(given: Path, tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    return kg.build(given, tmp_path_factory.mktemp("alone") / "out")


def same(one: kg.KnowledgeGraph, other: kg.KnowledgeGraph) -> bool:
    parts = ("graph.nq", "graph.ttl", "dataset.ttl", "network.html")
    return all((one.directory / part).read_bytes() == (other.directory / part).read_bytes() for part in parts)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts a part of a cluster on loopback, which ends with the test."""
    with ExitStack() as started:

        def start(module: str, *options: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", f"distributed.cli.dask_{module}", "--host", "127.0.0.1", "--no-dashboard"]
            file = ["--scheduler-file", str(tmp_path / "scheduler.json")]
            said = started.enter_context((tmp_path / f"{module}.log").open("ab"))
            made = subprocess.Popen([*command, *file, *options], stdout=said, stderr=said, cwd=tmp_path)
            started.callback(made.wait)
            started.callback(made.kill)
            return made

        yield start


@pytest.fixture
def scheduler(start: Callable[..., subprocess.Popen[bytes]], tmp_path: Path) -> str:
    start("scheduler", "--port", "0")
    with Client(scheduler_file=str(tmp_path / "scheduler.json"), timeout=60) as client:
        return str(client.scheduler.address)


def test_a_cluster_one_of_whose_workers_is_killed_gives_the_bytes_of_one_process(
    given: Path,
    alone: kg.KnowledgeGraph,
    scheduler: str,
    start: Callable[..., subprocess.Popen[bytes]],
    tmp_path: Path,
) -> None:
    workers = [start("worker", "--nthreads", "1", "--no-nanny") for _ in range(2)]
    with Client(scheduler, timeout=60) as client:
        client.wait_for_workers(2, timeout=60)
    steps = []

    def kill(done: int, whole: int, events: int) -> None:
        if not steps:
            os.kill(workers[0].pid, signal.SIGKILL)
            workers[0].wait()
        steps.append(done)
        assert whole == 4 * len((SEEDS / "articles.jsonl").read_text(encoding="utf-8").splitlines())

    built = kg.make(given, tmp_path / "out", engine=Dask(scheduler), progress=kill)
    assert steps[0] == SHARD < steps[-1] == built.articles
    assert workers[0].returncode == -signal.SIGKILL
    assert workers[1].poll() is None
    assert same(built.graph, alone)
    assert built.failures == ()


def test_the_command_starts_processes_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("type,label\nperson,甲野乙子\n", encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", str(SEEDS / "articles.jsonl"), "-o"]
    for name, options in (("one", []), ("two", ["--engine", "dask", "--workers", "2"])):
        ran = subprocess.run(
            [*command, name, "--actors", "mine.csv", *options], cwd=tmp_path, capture_output=True, text=True
        )
        assert ran.returncode == 0, ran.stderr
    assert same(kg.KnowledgeGraph(tmp_path / "one"), kg.KnowledgeGraph(tmp_path / "two"))


def test_a_scheduler_that_is_none_is_told(
    given: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.cluster._PATIENCE", 1)
    build = ("build", given, "-o", tmp_path / "out")
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        ran = run(*build, "--engine", "dask", "--scheduler", address)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"the scheduler does not answer\n  found: {address}: ")
    assert "no such engine" in run(*build, "--engine", "spark").err
    assert "fix: give --engine dask too" in run(*build, "--scheduler", "tcp://127.0.0.1:9").err
    assert not (tmp_path / "out").exists()


def test_a_scheduler_without_a_worker_is_told(
    given: Path, scheduler: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.cluster._PATIENCE", 1)
    ran = run("build", given, "-o", tmp_path / "out", "--engine", "dask", "--scheduler", scheduler)
    assert ran.code == 2
    assert "the scheduler has no worker" in ran.err


def test_without_dask_the_extra_is_named(
    given: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    ran = run("build", given, "-o", tmp_path / "out", "--engine", "dask")
    assert ran.code == 2
    assert "fix: pip install 'kijigraph[dask]'" in ran.err


def test_a_worker_with_other_rules_is_refused(given: Path) -> None:
    setting = Setting(DEFAULT_BASE, None, None)
    other = replace(Kit.of(setting).build, rules="0" * 16)
    with pytest.raises(kg.InputError, match="a worker has other rules or tables"):
        list(read_partition([], setting, other))


class StandIn:
    """What of a SparkContext and of its RDD the page uses; a partition's function is pickled, as Spark does."""

    def __init__(self, parts: Sequence[Sequence[Any]] = ()) -> None:
        self._parts = parts

    def parallelize(self, items: Sequence[Any], slices: int) -> StandIn:
        return StandIn([items[i::slices] for i in range(slices)])

    def mapPartitions(self, function: Callable[[Iterator[Any]], Iterable[Any]]) -> StandIn:
        sent = pickle.loads(pickle.dumps(function))
        return StandIn([list(sent(iter(part))) for part in self._parts])

    def toLocalIterator(self) -> Iterator[Any]:
        return (item for part in self._parts for item in part)


def test_the_page_s_engine_for_spark_gives_the_bytes_of_one_process(
    given: Path, alone: kg.KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news/articles.jsonl").write_bytes(given.read_bytes())
    (code,) = re.findall(r"```python\n(.*?mapPartitions.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(code, PAGE.name, "exec"), {"sc": StandIn()})
    assert same(kg.KnowledgeGraph(tmp_path / "output"), alone)
