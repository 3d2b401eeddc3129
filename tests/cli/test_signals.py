"""A command that is ended by a signal: its exit code, and that nothing of it is left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from running import SEEDS
from serving import serving

KG = [sys.executable, "-m", "kg"]
WORKERS = 2
"""Beside the command itself, which reads too."""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """More than are read in the time that it takes to end a process."""
    lines = [line for line in (SEEDS / "alliance-listing.txt").read_text("utf-8").splitlines() if len(line) > 40]
    rows = ({"id": f"a{n}", "text": f"{n}番目の記事。{lines[n % len(lines)]}"} for n in range(1500))
    file = tmp_path / "articles.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return file


@pytest.fixture
def building(articles: Path, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A build with workers, at the moment when these have begun; it is gone when the test ends."""
    command = [*KG, "build", articles, "-o", tmp_path / "out", "--workers", str(WORKERS + 1)]
    with heeded(signal.SIGHUP, signal.SIGINT):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    with process:
        try:
            until(lambda: len(workers(process)) == WORKERS)
            yield process
        finally:
            process.kill()


@contextmanager
def heeded(*numbers: signal.Signals) -> Iterator[None]:
    """Signals as a shell hands them on; tests under nohup or behind & would hand on that they are ignored."""
    before = [(number, signal.signal(number, signal.SIG_DFL)) for number in numbers]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def workers(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The processes that read for it and have set up what they do when it ends."""
    found = psutil.Process(process.pid).children()
    return [child for child in found if "spawn_main" in " ".join(child.cmdline()) and child.num_threads() > 1]


def until(done: Callable[[], bool]) -> None:
    for _ in range(1200):
        if done():
            return
        time.sleep(0.05)
    raise AssertionError("a minute was not enough")


def gone(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


@pytest.mark.parametrize(
    ("number", "ended"),
    [
        (signal.SIGINT, os.kill),
        (signal.SIGINT, os.killpg),  # which is what Ctrl+C does: it ends the workers too
        (signal.SIGTERM, os.kill),
        (signal.SIGTERM, os.killpg),
        (signal.SIGHUP, os.kill),
    ],
)
def test_a_build_that_is_ended_leaves_nothing(
    number: signal.Signals, ended: Callable[[int, int], None], building: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    reading = workers(building)
    ended(building.pid, number)
    out, err = building.communicate(timeout=60)
    assert (building.returncode, out, err) == (128 + number, b"", b"")
    assert not (tmp_path / "out").exists()
    assert all(map(gone, reading))


def test_the_workers_of_a_build_that_was_killed_end_by_themselves(building: subprocess.Popen[bytes]) -> None:
    reading = workers(building)
    building.kill()
    building.wait()
    until(lambda: all(map(gone, reading)))


def test_what_is_told_to_go_on_without_its_terminal_does(tmp_path: Path) -> None:
    command = ["nohup", *KG, "build", SEEDS / "alliance-listing.txt", "-o", tmp_path / "out"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        until((tmp_path / "out" / ".new").exists)
        process.send_signal(signal.SIGHUP)
        process.communicate(timeout=60)
    assert process.returncode == 0
    assert (tmp_path / "out" / "graph.nq").exists()


def test_a_site_that_is_ended_answers_to_the_end_and_leaves_no_process(listing: Path) -> None:
    command = [*KG, "serve", "-o", listing, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        process.stderr.readline()
        answering = psutil.Process(process.pid).children(recursive=True)
        process.terminate()
        assert process.stderr.read() == b""
    assert process.returncode == 128 + signal.SIGTERM
    assert answering
    until(lambda: all(map(gone, answering)))


def test_a_site_goes_on_while_its_folder_is_replaced_removed_and_there_again(listing: Path, copy: Path) -> None:
    """What it shows then is whole: the build that it read last."""
    ask = "SELECT (COUNT(*) AS ?n) { ?article a kg:Article }"
    with serving(copy) as site:
        assert site.query(ask, "text/csv").text.split() == ["n", "15"]
        assert subprocess.run([*KG, "remove", "alliance-04", "-g", copy], capture_output=True).returncode == 0
        assert site.query(ask, "text/csv").text.split() == ["n", "14"]
        away = copy.rename(copy.with_name("away"))
        assert site.query(ask, "text/csv").text.split() == ["n", "14"]
        assert site.ask("/").status == 200
        away.rename(copy)
        assert site.query(ask, "text/csv").text.split() == ["n", "14"]
        built = [*KG, "build", SEEDS / "alliance-listing.txt", "-o", copy]
        assert subprocess.run(built, capture_output=True).returncode == 0
        assert site.query(ask, "text/csv").text.split() == ["n", "15"]
