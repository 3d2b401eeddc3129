"""What a page tells of an article: the sentences that the graph quotes, with each event marked where it stands.

The store keeps what the graph rests on and no more: the text of an article belongs to whoever published it, and a
folder that is handed on should not republish it. The page therefore shows the quoted sentences in the order of the
text, and says how many characters between two of them are not kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from kg.keep.event import ArticleView, EventView, Report
from kg.site.shelf import Shelf
from kg.view.sentence import pieces


@dataclass(frozen=True, slots=True)
class Mark:
    """What some words are: a role with its entity, or a trigger with the number of its event on the page."""

    role: str
    entity: str | None = None
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the text, and what they are."""

    text: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that is kept without a gap."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    anchors: tuple[str, ...]
    """The fragments of the IRIs of its sentences: char=0,24."""
    events: tuple[tuple[int, EventView], ...]
    """The events told in it, with their numbers on the page."""
    gap: int
    """The number of characters before it that are not kept."""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One article."""

    article: ArticleView
    passages: tuple[Passage, ...]
    events: int


def article_page(shelf: Shelf, iri: str) -> ArticlePage:
    """The page of the article of that IRI, which the graph holds."""
    contents = shelf.views(shelf.events_in(iri))
    (article,) = shelf.articles([iri])
    told = [(report, event) for event in contents.events for report in event.reports if report.article == iri]
    told.sort(key=lambda t: (t[0].start, t[0].end, t[1].iri))
    by_trigger = dict.fromkeys(event.iri for _, event in sorted(told, key=lambda t: (_trigger(t[0]), t[1].iri)))
    numbers = {iri: number for number, iri in enumerate(by_trigger, 1)}
    return ArticlePage(article, _passages(told, numbers), len(numbers))


def _trigger(report: Report) -> int:
    """Where in the text the word stands that names the event."""
    before = takewhile(lambda piece: piece[1] != "trigger", pieces(report))
    return report.start + sum(len(words) for words, _ in before)


def _passages(told: Sequence[tuple[Report, EventView]], numbers: Mapping[str, int]) -> tuple[Passage, ...]:
    passages: list[Passage] = []
    end = 0
    for group in _runs(told):
        start = group[0][0].start
        passages.append(_passage(group, numbers, start - end))
        end = passages[-1].end
    return tuple(passages)


def _runs(told: Sequence[tuple[Report, EventView]]) -> list[list[tuple[Report, EventView]]]:
    """The sentences that overlap, together."""
    runs: list[list[tuple[Report, EventView]]] = []
    end = -1
    for report, event in told:
        if report.start >= end:
            runs.append([])
        runs[-1].append((report, event))
        end = max(end, report.end)
    return runs


def _passage(group: Sequence[tuple[Report, EventView]], numbers: Mapping[str, int], gap: int) -> Passage:
    start = min(report.start for report, _ in group)
    end = max(report.start + len(report.exact) for report, _ in group)
    text = [" "] * (end - start)
    marks: list[Mark | None] = [None] * (end - start)
    for report, _ in group:
        text[report.start - start : report.start - start + len(report.exact)] = report.exact
    mentions = {(m.start, m.end, m.role, m.entity) for report, _ in group for m in report.mentions}
    for first, last, role, entity in sorted(mentions, key=lambda m: (m[0] - m[1], m)):
        if start <= first < last <= end:
            marks[first - start : last - start] = [Mark(role, entity=entity)] * (last - first)
    for report, event in group:
        at = report.start - start
        for words, role in pieces(report):
            if role == "trigger":
                marks[at : at + len(words)] = [Mark("trigger", event=numbers[event.iri])] * len(words)
            at += len(words)
    cut = groupby(zip(text, marks, strict=True), key=lambda c: c[1])
    events = {numbers[event.iri]: event for _, event in group}
    return Passage(
        start,
        end,
        tuple(Piece("".join(c for c, _ in run), mark) for mark, run in cut),
        tuple(dict.fromkeys(report.evidence.partition("#")[2] for report, _ in group)),
        tuple(sorted(events.items())),
        max(gap, 0),
    )
