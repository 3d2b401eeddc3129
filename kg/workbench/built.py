"""What a built graph says of one article: its events by sentence, with rule and mentions.

The graph keeps the sentences that it rests on and no others, so phrases and misses need the article itself.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from kg.errors import InputError
from kg.keep.event import ArticleView, EntityView, EventView, Report
from kg.match.suggest import nearest


@dataclass(frozen=True, slots=True)
class BuiltRole:
    role: str
    text: str
    start: int
    end: int
    type: str
    label: str


@dataclass(frozen=True, slots=True)
class BuiltEvent:
    type: str
    label: str
    iri: str
    rule: str
    trigger: str
    status: str
    roles: tuple[BuiltRole, ...]
    start: str | None
    end: str | None
    date_text: str | None
    claimed_by: tuple[str, ...]
    articles: tuple[str, ...]
    """Every article that tells of the event, this one among them."""


@dataclass(frozen=True, slots=True)
class BuiltSentence:
    text: str
    start: int
    end: int
    events: tuple[BuiltEvent, ...]


@dataclass(frozen=True, slots=True)
class BuiltArticle:
    """The sentences of an article that events rest on, in the order of its text."""

    article: str
    title: str | None
    published: str | None
    sentences: tuple[BuiltSentence, ...]

    def as_json(self) -> dict[str, Any]:
        """The fields as they stand; their names are the keys."""
        return asdict(self)


class Graph(Protocol):
    """What is asked of a finished graph."""

    directory: Path

    def articles(self) -> tuple[ArticleView, ...]: ...
    def entities(self) -> tuple[EntityView, ...]: ...
    def events(self) -> tuple[EventView, ...]: ...


def explain_built(graph: Graph, identifier: str) -> BuiltArticle:
    """What the graph says of the article; an InputError where it has no such article."""
    article = next((a for a in graph.articles() if a.id == identifier), None)
    if article is None:
        known = [a.id for a in graph.articles()]
        raise InputError(
            "the graph has no such article", file=graph.directory, found=identifier,
            expected=f"one of its {len(known)} articles", fix=nearest(identifier, known),
        )  # fmt: skip
    told: dict[tuple[int, int], list[tuple[EventView, Report]]] = {}
    for event in graph.events():
        for report in event.reports:
            if report.article_id == identifier:
                told.setdefault((report.start, report.end), []).append((event, report))
    kinds = {e.iri: (e.kind, e.label) for e in graph.entities()}
    sentences = tuple(
        BuiltSentence(rows[0][1].exact, *span, tuple(_event(event, report, kinds) for event, report in rows))
        for span, rows in sorted(told.items())
    )
    return BuiltArticle(identifier, article.title, article.issued, sentences)


def _event(event: EventView, report: Report, kinds: dict[str, tuple[str, str]]) -> BuiltEvent:
    roles = tuple(BuiltRole(m.role, m.exact, m.start, m.end, *kinds[m.entity]) for m in report.mentions)
    return BuiltEvent(
        event.type, event.label, event.iri, report.rule, report.trigger, report.status, roles,
        event.start, event.end, event.date_text, tuple(c.label for c in report.claimed_by), event.articles,
    )  # fmt: skip
