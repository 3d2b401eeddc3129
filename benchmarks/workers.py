"""How much faster two processes read than one: the time of one over the time of two.

    python benchmarks/workers.py [--articles 5000] [--runs 3] [INPUT...]

Timed is what `--workers` spreads: from articles to lines of the graph. The other process's start is part of it, as it
is of a build. The machine needs two cores that have nothing else to do; where it has not, the processor's time says
more: that of one process alone over that of the busier of two, which is what the wall clock comes to on idle cores.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections import deque
from collections.abc import Sequence

from timing import copies, options

from kg.model import Article
from kg.read import read
from kg.shard import Kit, Setting, read_all
from kg.write.iris import DEFAULT_BASE

Taken = tuple[float, float]
"""Seconds by the clock on the wall, and those of the processor for the busiest process."""


def main() -> None:
    parser = options("Time of one process that reads over the time of two.", runs=3)
    parser.add_argument("--articles", type=int, default=5000, metavar="N", help="how many, each under an id of its own")
    given = parser.parse_args()
    kit = Kit.of(Setting(DEFAULT_BASE, None, None))
    once = read(given.inputs).articles
    articles = copies(once, -(-given.articles // len(once)))[: given.articles]
    reading(articles[: len(once)], kit, 1)
    taken = {workers: median([reading(articles, kit, workers) for _ in range(given.runs)]) for workers in (1, 2)}
    print(f"{len(articles)} articles, median of {given.runs} runs")
    for workers, (wall, busiest) in taken.items():
        print(f"{workers} at work {wall:8.2f} s {len(articles) / wall:8.0f} articles/s, the busiest {busiest:.2f} s")
    print(f"one over two {taken[1][0] / taken[2][0]:5.2f}")
    print(f"by the processor's time {taken[1][1] / taken[2][1]:5.2f}")


def reading(articles: Sequence[Article], kit: Kit, workers: int) -> Taken:
    begun, own, others = time.perf_counter(), time.process_time(), _of_children()
    deque(read_all(articles, kit, workers), maxlen=0)
    return time.perf_counter() - begun, max(time.process_time() - own, _of_children() - others)


def median(runs: Sequence[Taken]) -> Taken:
    wall, busiest = (statistics.median(times) for times in zip(*runs, strict=True))
    return wall, busiest


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
