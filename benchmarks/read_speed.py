"""How long reading takes, as a multiple of SudachiPy's own tokenization of the same text.

    python benchmarks/read_speed.py [--repeat 5] [--runs 7] [INPUT...]

Timed is the processor's time on one core, after a first run that loads everything; the figure is the median of the
runs. The multiple says more than the seconds, which depend on the machine. A reader keeps what it worked out for words
that come again, so the second figure is that of a reader that has met nothing of the text: a build's lies between them.
"""

from __future__ import annotations

import statistics
from dataclasses import replace
from time import process_time

from timing import median, options, seconds, tokenizing

from kg.analyse.token import Tokenizer
from kg.model import Article
from kg.pipeline import open_reader
from kg.read import read
from kg.reader import Reader

WARMING = Article(
    "warming",
    "日本の首相は2025年10月28日、東京で中国の外相と会談し、「延期は認められない」と述べた。クラウスナー外相も同席した。",
)
"""Has a name that no table knows too: those that sound alike are looked for in tables of their own."""


def main() -> None:
    parser = options("Time from text to events over the time of tokenization.", runs=7)
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="read the articles N times a run")
    given = parser.parse_args()

    once = read(given.inputs).articles
    articles = once * given.repeat
    characters = sum(len(article.text) for article in articles)
    reader = open_reader()

    def extract() -> None:
        for article in articles:
            reader.read(article)

    alone = median(tokenizing(reader.tokenizer, articles), given.runs, process_time)
    whole = median(extract, given.runs, process_time)
    first = statistics.median(unmet(reader, once) for _ in range(given.runs)) * given.repeat
    print(f"{len(articles)} articles, {characters} characters, median of {given.runs} runs")
    print(f"tokenization alone        {alone:7.3f} s  {characters / alone:10,.0f} characters/s")
    print(f"text to events            {whole:7.3f} s  {characters / whole:10,.0f} characters/s")
    print(f"the same, words unmet     {first:7.3f} s  {characters / first:10,.0f} characters/s")
    print(f"ratio                     {whole / alone:7.1f}")
    print(f"ratio, words unmet        {first / alone:7.1f}")


def unmet(reader: Reader, articles: tuple[Article, ...]) -> float:
    """Seconds in which a reader that has met none of their words reads the articles once."""
    fresh = replace(reader, tokenizer=Tokenizer(reader.tokenizer.sudachi))
    fresh.read(WARMING)
    return seconds(lambda: [fresh.read(article) for article in articles], process_time)


if __name__ == "__main__":
    main()
