"""What it costs to add one article to a large store, beside reading it.

    python benchmarks/add_one.py [--articles 1000 100000] [--folder DIR]

The store holds the articles of `seeds/` over and over, each time under other ids and with events of its own. An article
is read, and its statements are put into the store's graphs and into the union, as a build does for all of them. A
folder of 100,000 articles takes some 15 GB under --folder while this runs.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.keep.store import write_store
from kg.model import Article
from kg.read import read
from kg.shard import Kit, Setting
from kg.write.iris import DEFAULT_BASE
from kg.write.quads import quads_of

SEEDS = Path(__file__).parents[1] / "seeds" / "articles.jsonl"
TRIES = 20
_OWN = re.compile(r"/(?:article/[^>#]*|event/[A-Za-z]+-[0-9a-f]{16})")


def copies(lines: list[list[str]], articles: int) -> Iterator[str]:
    """The lines of so many articles: those given, each round with ids of its own."""
    for number in range(articles):
        yield from marked(lines[number % len(lines)], f"-{number // len(lines)}")


def marked(lines: list[str], mark: str) -> Iterator[str]:
    """The lines with the mark at the end of each article's and event's IRI."""
    return (_OWN.sub(lambda match: match[0] + mark, line) for line in lines)


def lines_of(kit: Kit, article: Article) -> list[str]:
    return quads_of(kit.reader.read(article), kit.ontology, kit.iris, kit.build, kit.decisions)


def add(store: ox.Store, lines: list[str]) -> None:
    """Puts the statements into their graphs and into the union that the default graph holds."""
    quads = list(ox.parse(input="\n".join(lines).encode(), format=ox.RdfFormat.N_QUADS))
    store.extend(quads)
    store.extend([ox.Quad(quad.subject, quad.predicate, quad.object, ox.DefaultGraph()) for quad in quads])


def measure(kit: Kit, given: list[Article], articles: int, folder: Path) -> tuple[float, float]:
    """Milliseconds to read one article and to add it, each the median of some."""
    file = folder / "graph.nq"
    with file.open("w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in copies([lines_of(kit, article) for article in given], articles))
    write_store(file, folder / "store")
    file.unlink()
    store = ox.Store(str(folder / "store"))
    reading, adding = [], []
    for number in range(TRIES):
        begun = time.perf_counter()
        lines = lines_of(kit, given[number % len(given)])
        read_at = time.perf_counter()
        add(store, list(marked(lines, "-added")))
        adding.append(time.perf_counter() - read_at)
        reading.append(read_at - begun)
    return statistics.median(reading) * 1000, statistics.median(adding) * 1000


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--articles", type=int, nargs="+", default=[1_000, 100_000], help="sizes of the store")
    options.add_argument("--folder", type=Path, help="where the store goes while this runs")
    chosen = options.parse_args()
    kit = Kit.of(Setting(DEFAULT_BASE, None, None))
    given = list(read([SEEDS]).articles)
    for articles in chosen.articles:
        with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
            reading, adding = measure(kit, given, articles, Path(folder))
        sys.stdout.write(f"{articles:>8} articles: reading one {reading:.1f} ms, adding it {adding:.1f} ms\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
