"""How long `kg --help` and `kg build` of one article take, in seconds and as a multiple of starting Python alone.

    python benchmarks/start_up.py [--runs 9]

Each figure is the median of the runs, after one that lets Python keep its compiled files: by the wall clock, as a
multiple of Python alone, and in time of the processor, which says more where others use the machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds" / "articles.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description="Time that the command takes to start, and to build one article.")
    parser.add_argument("--runs", type=int, default=9, metavar="N", help="runs of which the median is taken")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        one = Path(name) / "one.jsonl"
        one.write_text(SEEDS.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
        alone, worked = running(given.runs, "-c", "pass")
        print(f"{'python -c pass':22}{alone:7.3f} s{1:8.1f}{worked:8.3f} s of the processor")
        for shown, arguments in (
            ("kg --help", ("--help",)),
            ("kg build ONE-ARTICLE", ("build", str(one), "-o", str(Path(name) / "out"))),
        ):
            taken, worked = running(given.runs, "-m", "kg", *arguments)
            print(f"{shown:22}{taken:7.3f} s{taken / alone:8.1f}{worked:8.3f} s of the processor")


def running(runs: int, *arguments: str) -> tuple[float, float]:
    """Seconds by the wall clock and of the processor."""
    keeping = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times: list[tuple[float, float]] = []
    for _ in range(runs + 1):
        begun, before = time.perf_counter(), _of_children()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=keeping)
        times.append((time.perf_counter() - begun, _of_children() - before))
    wall, processor = (statistics.median(column) for column in zip(*times[1:], strict=True))
    return wall, processor


def _of_children() -> float:
    used = os.times()
    return used.children_user + used.children_system


if __name__ == "__main__":
    main()
