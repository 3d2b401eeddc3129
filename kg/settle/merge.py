"""Merging: one event told twice in an article becomes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Event, Filler, Kind, PartialDate, Status

_CORE = ("agent", "recipient", "participant", "person")
_FARTHEST = 300
"""Events of an article after which one is not told again: no prose comes back so late, and all pairs cost dear."""
_CONCRETE = frozenset(
    {"Meeting", "PhoneCall", "Visit", "PressConference", "Exercise", "Appointment", "Resignation", "Election"}
)


def merge(events: Sequence[Event], text: str) -> tuple[Event, ...]:
    """The events with those told twice made one, in the order of their first telling."""
    out: list[Event] = []
    for event in events:
        for k in range(max(0, len(out) - _FARTHEST), len(out)):
            known = out[k]
            if _same(known, event, text):
                out[k] = event if _inside(known, event) else _joined(known, event)
                break
        else:
            out.append(event)
    return tuple(out)


def _actors(event: Event) -> frozenset[tuple[Kind, str]]:
    return frozenset([(f.entity.kind, f.entity.key) for f in event.fillers if f.role in _CORE])


def _agents(event: Event) -> set[str]:
    return {f.entity.key for f in event.filling("agent")}


def _same(a: Event, b: Event, text: str) -> bool:
    if a.type != b.type and (a.type, b.type) != ("PhoneCall", "Meeting"):
        return False
    one, two = _actors(a), _actors(b)
    few = len(two) == 1 or a.evidence == b.evidence
    talked = b.type == "Meeting" and a.type in ("Meeting", "PhoneCall") and few and two < one
    if talked and a.status == b.status:
        topic = b.filling("topic")
        if (topic and a.evidence == b.evidence) or not (topic or b.start or b.filling("place")):
            return True
    if not _dates_agree(a, b):
        return False
    if a.type != b.type:
        return one == two and a.status == b.status  # the 会談 of a 電話会談
    if a.type in _CONCRETE:
        if not one & two or not (two <= one or (one <= two and (a.evidence == b.evidence or len(one) > 1))):
            return False
        places = [{f.entity.key for f in e.filling("place")} for e in (a, b)]
        posts = [{f.entity.key for f in e.filling("post")} for e in (a, b)]
        hosts = [e.filling("recipient") for e in (a, b)]
        apart = all(places) or any(hosts) or a.evidence != b.evidence
        if a.type == "Visit" and not places[0] & places[1] and apart:
            return False
        if posts[0] and posts[1] and not posts[0] & posts[1]:
            return False
        return (
            a.status == b.status
            or (b.status == Status.OCCURRED and b.start is None)
            or (a.status == Status.PLANNED and b.status == Status.DENIED)
            or (a.status == Status.POSSIBLE and b.status == Status.PLANNED)
        )
    if a.type == "Protest" and a.evidence == b.evidence:
        return frozenset(_agents(a)) == frozenset(_agents(b))
    topics = [[text[f.span.start : f.span.end] for f in e.filling("topic")] for e in (a, b)]
    if one != two or a.status != b.status:
        return False
    return any(s in t or t in s for s in topics[0] for t in topics[1]) or (not topics[0] and not topics[1])


def _inside(inner: Event, outer: Event) -> bool:
    """Whether one event is told within what the other is about: 許されないとした答弁を撤回しない考えを示した."""
    return any(f.span.covers(inner.trigger) for f in outer.filling("topic"))


def _dates_agree(a: Event, b: Event) -> bool:
    if a.start is None or b.start is None:
        return True
    return _within(a.start, b.start) or _within(b.start, a.start)


def _within(part: PartialDate, whole: PartialDate) -> bool:
    return all(getattr(part, unit) in (None, getattr(whole, unit)) for unit in ("year", "month", "day"))


def _joined(a: Event, b: Event) -> Event:
    """The first telling with what the second adds."""
    have = {(f.role, f.entity.kind, f.entity.key) for f in a.fillers}
    single = {f.role for f in a.fillers if f.role in ("topic", "place", "post")}
    added: list[Filler] = [
        f
        for f in b.fillers
        if (f.role, f.entity.kind, f.entity.key) not in have
        and f.role not in single
        and (f.entity.kind != Kind.TOPIC or not a.filling("topic"))
    ]
    start, end, words = (a.start, a.end, a.date_text) if a.start or not b.start else (b.start, b.end, b.date_text)
    if a.start and b.start and _within(a.start, b.start) and a.start != b.start:
        start, end, words = b.start, b.end or a.end, b.date_text
    dropped = a.status == Status.PLANNED and b.status == Status.DENIED
    plainly = a.status == Status.OCCURRED and a.evidence != b.evidence  # the article says it itself
    return replace(
        a,
        status=b.status if dropped else a.status,
        fillers=(*a.fillers, *added),
        start=start,
        end=end,
        date_text=words,
        claimed_by=a.claimed_by or (() if plainly else b.claimed_by),
    )
