"""The most memory that a build has at any time, for more and more articles.

    python benchmarks/memory.py [--articles 5000 20000] [--folder DIR] [INPUT...]

The articles are those of the files (by default seeds/) over and over, each time under other ids and published a month
later, so that no round repeats the texts of another. Each build runs in a process of its own, from files of 5,000
articles to a folder with graph, store and page. 20,000 articles of seeds/ take some 4 GB under --folder.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from timing import SEEDS

from kg.builder import make
from kg.model import Article
from kg.read import read

_FILE = 5_000
_FIRST = date(1900, 1, 1)


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("inputs", nargs="*", default=[SEEDS], metavar="INPUT", help="files of articles")
    options.add_argument("--articles", type=int, nargs="+", default=[5_000, 20_000], help="sizes of the builds")
    options.add_argument("--folder", type=Path, help="where all goes while this runs")
    options.add_argument("--build", type=Path, nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.build:
        built = make(chosen.build[0], chosen.build[1])
        used = resource.getrusage(resource.RUSAGE_SELF)
        sys.stdout.write(f"{built.articles} {len(built.repeats)} {used.ru_utime + used.ru_stime} {used.ru_maxrss}")
        return
    articles = read(chosen.inputs).articles
    most: list[float] = []
    for count in chosen.articles:
        with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
            folder = Path(name)
            write(folder / "in", articles, count)
            command = [sys.executable, __file__, "--build", str(folder / "in"), str(folder / "out")]
            ran = subprocess.run(command, capture_output=True, check=True, text=True)
        read_in, repeats, seconds, size = map(float, ran.stdout.split())
        most.append(size / 1024)
        sys.stdout.write(
            f"{read_in:>9,.0f} articles, {repeats:.0f} of them repeats: {most[-1]:6,.0f} MB at most, "
            f"{most[-1] / most[0]:.2f} times the first, {seconds:.0f} s of processor time\n"
        )
        sys.stdout.flush()


def write(folder: Path, articles: Sequence[Article], count: int) -> None:
    """Writes so many articles into files of the folder."""
    folder.mkdir()
    given = rounds(articles)
    for number in range(0, count, _FILE):
        with (folder / f"{number:08}.jsonl").open("w", encoding="utf-8") as out:
            for _ in range(min(_FILE, count - number)):
                out.write(json.dumps(next(given), ensure_ascii=False) + "\n")


def rounds(articles: Sequence[Article]) -> Iterator[dict[str, str | None]]:
    """The articles without end, each round with ids and days of its own."""
    number = 0
    while True:
        day = (_FIRST + timedelta(31 * number)).isoformat()
        for article in articles:
            yield {"id": f"{article.id}-{number}", "title": article.title, "text": article.text, "published": day}
        number += 1


if __name__ == "__main__":
    main()
