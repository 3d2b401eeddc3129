"""Readings made by hand, for tests of what comes after reading."""

from __future__ import annotations

from kg.model import Article, Entity, Event, Filler, Kind, PartialDate, Reading, Span, Status
from kg.ontology import load_ontology
from kg.write.build import Build
from kg.write.iris import Iris

ONTOLOGY = load_ontology()
IRIS = Iris()
BUILD = Build("0.1.0", "0.7.0", "20261015", "0123456789abcdef")


def entity(name: str, kind: Kind = Kind.PERSON, aliases: tuple[str, ...] = (), wikidata: str | None = None) -> Entity:
    return Entity(kind, name, name, aliases=aliases, wikidata=wikidata)


def span_of(text: str, words: str, at: int = 0) -> Span:
    """Where the words stand in the text, from `at` on; the start of the text where they do not."""
    start = max(text.find(words, at), 0)
    return Span(start, start + len(words))


def filler(text: str, role: str, words: str, kind: Kind = Kind.PERSON, of: Entity | None = None) -> Filler:
    return Filler(role, of or entity(words, kind), span_of(text, words))


def visit(text: str, status: Status = Status.OCCURRED, kind: str = "Visit", year: int | None = None) -> Event:
    """小泉進次郎's visit to 与那国島 on 11月23日, as the contract's example tells it."""
    agent = Filler("agent", entity("小泉進次郎"), span_of(text, "小泉進次郎防衛相"))
    return Event(
        kind,
        "visit.place",
        span_of(text, "訪問"),
        Span(0, text.find("し、") + 1),
        (agent, filler(text, "place", "与那国島", Kind.PLACE)),
        start=PartialDate(year, 11, 23),
        date_text="11月23日",
        status=status,
    )


def meeting(
    text: str,
    *names: str,
    start: PartialDate | None = None,
    status: Status = Status.OCCURRED,
    at: int = 0,
    topic: str | None = None,
) -> Event:
    fillers = [filler(text, "participant", name) for name in names]
    if topic:
        fillers.append(filler(text, "topic", topic, Kind.TOPIC))
    trigger = span_of(text, "会談", at)
    end = text.find("。", trigger.end)
    evidence = Span(text.rfind("。", 0, trigger.start) + 1, end + 1 if end >= 0 else len(text))
    return Event("Meeting", "meeting.with", trigger, evidence, tuple(fillers), start=start, status=status)


def reading(
    identifier: str, text: str, *events: Event, title: str | None = None, published: str | None = None
) -> Reading:
    return Reading(Article(identifier, text, title=title, published=published), events)


def two_articles() -> tuple[Reading, Reading]:
    """Two articles that tell of one meeting, in other words and in another order."""
    one = "高市早苗首相は10月28日、トランプ大統領と会談し、防衛費について話し合った。"
    two = "トランプ大統領と高市早苗首相との会談が10月28日に東京で行われた。"
    day = PartialDate(2025, 10, 28)
    return (
        reading(
            "news-1",
            one,
            meeting(one, "高市早苗", "トランプ", start=day, topic="防衛費"),
            title="首脳会談",
            published="2025-10-29",
        ),
        reading("news-2", two, meeting(two, "トランプ", "高市早苗", start=day), published="2025-10-30"),
    )
