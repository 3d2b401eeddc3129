"""The articles of a listing page: one summary a line, newest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.errors import InputError
from kg.model import Article
from kg.read.boilerplate import Line, cleaned
from kg.read.neighbours import contexts
from kg.read.source import Batch, Drop, Found, Source
from kg.read.wording import Wording

SUFFIX = "-listing"
_LEAST_LINES = 3
_RUN = re.compile(r"[A-Za-z0-9\u30a1-\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff10-\uff5a]+")


@dataclass(frozen=True, slots=True)
class _Summary:
    line: Line
    headline: Line | None = None


def read_listing(source: Source, wording: Wording) -> Batch:
    """The articles of the page in order of appearance, ids `<stem without -listing>-01`, `-02`, …

    A headline becomes the title of the summary under it, where the two share words. Lines about the page, repeated
    summaries, headlines without a summary and what `cleaned` takes out are dropped with their reason. Months and years
    that the neighbours leave no doubt of become the articles' context. A page without a summary is an InputError.
    """
    lines = _filled(source)
    if not lines:
        raise InputError("the file is empty", file=source.place, expected="one summary a line")
    clean = cleaned(lines, source.place, wording)
    summaries, drops = _sorted_out(clean.lines, source.place, wording)
    if not summaries:
        raise InputError(
            "the listing holds no summary",
            file=source.place,
            found=lines[0].text[:40],
            expected="lines that end in a full stop",
        )
    stem = source.stem.removesuffix(SUFFIX)
    settled = contexts([summary.line.text for summary in summaries], wording)
    found = tuple(
        Found(
            Article(
                id=f"{stem}-{number:02d}",
                text=summary.line.text,
                title=summary.headline.text if summary.headline else None,
                context=context,
            ),
            source.place,
            summary.line.number,
        )
        for number, (summary, context) in enumerate(zip(summaries, settled, strict=True), 1)
    )
    return Batch(found, tuple(sorted((*clean.drops, *drops), key=lambda d: d.line or 0)))


def is_listing(source: Source, wording: Wording) -> bool:
    """Whether a text file is a listing page rather than one article.

    A name in `-listing` says so. Otherwise most of three or more lines must be summaries (long, and ending in a full
    stop), which the paragraphs of one article may be too; so the page must also show what no single article has: a
    line about the page, a summary that stands there twice, or its own headline over each of three or more summaries.
    """
    if source.stem.endswith(SUFFIX):
        return True
    lines = [line.text for line in _filled(source)]
    summaries = [t for t in lines if len(t) >= wording.summary_shortest and wording.ends_sentence(t)]
    headed = [
        below
        for above, below in pairwise(lines)
        if below in summaries and _is_headline(above, wording) and _tells_same(above, below, wording)
    ]
    if len(headed) >= _LEAST_LINES and len(headed) == len(summaries):
        return True
    if len(lines) < _LEAST_LINES or len(summaries) * 2 <= len(lines):
        return False
    return len(set(summaries)) < len(summaries) or any(wording.speaks_of_page(text) for text in lines)


def _filled(source: Source) -> list[Line]:
    return [Line(n, line.strip()) for n, line in enumerate(source.lines, 1) if line.strip()]


def _sorted_out(lines: Sequence[Line], place: str, wording: Wording) -> tuple[list[_Summary], tuple[Drop, ...]]:
    """The summaries in order, each with its headline, and the other lines with the reason why they are dropped."""
    summaries: list[_Summary] = []
    seen: dict[str, int] = {}
    drops: list[Drop] = []
    headline: Line | None = None

    def drop(line: Line, reason: str) -> None:
        drops.append(Drop(place, line.number, line.text, reason))

    for line in lines:
        if wording.speaks_of_page(line.text):
            drop(line, "describes the page")
            continue
        if _is_headline(line.text, wording):
            if headline:
                drop(headline, "a headline without a summary")
            headline = line
            continue
        if headline and not _tells_same(headline.text, line.text, wording):
            drop(headline, "a headline that shares no words with the summary under it")
            headline = None
        at = seen.setdefault(line.text, len(summaries))
        if at == len(summaries):
            summaries.append(_Summary(line, headline))
        else:
            drop(line, f"repeats line {summaries[at].line.number}")
            if headline and summaries[at].headline is None:
                summaries[at] = replace(summaries[at], headline=headline)
            elif headline:
                drop(headline, f"repeats the headline of line {summaries[at].line.number}")
        headline = None
    if headline:
        drop(headline, "a headline without a summary")
    return summaries, tuple(drops)


def _is_headline(text: str, wording: Wording) -> bool:
    return len(text) <= wording.headline_longest and not wording.ends_sentence(text)


def _tells_same(headline: str, summary: str, wording: Wording) -> bool:
    """Whether enough of the headline's character pairs (kanji, katakana, Latin letters) stand in the summary."""
    pairs = _pairs(headline)
    return bool(pairs) and len(pairs & _pairs(summary)) >= wording.headline_shared * len(pairs)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(run[i : i + 2] for run in _RUN.findall(text) for i in range(len(run) - 1))
