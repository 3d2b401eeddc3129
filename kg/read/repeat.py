"""Articles that tell another's text again nearly word for word: an agency's report in several papers."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from kg.model import Article
from kg.read.wording import PageWording

_FEW = 100
"""Articles up to which each is compared with each: fewer than what is gained by an index."""
_SHINGLE = 5
_PERMUTATIONS = 128
_ALIKE = 0.4
"""Share of common shingles from which two texts are compared: half of a text has half of its shingles."""
_COMPARED = 20_000
"""Characters of a text that are compared."""

Candidates = Callable[[int], Iterable[int]]


def with_repeats(articles: Sequence[Article], page: PageWording) -> tuple[Article, ...]:
    """The articles, in their order, each that repeats another with that other under `repeats`.

    The first telling is that of the earliest day, of those the longest, of those the first by id, whatever the order
    of the articles; it repeats none. Texts are compared by their letters and digits: the shorter must stand in the
    longer but for a few characters and make up a good part of it, both must name the same numbers, so that the next
    day's routine report is none, and must not have been published far apart.
    """
    texts = {article.id: _letters(article.text) for article in articles}
    long_enough = [article for article in articles if len(texts[article.id]) >= page.repeat_shortest]
    ordered = sorted(long_enough, key=lambda a: (a.published or "9999", -len(texts[a.id]), a.id))
    candidates = _candidates([texts[article.id] for article in ordered])
    first: dict[str, Article] = {}
    for at, article in enumerate(ordered):
        for earlier in sorted(candidates(at)):
            other = ordered[earlier]
            if other.id not in first and _near(other, article, page) and _same(texts, other, article, page):
                first[article.id] = other
                break
    return tuple(replace(a, repeats=first[a.id]) if a.id in first else a for a in articles)


def _candidates(texts: Sequence[str]) -> Candidates:
    """For the number of a text the numbers of those before it that may hold the same."""
    if len(texts) <= _FEW:
        return range
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=_ALIKE, num_perm=_PERMUTATIONS)
    hashes = []
    for at, text in enumerate(texts):
        one = MinHash(num_perm=_PERMUTATIONS, seed=1)
        shingles = {text[i : i + _SHINGLE] for i in range(len(text) - _SHINGLE + 1)}
        one.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in sorted(shingles)])
        index.insert(at, one)
        hashes.append(one)
    return lambda at: [other for other in index.query(hashes[at]) if other < at]


def _near(one: Article, other: Article, page: PageWording) -> bool:
    """Whether the two were published within the days of one another that a text travels; unknown days do not say no."""
    try:
        days = [date.fromisoformat(article.published or "") for article in (one, other)]
    except ValueError:
        return True
    return abs(days[0] - days[1]).days <= page.repeat_days


def _same(texts: dict[str, str], one: Article, other: Article, page: PageWording) -> bool:
    from rapidfuzz.distance import LCSseq

    short, long = sorted((texts[one.id][:_COMPARED], texts[other.id][:_COMPARED]), key=len)
    if len(short) < page.repeat_share * len(long):
        return False
    least = int(len(short) * page.repeat_same / 100)
    if LCSseq.similarity(short, long, score_cutoff=least) < least:
        return False
    return _in_order(_numbers(short), _numbers(long))


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def _numbers(text: str) -> list[str]:
    """The numbers of the text in order: runs of digits, and of two or more of the signs that are written for them."""
    runs = (("".join(run)) for numeric, run in groupby(text, str.isnumeric) if numeric)
    return [run for run in runs if run.isdecimal() or len(run) > 1]


def _in_order(some: Sequence[str], all_of_them: Sequence[str]) -> bool:
    """Whether the one sequence is what is left of the other without some of its members."""
    rest = iter(all_of_them)
    return all(one in rest for one in some)
