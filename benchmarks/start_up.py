"""How long `kg --help` and `kg build` of one article take, in seconds and as a multiple of starting Python alone.

    python benchmarks/start_up.py [--runs 9]

Each figure is the median of the runs, after one that lets Python keep its compiled files.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from timing import median

SEEDS = Path(__file__).parents[1] / "seeds" / "articles.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description="Time that the command takes to start, and to build one article.")
    parser.add_argument("--runs", type=int, default=9, metavar="N", help="runs of which the median is taken")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        one = Path(name) / "one.jsonl"
        one.write_text(SEEDS.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
        alone = running(given.runs, "-c", "pass")
        print(f"{'python -c pass':22}{alone:7.3f} s")
        for shown, arguments in (
            ("kg --help", ("--help",)),
            ("kg build ONE-ARTICLE", ("build", str(one), "-o", str(Path(name) / "out"))),
        ):
            taken = running(given.runs, "-m", "kg", *arguments)
            print(f"{shown:22}{taken:7.3f} s{taken / alone:8.1f}")


def running(runs: int, *arguments: str) -> float:
    return median(lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True), runs)


if __name__ == "__main__":
    main()
