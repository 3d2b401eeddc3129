"""How much faster two processes read than one: the time of one over the time of two.

    python benchmarks/workers.py [--articles 2000] [--runs 3] [INPUT...]

Timed is what `--workers` spreads: from articles to lines of the graph. The processes' start is part of it, as it is of
a build. The machine needs two cores that have nothing else to do.
"""

from __future__ import annotations

from collections import deque

from timing import copies, median, options

from kg.read import read
from kg.shard import Kit, Setting, read_all
from kg.write.iris import DEFAULT_BASE


def main() -> None:
    parser = options("Time of one process that reads over the time of two.", runs=3)
    parser.add_argument("--articles", type=int, default=2000, metavar="N", help="how many, each under an id of its own")
    given = parser.parse_args()
    kit = Kit.of(Setting(DEFAULT_BASE, None, None))
    once = read(given.inputs).articles
    articles = copies(once, -(-given.articles // len(once)))[: given.articles]
    taken = {
        workers: median(lambda n=workers: deque(read_all(articles, kit, n), maxlen=0), given.runs) for workers in (1, 2)
    }
    print(f"{len(articles)} articles, median of {given.runs} runs")
    for workers, time in taken.items():
        print(f"{workers} at work {time:8.2f} s {len(articles) / time:8.0f} articles/s")
    print(f"one over two {taken[1] / taken[2]:5.2f}")


if __name__ == "__main__":
    main()
