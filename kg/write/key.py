"""An event's key: what makes two tellings the same event."""

from __future__ import annotations

import json

from kg.model import Event, PartialDate
from kg.ontology import DATE_ROLES, EventClass


def event_key(event: Event, event_class: EventClass, article: str) -> str:
    """The text that stands for the event wherever it is told.

    Where every role that tells events of the class apart is known, and its day in full, the key holds the class and
    those roles alone, so that two articles give one key: 小泉進次郎, 与那国島 and 2025-11-23 for a Visit. Otherwise
    `article` and all that it says of the event are part of it.
    """
    known = all(_known(event, role, event_class) for role in event_class.identity)
    identity: list[object] = [event.type, *([role, _values(event, role)] for role in event_class.identity)]
    if known:
        return _text(identity)
    fillers = sorted([f.role, f.entity.kind.value, f.entity.key] for f in event.fillers)
    dates = [_values(event, role) for role in DATE_ROLES]
    return _text([*identity, article, fillers, dates, [event.trigger.start, event.trigger.end]])


def key_in_words(event: Event, event_class: EventClass, article: str) -> str:
    """What the key rests on, for people: `Meeting | participant person/高市早苗, person/習近平 | startDate 2025-10-31`.

    The article's id follows where it is part of the key, for then something that tells such events apart is not known.
    """
    parts = [event.type]
    for role in event_class.identity:
        values = [value if role in DATE_ROLES else f"{kind.lower()}/{value}" for kind, value in _values(event, role)]
        parts.append(f"{role} {', '.join(values) or '?'}")
    if not all(_known(event, role, event_class) for role in event_class.identity):
        parts.append(f"article {article}")
    return " | ".join(parts)


def _text(parts: list[object]) -> str:
    return json.dumps(parts, ensure_ascii=True, separators=(",", ":"))


def _date(event: Event, role: str) -> PartialDate | None:
    return event.start if role == "startDate" else event.end


def _values(event: Event, role: str) -> list[list[str]]:
    if role in DATE_ROLES:
        date = _date(event, role)
        return [[date.datatype, date.lexical]] if date else []
    return sorted(
        {(f.entity.kind.value, f.entity.key): [f.entity.kind.value, f.entity.key] for f in event.filling(role)}.values()
    )


def _known(event: Event, role: str, event_class: EventClass) -> bool:
    if role in DATE_ROLES:
        date = _date(event, role)
        return date is not None and date.datatype == "date"
    return len(_values(event, role)) >= (2 if role in event_class.shared else 1)
