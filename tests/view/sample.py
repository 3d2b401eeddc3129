"""Graphs for the tests of the page: from sample.yaml, and made to size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.keep.event import EntityView, EventView, MentionView, Report

ROLES = ("agent", "participant", "person", "place", "post", "recipient", "topic")
KINDS = {"place": "Place", "topic": "Topic", "post": "Post"}
BASE = "https://w3id.org/kijigraph/id/"


@dataclass(frozen=True)
class Graph:
    """As much of a graph as the page asks for."""

    found: tuple[EventView, ...]

    def events(self) -> Iterable[EventView]:
        return self.found


def entity(label: str, kind: str = "Person", english: str | None = None, aliases: tuple[str, ...] = ()) -> EntityView:
    return EntityView(f"{BASE}{kind.lower()}/{label}", label, kind, english, aliases)


def event(
    iri: str,
    *,
    kind: str = "Statement",
    label: str | None = None,
    start: str | None = None,
    end: str | None = None,
    reports: tuple[Report, ...] = (),
    status: str = "occurred",
    **roles: tuple[EntityView, ...],
) -> EventView:
    return EventView(f"{BASE}event/{iri}", kind, status, label or iri, start, end, None, roles, reports)


def report(text: str, trigger: str = "", mentions: tuple[MentionView, ...] = (), **given: Any) -> Report:
    values = {"title": None, "issued": None, "url": None, "start": 0, "status": "occurred", "claimed_by": ()} | given
    start = values.pop("start")
    article_id = values.pop("article_id", "a")
    article = f"{BASE}article/{article_id}"
    return Report(
        article=article,
        article_id=article_id,
        evidence=f"{article}#char={start},{start + len(text)}",
        exact=text,
        start=start,
        end=start + len(text),
        trigger=trigger,
        rule="statement.test",
        mentions=mentions,
        **values,
    )


def sample() -> Graph:
    """The events of sample.yaml."""
    articles = yaml.safe_load((Path(__file__).parent / "sample.yaml").read_text(encoding="utf-8"))
    return Graph(tuple(_event(a, e, n) for a in articles for n, e in enumerate(a["events"])))


def large(actors: int, events: int) -> Graph:
    """A graph of so many actors and events, each event with two actors and a topic of its own."""
    people = [entity(f"人物{n}") for n in range(actors)]
    return Graph(
        tuple(
            event(
                f"{n}",
                agent=(people[n % actors],),
                recipient=(people[(n * n + 1) % actors],),
                topic=(entity(f"話題{n}", "Topic"),),
                reports=(report(f"話題{n}と述べた。", "述べ"),),
            )
            for n in range(events)
        )
    )


def _event(article: dict[str, Any], given: dict[str, Any], number: int) -> EventView:
    text, about = article["text"], article["article"]
    at = text.index(given["trigger"])
    start, end = text.rfind("。", 0, at) + 1, text.index("。", at) + 1
    roles: dict[str, tuple[EntityView, ...]] = {}
    mentions = []
    for role in ROLES:
        fillers = [_filler(words, role) for words in given.get(role, ())]
        if fillers:
            roles[role] = tuple(sorted(who for who, _ in fillers))
        for who, words in fillers:
            first = text.index(words, start)
            mentions.append(MentionView(role, who.iri, first, first + len(words), words))
    issued = about["issued"] and str(about["issued"])
    told = report(
        text[start:end],
        given["trigger"],
        tuple(sorted(mentions)),
        start=start,
        article_id=about["id"],
        title=about["title"],
        issued=issued,
        url=about["url"],
        claimed_by=tuple(_filler(words, "agent")[0] for words in given.get("claimed", ())),
    )
    label = "、".join(who.label for parties in roles.values() for who in parties) + f" {given['trigger']}"
    day = given.get("start") and str(given["start"])
    name = f"{given['type']}-{about['id']}-{number}"
    return event(
        name,
        kind=given["type"],
        label=label,
        start=day,
        reports=(told,),
        status=given.get("status", "occurred"),
        **roles,
    )


def _filler(words: str, role: str) -> tuple[EntityView, str]:
    rest, _, kind = (part.strip() for part in words.partition(" : "))
    surface, _, label = (part.strip() for part in rest.partition(" = "))
    return entity(label or surface, kind or KINDS.get(role, "Person")), surface
