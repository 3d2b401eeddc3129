"""What a reader of the graph gets: an event with its actors and with each report that tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class EntityView(NamedTuple):
    """An entity of the graph; `kind` is its class: Person, Country, Organization, Place, Post, Topic."""

    iri: str
    label: str
    kind: str
    label_en: str | None = None
    aliases: tuple[str, ...] = ()
    """Its other names in the tables and in the articles, sorted."""


@dataclass(frozen=True, slots=True, order=True)
class MentionView:
    """Where a report's article names the filler of a role: characters `start` to `end`, the text `exact`."""

    role: str
    entity: str
    """IRI of the entity that is meant."""
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Report:
    """One sentence of one article that tells of the event."""

    article: str
    """IRI of the article, and of its named graph."""
    article_id: str
    title: str | None
    issued: str | None
    """Lexical form of the day of publication (2025-11-23)."""
    url: str | None
    evidence: str
    """IRI of the sentence: the article's with `#char=start,end`."""
    exact: str
    start: int
    end: int
    trigger: str
    rule: str
    status: str
    claimed_by: tuple[EntityView, ...]
    mentions: tuple[MentionView, ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """One event, whichever articles tell of it; the reports say which."""

    iri: str
    type: str
    """Local name of the class: Meeting, Visit …"""
    status: str
    """occurred, planned, denied or possible; where articles differ, the first of these that one of them gives."""
    label: str
    start: str | None
    """XSD lexical form, as partial as known: 2025-10-28, 2025-10, 2025, --10-28, ---08."""
    end: str | None
    date_text: str | None
    roles: Mapping[str, tuple[EntityView, ...]]
    """Role (agent, recipient, participant, person, post, topic, place) to its fillers, both sorted."""
    reports: tuple[Report, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that tell of it, sorted, each once."""
        return tuple(sorted({report.article_id for report in self.reports}))


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article of the graph."""

    iri: str
    id: str
    title: str | None
    issued: str | None
    url: str | None
    publisher: str | None = None
    repeats: str | None = None
    """IRI of the article whose text it tells again, nearly word for word."""
