"""Starts many builds on one folder at once: one may write, and how soon the others hear who does.

python tests/endurance/writers.py            2 and 8 at once, five times each
python tests/endurance/writers.py --quick    2 and 8 at once
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from ground import KG, SEEDS

_AT_ONCE = (2, 8)
_WHO = r"process (\d+) since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d: kg build \S+ -o \S+\n"
_REFUSED = re.compile(r"\S+: another process is writing this folder\n  found: " + _WHO + "  fix: .+\n")


def articles(file: Path) -> None:
    """Writes more articles than are read before the last build has begun."""
    lines = [line for line in SEEDS.read_text("utf-8").splitlines() if len(line) > 40]
    rows = ({"id": f"a{n}", "text": f"{n}番目の記事。{lines[n % len(lines)]}"} for n in range(600))
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


@dataclass(frozen=True)
class Refused:
    """How long one took that was refused."""

    seconds: float
    processor: float
    """Seconds of processor time."""


def race(writers: int, file: Path, out: Path) -> tuple[list[str], list[Refused]]:
    """What was wrong, and how long each took that was refused."""
    begun = time.monotonic()
    command = [*KG, "build", str(file), "-o", str(out)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(writers)]
    ended: dict[int, Refused] = {}
    while len(ended) < writers:
        time.sleep(0.005)
        for process in running:
            if process.returncode is None:
                pid, status, used = os.wait4(process.pid, os.WNOHANG)
                if pid:
                    process.returncode = os.waitstatus_to_exitcode(status)
                    ended[pid] = Refused(time.monotonic() - begun, used.ru_utime + used.ru_stime)
    said = {process.pid: process.communicate()[1] for process in running}
    winners = [process.pid for process in running if process.returncode == 0]
    wrong = [f"{len(winners)} of {writers} wrote"] if len(winners) != 1 else []
    for process in running:
        if process.returncode == 0:
            continue
        told = _REFUSED.fullmatch(said[process.pid])
        if process.returncode != 2 or told is None:
            wrong.append(f"exit code {process.returncode}, {said[process.pid]!r}")
        elif int(told[1]) not in winners:
            wrong.append(f"told of {told[1]}, where {winners} wrote")
        if winners and ended[process.pid].seconds > ended[winners[0]].seconds:
            wrong.append("heard of it only when it was over")
    if not (out / "graph.nq").exists():
        wrong.append("nothing was built")
    return wrong, [took for pid, took in ended.items() if pid not in winners]


def main() -> int:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--quick", action="store_true", help="each once")
    given = wanted.parse_args()
    failed = False
    with tempfile.TemporaryDirectory(prefix="kg-writers-") as folder:
        work = Path(folder)
        articles(work / "a.jsonl")
        for writers in _AT_ONCE:
            refused: list[Refused] = []
            for n in range(1 if given.quick else 5):
                wrong, took = race(writers, work / "a.jsonl", work / f"out-{writers}-{n}")
                refused += took
                failed |= bool(wrong)
                for line in wrong:
                    print(f"  wrong: {line}")
            seconds, processor = [took.seconds for took in refused], [took.processor for took in refused]
            print(
                f"{writers} at once: the others refused after {median(seconds):.2f} s (median), at most"
                f" {max(seconds):.2f} s, with {median(processor):.2f} s of processor time each"
            )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
