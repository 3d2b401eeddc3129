"""What it costs to add one article to a finished build with `kg add`, beside building all of them anew.

    python benchmarks/add_to_build.py [--articles 1000 10000] [--folder DIR]

The build holds the articles of `seeds/` over and over, each round under ids of its own and five years later, so that
its events are its own and not taken for those of another round. It is built anew from what reading all articles gave,
so that the time of reading, which is measured by itself, stands in a column of its own. A folder of 10,000 articles
takes some 1 GB under --folder while this runs. Seconds are of the processor, for the one process that works.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from add_one import SEEDS, lines_of, marked

from kg.addition import add
from kg.graph import draw
from kg.keep.output import publish_graph
from kg.read import read
from kg.shard import Kit, Setting
from kg.write.iris import DEFAULT_BASE

_YEARS = 5
_DATE = re.compile(r'"(\d{4})((?:-\d\d){0,2}"\^\^)')


def later(lines: Iterator[str], rounds: int) -> Iterator[str]:
    """The lines with every full date, month and year so many rounds later."""
    return (_DATE.sub(lambda m: f'"{int(m[1]) + _YEARS * rounds:04d}{m[2]}', line) for line in lines)


def copies(lines: list[list[str]], articles: int) -> list[str]:
    """The lines of so many articles, sorted: those given, each round with ids and dates of its own."""
    found: set[str] = set()
    for number in range(articles):
        rounds, which = divmod(number, len(lines))
        found.update(later(marked(lines[which], f"-{rounds}"), rounds))
    return sorted(found)


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--articles", type=int, nargs="+", default=[1_000, 10_000], help="sizes of the build")
    options.add_argument("--folder", type=Path, help="where the build goes while this runs")
    chosen = options.parse_args()
    kit = Kit.of(Setting(DEFAULT_BASE, None, None))
    given = list(read([SEEDS]).articles)
    begun = time.process_time()
    lines = [lines_of(kit, article) for article in given]
    each = (time.process_time() - begun) / len(given)
    for articles in chosen.articles:
        with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
            build, one = Path(folder, "build"), Path(folder, "one.jsonl")
            whole = copies(lines, articles)
            begun = time.process_time()
            publish_graph(build, whole, draw)
            building = time.process_time() - begun
            del whole
            one.write_text(json.dumps({"id": "one-more", "text": given[0].text}) + "\n", encoding="utf-8")
            begun = time.process_time()
            add(build, one, draw)
            adding = time.process_time() - begun
        sys.stdout.write(
            f"{articles:>7} articles: to build {each * articles:.1f} s of reading and {building:.1f} s of writing, "
            f"to add one {adding:.1f} s\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
