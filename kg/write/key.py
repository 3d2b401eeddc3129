"""An event's key: what makes two tellings the same event."""

from __future__ import annotations

from json import JSONEncoder
from typing import NamedTuple

from kg.model import Event, PartialDate
from kg.ontology import DATE_ROLES, EventClass

Values = list[list[str]]
"""What fills a role: kind and key of each filler, or type and lexical form of a date."""

_encoded = JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


class Key(NamedTuple):
    """What stands for an event wherever it is told."""

    text: str
    """What the event's IRI is made from."""
    words: str
    """The same for people: `Meeting | participant person/高市早苗, person/習近平 | startDate 2025-10-31`."""


def key_of(event: Event, event_class: EventClass, article: str) -> Key:
    """The key of the event as the article tells it.

    Where every role that tells events of the class apart is known, and its day in full, the key holds the class and
    those roles alone, so that two articles give one key: 小泉進次郎, 与那国島 and 2025-11-23 for a Visit. Otherwise
    `article` and all that it says of the event are part of it.
    """
    identity = [(role, _values(event, role)) for role in event_class.identity]
    parts = [event.type]
    for role, values in identity:
        told = [value if role in DATE_ROLES else f"{kind.lower()}/{value}" for kind, value in values]
        parts.append(f"{role} {', '.join(told) or '?'}")
    text: list[object] = [event.type, *map(list, identity)]
    if not all(_known(values, role, event_class) for role, values in identity):
        parts.append(f"article {article}")
        fillers = sorted([f.role, f.entity.kind.value, f.entity.key] for f in event.fillers)
        dates = [_values(event, role) for role in DATE_ROLES]
        text += [article, fillers, dates, [event.trigger.start, event.trigger.end]]
    return Key(_encoded(text), " | ".join(parts))


def _date(event: Event, role: str) -> PartialDate | None:
    return event.start if role == "startDate" else event.end


def _values(event: Event, role: str) -> Values:
    if role in DATE_ROLES:
        date = _date(event, role)
        return [[date.datatype, date.lexical]] if date else []
    return [list(filler) for filler in sorted({(f.entity.kind.value, f.entity.key) for f in event.filling(role)})]


def _known(values: Values, role: str, event_class: EventClass) -> bool:
    if role in DATE_ROLES:
        return any(datatype == "date" for datatype, _ in values)
    return len(values) >= (2 if role in event_class.shared else 1)
