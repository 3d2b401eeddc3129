"""What the page's script is given: nodes, edges, events, articles, and the words to speak of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.keep.event import EntityView, EventView, Report
from kg.keep.events import FILLED_ROLES
from kg.view import texts
from kg.view.network import FIRST, Picture, claimed_by, date_text
from kg.view.select import days_of
from kg.view.sentence import pieces
from kg.view.texts import Words
from kg.write.nquads import PREFIXES


def payload(
    events: Sequence[EventView], picture: Picture, words: Words, focus: int | None, of: int | None = None
) -> dict[str, Any]:
    """The values that the page holds as JSON; nodes are named by their number in the picture."""
    terms = {e.type for e in events} | {e.status for e in events} | {n["group"] for n in picture.nodes}
    terms |= {r.status for e in events for r in e.reports}
    terms |= {role for edge in picture.edges for role in edge["roles"]}
    articles = _articles(events)
    numbers = {iri: n for n, iri in enumerate(articles)}
    return {
        "texts": words.text,
        "names": words.names(terms),
        "prefixes": PREFIXES,
        "roles": FILLED_ROLES,
        "first": FIRST,
        "focus": focus,
        "of": of,
        "nodes": picture.nodes,
        "edges": picture.edges,
        "articles": list(articles.values()),
        "events": [_event(e, picture, words, numbers) for e in events],
    }


def _articles(events: Sequence[EventView]) -> dict[str, dict[str, Any]]:
    """Each article that a report is from, by IRI, sorted."""
    found = {
        r.article: {"iri": r.article, "id": r.article_id, "title": r.title, "issued": r.issued, "url": r.url}
        for event in events
        for r in event.reports
    }
    return dict(sorted(found.items()))


def _ids(parties: Sequence[EntityView], picture: Picture) -> list[int]:
    return [picture.ids[p.iri] for p in parties]


def _event(event: EventView, picture: Picture, words: Words, articles: dict[str, int]) -> dict[str, Any]:
    """What the panel shows of an event; the list of events is in order of time."""
    days = days_of(event)
    return {
        "id": picture.ids[event.iri],
        "rank": picture.ranks[event.iri],
        "type": event.type,
        "status": event.status,
        "start": event.start,
        "end": event.end,
        "days": [day.isoformat() for day in days] if days else None,
        "date": {language: _dates(event, language, words) for language in texts.LANGUAGES},
        "date_text": event.date_text,
        "roles": [[role, _ids(parties, picture)] for role, parties in sorted(event.roles.items()) if parties],
        "claimed": _ids(claimed_by(event), picture),
        "reports": [_report(r, picture, articles) for r in event.reports],
    }


def _report(report: Report, picture: Picture, articles: dict[str, int]) -> dict[str, Any]:
    return {
        "article": articles[report.article],
        "evidence": report.evidence,
        "start": report.start,
        "end": report.end,
        "status": report.status,
        "claimed": _ids(report.claimed_by, picture),
        "trigger": report.trigger,
        "rule": report.rule,
        "pieces": pieces(report),
    }


def _dates(event: EventView, language: str, words: Words) -> str:
    days = [date_text(event.start, language, words), date_text(event.end, language, words)]
    return " – ".join(d for d in dict.fromkeys(days) if d)
