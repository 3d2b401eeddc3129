"""Giant and broken texts, all in one build: each is read or named, in bounded memory, and the rest is done.

Some of them took a parser hours; the test is not timed, but a build that hangs is seen.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.graph import KnowledgeGraph

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("giants.yaml").read_text(encoding="utf-8"))
MOST_MEMORY = 1 << 30
"""Bytes."""


@dataclass(frozen=True)
class Build:
    """What a build of all of them came to."""

    code: int
    memory: int
    said: str
    graph: KnowledgeGraph


def content(case: dict[str, Any]) -> str:
    """The content; [n, 1, 100000] stands for the attributes n1 to n99999, each with a value."""
    pieces = []
    for piece, times, *last in case["content"]:
        pieces.append(" ".join(f"{piece}{n}='1'" for n in range(times, last[0])) if last else piece * times)
    return "".join(pieces)


def lay(folder: Path, case: dict[str, Any]) -> None:
    text = content(case)
    if case["as"] == "jsonl":
        text = json.dumps({"id": case["name"], "text": text, "published": "2025-11-23"}) + "\n"
    (folder / case["file"]).write_bytes(text.encode("utf-8", "surrogatepass"))


PROGRAM = """
import sys
from kg.cli import main
try:
    main(sys.argv[1:])
except SystemExit as left:
    peak = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
    print(left.code, int(peak[0].split()[1]) * 1024)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    folder = tmp_path_factory.mktemp("giants")
    given = folder / "given"
    given.mkdir()
    for case in CASES:
        lay(given, case)
    command = [sys.executable, "-c", PROGRAM, "build", "--verbose", str(given), "-o", str(folder / "out")]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    code, memory = map(int, ran.stdout.split())
    return Build(code, memory, ran.stderr, KnowledgeGraph(folder / "out"))


def test_they_are_collected() -> None:
    assert len(CASES) == len({case["name"] for case in CASES}) == len({case["file"] for case in CASES}) == 22
    assert all(("says" in case) != ("events" in case) for case in CASES)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is told by Linux")
def test_the_build_is_done_in_bounded_memory(built: Build) -> None:
    assert built.code == 0
    assert built.memory < MOST_MEMORY
    assert "Traceback" not in built.said


@pytest.mark.parametrize("case", [case for case in CASES if "says" in case], ids=lambda case: case["name"])
def test_it_is_named(case: dict[str, Any], built: Build) -> None:
    assert f"/{case['says']}" in built.said


@pytest.mark.parametrize("case", [case for case in CASES if "events" in case], ids=lambda case: case["name"])
def test_it_is_read_and_quoted_as_it_stands(case: dict[str, Any], built: Build) -> None:
    identifier = case["name"] if case["as"] == "jsonl" else case["file"].partition(".")[0]
    found = [
        (event, report)
        for event in built.graph.events()
        for report in event.reports
        if report.article_id == identifier or (report.url and report.url == case.get("url"))
    ]
    assert len({event.iri for event, _ in found}) == case["events"]
    actors = {entity.label for event, _ in found for role in event.roles.values() for entity in role}
    assert set(case.get("labels", ())) <= actors
    if case["as"] == "jsonl":
        text = content(case)
        assert all(report.exact == text[report.start : report.end] for _, report in found)
