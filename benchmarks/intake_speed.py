"""How long it takes to get at the articles: pages a second, and repeats found among many articles.

    python benchmarks/intake_speed.py [--pages 500] [--articles 5000] [PAGE...]

The pages are by default the sample pages of the tests, read again and again; the articles are drawn from the sentences
of seeds/, a tenth of them told twice. Both are timed on one core, in time of the processor.
"""

from __future__ import annotations

import argparse
import random
import time
from itertools import cycle, islice
from pathlib import Path

from kg.analyse.sentence import sentences
from kg.model import Article
from kg.read import read
from kg.read.page import read_page
from kg.read.repeat import with_repeats
from kg.read.source import Source
from kg.read.wording import load_wording

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "tests" / "read" / "pages").glob("*.html"))
SENTENCES = 8


def main() -> None:
    parser = argparse.ArgumentParser(description="Pages a second, and the time that finding repeats takes.")
    parser.add_argument("inputs", nargs="*", type=Path, default=PAGES, metavar="PAGE", help="HTML pages")
    parser.add_argument("--pages", type=int, default=500, metavar="N", help="read N pages")
    parser.add_argument("--articles", type=int, default=5000, metavar="N", help="look for repeats among N articles")
    given = parser.parse_args()
    wording = load_wording()

    sources = [Source(file.name, file.stem, file.read_bytes()) for file in given.inputs]
    for source in sources:  # loads what it takes, which does not count
        read_page(source, wording)
    begun = time.process_time()
    for source in islice(cycle(sources), given.pages):
        read_page(Source(source.place, source.stem, source.data), wording)
    taken = time.process_time() - begun
    size = sum(len(source.data) for source in sources) / len(sources) / 1000
    print(f"{given.pages} pages of {size:.0f} kB on average: {given.pages / taken:,.0f} pages/s")

    articles = many(given.articles)
    begun = time.process_time()
    found = sum(article.repeats is not None for article in with_repeats(articles, wording.page))
    taken = time.process_time() - begun
    print(
        f"{len(articles)} articles: {found} repeats found in {taken:.1f} s, {taken / len(articles) * 1000:.2f} ms each"
    )


def many(count: int) -> list[Article]:
    dice = random.Random(1)
    texts = [article.text for article in read([ROOT / "seeds" / "articles.jsonl"]).articles]
    pieces = [span.of(text) for text in texts for span in sentences(text)]
    first = [
        Article(f"a{n}", "".join(dice.sample(pieces, SENTENCES)), published="2026-03-10")
        for n in range(count * 9 // 10)
    ]
    again = [
        Article(f"b{n}", article.text, published="2026-03-11") for n, article in enumerate(first[: count - len(first)])
    ]
    return [*first, *again]


if __name__ == "__main__":
    main()
