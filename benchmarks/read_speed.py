"""How long reading takes, as a multiple of SudachiPy's own tokenization of the same text.

    python benchmarks/read_speed.py [--repeat 5] [--runs 7] [INPUT...]

Both are timed on one core after a first run that loads everything; the figure is the median of the runs. The multiple
says more than the seconds, which depend on the machine.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from kg.analyse.sentence import sentences
from kg.analyse.token import open_tokenizer
from kg.pipeline import open_reader
from kg.read import read

SEEDS = Path(__file__).parents[1] / "seeds"


def main() -> None:
    parser = argparse.ArgumentParser(description="Time from text to events over the time of tokenization.")
    parser.add_argument(
        "inputs", nargs="*", default=[SEEDS], metavar="INPUT", help="files of articles; by default seeds/"
    )
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="read the articles N times a run")
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="runs of which the median is taken")
    given = parser.parse_args()

    articles = read(given.inputs).articles * given.repeat
    characters = sum(len(article.text) for article in articles)
    tokenizer = open_tokenizer()
    reader = open_reader()
    texts = [span.of(article.text) for article in articles for span in sentences(article.text)]

    def tokenize() -> None:
        for text in texts:
            for morpheme in tokenizer.tokenize(text):
                morpheme.surface()

    def extract() -> None:
        for article in articles:
            reader.read(article)

    alone, whole = median(tokenize, given.runs), median(extract, given.runs)
    print(f"{len(articles)} articles, {characters} characters, median of {given.runs} runs")
    print(f"tokenization alone  {alone:7.3f} s  {characters / alone:10,.0f} characters/s")
    print(f"text to events      {whole:7.3f} s  {characters / whole:10,.0f} characters/s")
    print(f"ratio               {whole / alone:7.1f}")


def median(work: Callable[[], None], runs: int) -> float:
    """Seconds that the work takes: the median of the runs, after one that does not count."""
    work()
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
