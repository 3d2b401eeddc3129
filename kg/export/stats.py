"""What a graph comes to: counts, the most connected actors, who met most, circles of actors, what is new."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import NamedTuple

from kg.errors import QueryError
from kg.keep.event import EntityView, EventView
from kg.keep.events import Contents
from kg.model import Kind, Status
from kg.ontology import ACTOR_ROLES, Ontology

_ACTORS = {kind.value for kind in (Kind.PERSON, Kind.COUNTRY, Kind.ORGANIZATION)}
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

Weights = Mapping[tuple[EntityView, EntityView], int]


class Connected(NamedTuple):
    """An actor with the number of others that it shares events with, and of these events."""

    actor: EntityView
    others: int
    events: int


class Pair(NamedTuple):
    """Two actors and the number of meetings and calls that both took part in."""

    one: EntityView
    other: EntityView
    meetings: int


@dataclass(frozen=True, slots=True)
class Stats:
    """All in order: the most first, then by name."""

    counts: tuple[tuple[str, int], ...]
    connected: tuple[Connected, ...]
    pairs: tuple[Pair, ...]
    communities: tuple[tuple[EntityView, ...], ...]
    """Circles of actors that share more events with one another than with the rest, the largest first."""
    months: tuple[tuple[str, int], ...]
    """Month (2025-08) to the number of its events, in order of time; events whose month is not known are in none."""
    since: str | None
    new_events: tuple[EventView, ...]
    """What articles from `since` on tell of and no earlier one does; none without `since`."""
    new_actors: tuple[EntityView, ...]


def stats_of(contents: Contents, ontology: Ontology, statements: int, since: str | None = None) -> Stats:
    """The figures of a graph of so many statements, of events that occurred save in the counts.

    `since` is an ISO day, month or year; a QueryError where it is none.
    """
    since = _checked(since)
    happened = [event for event in contents.events if event.status == Status.OCCURRED.value]
    weights = _shared(happened)
    new = [e for e in contents.events if since and (_first_told(e) or "") >= since]
    before = {actor for e in contents.events if since and (_first_told(e) or "") < since for actor in _actors(e)}
    return Stats(
        counts=_counts(contents, statements),
        connected=_connected(happened, weights),
        pairs=_pairs(happened, ontology),
        communities=_communities(weights),
        months=tuple(sorted(Counter(m for e in happened if (m := _month(e))).items())),
        since=since,
        new_events=tuple(new),
        new_actors=tuple(sorted({actor for e in new for actor in _actors(e)} - before, key=_by_label)),
    )


def _checked(since: str | None) -> str | None:
    if since is None:
        return None
    parts = [int(part) for part in since.split("-")] if _DAY.fullmatch(since) else [0]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError as error:
        raise QueryError("not a date", found=since, expected="2025-10-28, 2025-10 or 2025") from error
    return since


def _counts(contents: Contents, statements: int) -> tuple[tuple[str, int], ...]:
    reports = sum(len({r.article for r in event.reports}) for event in contents.events)
    rows = [
        ("articles", len(contents.articles)),
        ("events", len(contents.events)),
        ("reports of events", reports),
        ("statements", statements),
    ]
    for values in (
        Counter(event.type for event in contents.events),
        Counter(event.status for event in contents.events),
        Counter(entity.kind for entity in contents.entities),
    ):
        rows += sorted(values.items(), key=lambda item: (-item[1], item[0]))
    return tuple(rows)


def _actors(event: EventView) -> list[EntityView]:
    """Whoever has a part in the event, each once, by IRI."""
    return sorted({e for role in ACTOR_ROLES for e in event.roles.get(role, ()) if e.kind in _ACTORS})


def _shared(events: Iterable[EventView]) -> Weights:
    """Pairs of actors to the number of events that both have a part in."""
    return Counter(pair for event in events for pair in combinations(_actors(event), 2))


def _connected(events: Iterable[EventView], weights: Weights) -> tuple[Connected, ...]:
    others: dict[EntityView, set[EntityView]] = defaultdict(set)
    for one, other in weights:
        others[one].add(other)
        others[other].add(one)
    events_of = Counter(actor for event in events for actor in _actors(event))
    found = [Connected(actor, len(others[actor]), number) for actor, number in events_of.items()]
    return tuple(sorted(found, key=lambda c: (-c.others, -c.events, _by_label(c.actor))))


def _pairs(events: Iterable[EventView], ontology: Ontology) -> tuple[Pair, ...]:
    """By the classes of talks: those in which each takes part on an equal footing with each."""
    talks = {c.name for c in ontology.classes.values() if c.plover == "CONSULT" and any(s.mutual for s in c.shortcuts)}
    weights = _shared(event for event in events if event.type in talks)
    found = [Pair(*pair, number) for pair, number in weights.items()]
    return tuple(sorted(found, key=lambda p: (-p.meetings, _by_label(p.one), _by_label(p.other))))


def _communities(weights: Weights) -> tuple[tuple[EntityView, ...], ...]:
    """By greedy modularity (Clauset, Newman and Moore 2004)."""
    import networkx as nx

    actors = sorted({actor for pair in weights for actor in pair})
    # Numbers for nodes, as the order of a set of texts differs from run to run.
    number = {actor: n for n, actor in enumerate(actors)}
    network: nx.Graph[int] = nx.Graph()
    network.add_nodes_from(range(len(actors)))
    network.add_weighted_edges_from((number[a], number[b], weights[a, b]) for a, b in sorted(weights))
    if not actors:
        return ()
    found = nx.community.greedy_modularity_communities(network, weight="weight")
    circles = [tuple(sorted((actors[n] for n in circle), key=_by_label)) for circle in found]
    return tuple(sorted(circles, key=lambda circle: (-len(circle), _by_label(circle[0]))))


def _month(event: EventView) -> str | None:
    start = event.start or ""
    return start[:7] if re.match(r"\d{4}-\d\d", start) else None


def _first_told(event: EventView) -> str | None:
    """The day of the first article that tells of it, else its own; None where neither is known."""
    issued = min((r.issued for r in event.reports if r.issued), default=None)
    return issued or (event.start if event.start and _DAY.fullmatch(event.start) else None)


def _by_label(entity: EntityView) -> tuple[str, str]:
    return (entity.label, entity.iri)
