"""Times of work, and articles enough to time it with."""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from kg.analyse.sentence import sentences
from kg.analyse.token import Tokenizer
from kg.model import Article

SEEDS = Path(__file__).parents[1] / "seeds"


def options(description: str, runs: int) -> argparse.ArgumentParser:
    """A command line that takes files of articles and a number of runs."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "inputs", nargs="*", default=[SEEDS], metavar="INPUT", help="files of articles; by default seeds/"
    )
    parser.add_argument("--runs", type=int, default=runs, metavar="N", help="runs of which the median is taken")
    return parser


def median(work: Callable[[], object], runs: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds that the work takes by the clock: the median of the runs, after one that does not count."""
    work()
    return statistics.median(seconds(work, clock) for _ in range(runs))


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    begun = clock()
    work()
    return clock() - begun


def copies(articles: Iterable[Article], times: int) -> list[Article]:
    """The articles so many times, each time under ids of their own."""
    given = list(articles)
    return [replace(a, id=f"{a.id}-{n}") for n in range(times) for a in given]


def tokenizing(tokenizer: Tokenizer, articles: Iterable[Article]) -> Callable[[], None]:
    """SudachiPy's own tokenization of the articles' sentences, as work to time."""
    texts = [span.of(article.text) for article in articles for span in sentences(article.text)]

    def tokenize() -> None:
        for text in texts:
            for morpheme in tokenizer.tokenize(text):
                morpheme.surface()

    return tokenize
