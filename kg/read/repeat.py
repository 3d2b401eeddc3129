"""Articles that tell another's text again nearly word for word: an agency's report in several papers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from kg.memo import Memo
from kg.model import Article
from kg.read.alike import Candidates, Each, Index
from kg.read.wording import PageWording

_NO_LETTERS = re.compile(r"[\W_]+")
_FEW = 100
"""Articles up to which each is compared with each: fewer than what is gained by an index."""
_HELD = 2 * _FEW
_COMPARED = 20_000
"""Characters of a text that are compared."""


def with_repeats(articles: Sequence[Article], page: PageWording) -> tuple[Article, ...]:
    """The articles, in their order, each that repeats another with that other under `repeats`.

    The first telling is that of the earliest day, of those the longest, of those the first by id, whatever the order
    of the articles; it repeats none. Texts are compared by their letters and digits: the shorter must stand in the
    longer but for a few characters and make up a good part of it, both must name the same numbers, so that the next
    day's routine report is none, and must not have been published far apart.
    """
    lengths = {article.id: len(_letters(article.text)) for article in articles}
    letters: Memo[str, str] = Memo(_HELD)
    long_enough = [article for article in articles if lengths[article.id] >= page.repeat_shortest]
    ordered = sorted(long_enough, key=lambda a: (a.published or "9999", -lengths[a.id], a.id))
    met: Candidates = Each() if len(ordered) <= _FEW else Index(page.repeat_days)
    first: dict[str, Article] = {}

    def text_of(article: Article) -> str:
        return letters.get(article.id) or letters.keep(article.id, _letters(article.text))

    for at, article in enumerate(ordered):
        text, day = text_of(article), _day(article)
        for earlier in met.like(text, day):
            other = ordered[earlier]
            if _near(day, _day(other), page) and _same(text_of(other), text, page):
                first[article.id] = other
                break
        else:
            met.add(at, text, day)
    return tuple(replace(a, repeats=first[a.id]) if a.id in first else a for a in articles)


def _day(article: Article) -> int | None:
    """The number of the day of publication; None where it is not known."""
    try:
        return date.fromisoformat(article.published or "").toordinal()
    except ValueError:
        return None


def _near(day: int | None, other: int | None, page: PageWording) -> bool:
    """Whether the two were published within the days of one another that a text travels; unknown days do not say no."""
    return day is None or other is None or abs(day - other) <= page.repeat_days


def _same(one: str, other: str, page: PageWording) -> bool:
    from rapidfuzz.distance import LCSseq

    short, long = sorted((one[:_COMPARED], other[:_COMPARED]), key=len)
    if len(short) < page.repeat_share * len(long):
        return False
    least = int(len(short) * page.repeat_same / 100)
    if LCSseq.similarity(short, long, score_cutoff=least) < least:
        return False
    return _in_order(_numbers(short), _numbers(long))


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text))


def _numbers(text: str) -> list[str]:
    """The numbers of the text in order: runs of digits, and of two or more of the signs that are written for them."""
    runs = (("".join(run)) for numeric, run in groupby(text, str.isnumeric) if numeric)
    return [run for run in runs if run.isdecimal() or len(run) > 1]


def _in_order(some: Sequence[str], all_of_them: Sequence[str]) -> bool:
    """Whether the one sequence is what is left of the other without some of its members."""
    rest = iter(all_of_them)
    return all(one in rest for one in some)
