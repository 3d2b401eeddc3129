"""Times of work, and articles enough to time it with."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from kg.analyse.sentence import sentences
from kg.analyse.token import Tokenizer
from kg.model import Article


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
