"""Links between events that may be one occasion told with other dates.

An event's IRI comes from a key that each article gives by itself, so that workers share no table; the price is that a
range and a day inside it, or a plan without a day and what came of it, have two keys. What links them is therefore
worked out from the whole graph as it is published, and worked out anew whenever an article comes or goes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from kg.ontology import DATE_ROLES, KG, Ontology
from kg.write.nquads import PREFIXES, RDF_TYPE, quad
from kg.write.statement import literal_parts, statements

SAME, WITHIN, HAPPENING, OTHER_DAY = "kg:sameOccasion", "kg:withinDaysOf", "kg:happeningOf", "kg:otherDay"

_LINKS = frozenset(f"<{KG}{name.removeprefix('kg:')}>" for name in (SAME, WITHIN, HAPPENING, OTHER_DAY))
_ISSUED = PREFIXES["dcterms"] + "issued"
_KIND = f" <{RDF_TYPE}> <{KG}"
_PLANNED, _OCCURRED = KG + "planned", KG + "occurred"
# What is announced without a day comes, where it comes, within the season; a later one is another.
_HORIZON = timedelta(days=92)
# Sources that mean one occasion miss each other's day by the time zone or by the day of publication.
_SLIP = timedelta(days=3)

Key = tuple[str, ...]


@dataclass
class _Told:
    """One event as all articles together tell it; the fields fill up while the lines are read."""

    node: str
    classes: set[str] = field(default_factory=set)
    fillers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    articles: set[str] = field(default_factory=set)
    planned_in: set[str] = field(default_factory=set)
    occurred: bool = False
    first: date | None = None
    last: date | None = None
    month: str | None = None
    """The month that it is set for, where no day is known: 2026-03."""


def joined(lines: Iterable[str], ontology: Ontology) -> list[str]:
    """The sorted lines of a whole graph with the links between its events, whatever links it had before."""
    bare = [line for line in lines if line.split(" ", 2)[1] not in _LINKS]
    return sorted([*bare, *sorted(set(_links(bare, ontology)))])


def _links(lines: Iterable[str], ontology: Ontology) -> Iterator[str]:
    told, issued = _gathered(lines, ontology)
    groups: dict[Key, list[_Told]] = defaultdict(list)
    for event in told:
        if (key := _key(event, ontology)) is not None:
            groups[key].append(event)
    for group in groups.values():
        if len(group) > 1:
            for one, relation, other in _pairs(sorted(group, key=lambda e: (e.first or date.max, e.node)), issued):
                yield quad(one.node, relation, other.node)
                yield quad(other.node, SAME if relation != OTHER_DAY else OTHER_DAY, one.node)
                if relation != OTHER_DAY:
                    yield quad(one.node, SAME, other.node)


def _gathered(lines: Iterable[str], ontology: Ontology) -> tuple[list[_Told], dict[str, date]]:
    """The events of the graph, and the day on which each article was published."""
    found: dict[str, _Told] = {}
    issued: dict[str, date] = {}
    classes = {KG + name for name in ontology.classes}
    events = {
        s.subject for s in statements(line for line in lines if _KIND in line) if s.graph and s.value[1:-1] in classes
    }
    telling = (line for line in lines if line.partition(" ")[0] in events or _ISSUED in line)
    for subject, predicate, value, graph in statements(telling):
        name = predicate[1:-1]
        if name == _ISSUED and (day := _day(value)):
            issued[subject] = day
        if graph is None or subject not in events:
            continue
        event = found.setdefault(subject, _Told(subject))
        event.articles.add(graph)
        if name == RDF_TYPE:
            event.classes.add(value[len(KG) + 1 : -1])
        elif name == KG + "status":
            event.occurred |= value[1:-1] == _OCCURRED
            if value[1:-1] == _PLANNED:
                event.planned_in.add(graph)
        elif name in (KG + "startDate", KG + "endDate"):
            _dated(event, name, value)
        elif name.startswith(KG):
            event.fillers[name[len(KG) :]].add(value)
    return [found[node] for node in sorted(found)], issued


def _dated(event: _Told, name: str, value: str) -> None:
    day, parts = _day(value), literal_parts(value)
    if day is None:
        if name == KG + "startDate" and parts and parts.datatype == PREFIXES["xsd"] + "gYearMonth":
            event.month = parts.text
        return
    if name == KG + "startDate":
        event.first = min(filter(None, (event.first, day)))
    event.last = max(filter(None, (event.last, day)))


def _day(value: str) -> date | None:
    parts = literal_parts(value)
    if parts is None or parts.datatype != PREFIXES["xsd"] + "date":
        return None
    try:
        return date.fromisoformat(parts.text)
    except ValueError:
        return None


def _key(event: _Told, ontology: Ontology) -> Key | None:
    """Class and fillers of the identity roles but the dates; None where one of them is not known."""
    event_class = ontology.classes[min(event.classes)]
    key = [event_class.name]
    for role in event_class.identity:
        if role not in DATE_ROLES:
            fillers = sorted(event.fillers[role])
            if len(fillers) < (2 if role in event_class.shared else 1):
                return None
            key += [role, *fillers]
    return tuple(key)


def _pairs(group: list[_Told], issued: dict[str, date]) -> Iterator[tuple[_Told, str, _Told]]:
    """Which of one class and the same actors are linked, and how; `group` is by first day, those without one last."""
    dated = [event for event in group if event.first is not None]
    firsts = [event.first for event in dated if event.first is not None]
    for at, event in enumerate(dated):
        first, last = firsts[at], _last(event)
        for other in dated[bisect_left(firsts, first) : bisect_right(firsts, _after(last, _SLIP))]:
            if other is event or other.first is None or event.articles & other.articles:
                continue
            if first <= other.first and _last(other) <= last:
                yield other, WITHIN, event
                if event.planned_in and not event.occurred and other.occurred:
                    yield other, HAPPENING, event
            elif other.first > last:
                yield event, OTHER_DAY, other
    happened = [event for event in dated if event.occurred]
    for plan in group:
        if plan.first is None and plan.planned_in and (found := _first_after(plan, happened, issued)):
            yield found, HAPPENING, plan


def _last(event: _Told) -> date:
    return max(day for day in (event.first, event.last) if day is not None)


def _first_after(plan: _Told, happened: list[_Told], issued: dict[str, date]) -> _Told | None:
    """The first of what happened from the day of the plan's article on, in the plan's month where it has one."""
    since = min((issued[article] for article in plan.planned_in if article in issued), default=None)
    for other in happened:
        if since is None or other.first is None or other.first < since or other.articles & plan.articles:
            continue
        if other.first.isoformat().startswith(plan.month) if plan.month else other.first <= _after(since, _HORIZON):
            return other
    return None


def _after(day: date, time: timedelta) -> date:
    """The day so much later, or the last of the calendar."""
    return day + time if day <= date.max - time else date.max
