"""Links between events that may be one occasion told with other dates.

An event's IRI comes from a key that each article gives by itself, so that workers share no table; the price is that a
range and a day inside it, or a plan without a day and what came of it, have two keys. What links them is therefore
worked out from the whole graph as it is published, and worked out anew whenever an article comes or goes.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain, groupby
from pathlib import Path

from kg.ontology import DATE_ROLES, KG, Ontology
from kg.spill import Spill
from kg.write.nquads import PREFIXES, RDF_TYPE, quad
from kg.write.statement import event_head, literal_parts

SAME, WITHIN, HAPPENING, OTHER_DAY = "kg:sameOccasion", "kg:withinDaysOf", "kg:happeningOf", "kg:otherDay"

_LINKS = frozenset(f"<{KG}{name.removeprefix('kg:')}>" for name in (SAME, WITHIN, HAPPENING, OTHER_DAY))
_ISSUED = f" <{PREFIXES['dcterms']}issued> "
_TYPE, _STATUS = f"<{RDF_TYPE}>", f"<{KG}status>"
_START, _END = f"<{KG}startDate>", f"<{KG}endDate>"
_PLANNED, _OCCURRED = f"<{KG}planned>", f"<{KG}occurred>"
# What is announced without a day comes, where it comes, within the season; a later one is another.
_HORIZON = timedelta(days=92)
# Sources that mean one occasion miss each other's day by the time zone or by the day of publication.
_SLIP = timedelta(days=3)


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

    def record(self, ontology: Ontology) -> str | None:
        """The event as a text that begins as do those of the events that it may be linked with.

        That is its class and the fillers of the identity roles but the dates; None where one of them is not known.
        """
        known = self.classes & ontology.classes.keys()
        if not known:
            return None
        event_class = ontology.classes[min(known)]
        key: list[object] = [event_class.name]
        for role in event_class.identity:
            if role not in DATE_ROLES:
                fillers = sorted(self.fillers[f"<{KG}{role}>"])
                if len(fillers) < (2 if role in event_class.shared else 1):
                    return None
                key += [role, fillers]
        days = [day and day.isoformat() for day in (self.first, self.last)]
        told = [self.node, sorted(self.articles), sorted(self.planned_in), self.occurred, *days, self.month]
        return f"{json.dumps(key)}\t{json.dumps(told)}"

    @classmethod
    def of(cls, record: str) -> _Told:
        node, articles, planned_in, occurred, first, last, month = json.loads(record.partition("\t")[2])
        told = cls(node, articles=set(articles), planned_in=set(planned_in), occurred=occurred, month=month)
        told.first, told.last = (date.fromisoformat(day) if day else None for day in (first, last))
        return told


def joined(lines: Iterable[str], ontology: Ontology, folder: Path | None = None) -> Iterator[str]:
    """The sorted lines of a whole graph with the links between its events, whatever links it had before.

    The articles' lines come before the events', which are held until the last of them has been seen: in a file in
    `folder` where they are many.
    """
    rest = iter(lines)
    first = next(rest, None)
    if first is None:
        return
    head = event_head(first)
    issued = Spill(folder)
    for of_events, group in groupby(chain([first], rest), lambda line: line.startswith(head)):
        if of_events:
            held, told = Spill(folder), Spill(folder)
            told.extend(_records(group, held, ontology))
            held.extend(_links(told, issued))
            yield from held
        else:
            yield from _noted(group, issued)


def _noted(lines: Iterable[str], issued: Spill) -> Iterator[str]:
    """The lines; which article was published on which day is noted."""
    for line in lines:
        if _ISSUED in line and (day := _day(line.split(" ", 3)[2])):
            issued.extend([f"{line[: line.index(' ')]} {day}"])
        yield line


def _records(lines: Iterable[str], held: Spill, ontology: Ontology) -> Iterator[str]:
    """A record of each event that may be linked with others; the events' lines but for their links are held."""
    for node, own in groupby(lines, lambda line: line[: line.index(" ")]):
        bare = [line for line in own if line.split(" ", 2)[1] not in _LINKS]
        held.extend(bare)
        event = _gathered(node, bare)
        if (record := event.record(ontology)) is not None:
            yield record


def _links(told: Iterable[str], issued: Iterable[str]) -> Iterator[str]:
    """The lines of the links between the events of the sorted records."""
    needed = {
        article for group in _groups(told) for event in group if event.first is None for article in event.planned_in
    }
    found = (line.split(" ") for line in issued)
    days = {article: date.fromisoformat(day) for article, day in found if article in needed}
    for group in _groups(told):
        for one, relation, other in _pairs(sorted(group, key=lambda e: (e.first or date.max, e.node)), days):
            yield quad(one.node, relation, other.node)
            yield quad(other.node, SAME if relation != OTHER_DAY else OTHER_DAY, one.node)
            if relation != OTHER_DAY:
                yield quad(one.node, SAME, other.node)


def _groups(told: Iterable[str]) -> Iterator[list[_Told]]:
    """The events of one class and the same actors, where there are two or more."""
    for _, group in groupby(told, lambda record: record[: record.index("\t")]):
        if len(records := list(group)) > 1:
            yield list(map(_Told.of, records))


def _gathered(node: str, lines: Sequence[str]) -> _Told:
    """The event as the lines tell it; without a class where no article tells of it."""
    event = _Told(node)
    for line in lines:
        _, predicate, rest = line.split(" ", 2)
        terms = rest.split(" ")
        if len(terms) != 3:  # words, or a statement of no article
            continue
        value, graph, _ = terms
        event.articles.add(graph)
        if predicate == _TYPE:
            event.classes.add(value[len(KG) + 1 : -1])
        elif predicate == _STATUS:
            event.occurred |= value == _OCCURRED
            if value == _PLANNED:
                event.planned_in.add(graph)
        elif predicate in (_START, _END):
            _dated(event, predicate, value)
        else:
            event.fillers[predicate].add(value)
    return event


def _dated(event: _Told, predicate: str, value: str) -> None:
    day, parts = _day(value), literal_parts(value)
    if day is None:
        if predicate == _START and parts and parts.datatype == PREFIXES["xsd"] + "gYearMonth":
            event.month = parts.text
        return
    if predicate == _START:
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


def _pairs(group: list[_Told], issued: Mapping[str, date]) -> Iterator[tuple[_Told, str, _Told]]:
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
    days = [event.first.isoformat() for event in happened if event.first is not None]
    for plan in group:
        if plan.first is None and plan.planned_in and (found := _first_after(plan, happened, days, issued)):
            yield found, HAPPENING, plan


def _last(event: _Told) -> date:
    return max(day for day in (event.first, event.last) if day is not None)


def _first_after(
    plan: _Told, happened: Sequence[_Told], days: Sequence[str], issued: Mapping[str, date]
) -> _Told | None:
    """The first of what happened from the day of the plan's article on, in the plan's month where it has one."""
    since = min((issued[article] for article in plan.planned_in if article in issued), default=None)
    if since is None:
        return None
    until = _after(since, _HORIZON).isoformat()
    for at in range(bisect_left(days, max(since.isoformat(), plan.month or "")), len(days)):
        if not (days[at].startswith(plan.month) if plan.month else days[at] <= until):
            return None
        if not happened[at].articles & plan.articles:
            return happened[at]
    return None


def _after(day: date, time: timedelta) -> date:
    """The day so much later, or the last of the calendar."""
    return day + time if day <= date.max - time else date.max
