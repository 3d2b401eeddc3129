"""Which events a page holds: by class and by date."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date

from kg.errors import QueryError
from kg.keep.event import EventView

_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def choose(
    events: Iterable[EventView], *, since: str | None = None, until: str | None = None, types: Sequence[str] = ()
) -> list[EventView]:
    """The events of the given classes that touch the days from `since` to `until` (both included), by date and IRI.

    The bounds are ISO dates, months or years. An event whose year is unknown counts by the day of its articles, and
    is left out under a bound if these have none. Raises QueryError for a bound that is no date, and for a class that
    no event has.
    """
    found = sorted(events, key=lambda e: (time_key(e), e.start is None, e.iri))
    known = {e.type for e in found}
    for name in types:
        if known and name not in known:
            raise QueryError("no event of this class", found=name, expected=", ".join(sorted(known)))
    first = _days(since)[0] if since else date.min
    last = _days(until)[1] if until else date.max
    if first > last:
        raise QueryError("the first day is after the last", found=f"{since} – {until}", fix="swap the two dates")
    bounded = bool(since or until)
    return [e for e in found if (not types or e.type in types) and (not bounded or _touches(e, first, last))]


def time_key(event: EventView) -> str:
    """A text that sorts events by time: the start if its year is known, else the earliest article's day, else last."""
    if event.start and _is_date(event.start):
        return event.start
    issued = sorted(r.issued for r in event.reports if r.issued and _is_date(r.issued[:10]))
    return issued[0] if issued else "~" + (event.start or "~")


def days_of(event: EventView) -> tuple[date, date] | None:
    """The first and the last day that the event may touch, by its start and end or the day of its articles."""
    key = time_key(event)
    if key.startswith("~"):
        return None
    begin, finish = _days(key[:10])
    if event.end and _is_date(event.end):
        finish = max(finish, _days(event.end)[1])
    return begin, finish


def _touches(event: EventView, first: date, last: date) -> bool:
    days = days_of(event)
    return days is not None and days[0] <= last and first <= days[1]


def _is_date(text: str) -> bool:
    try:
        _days(text)
    except QueryError:
        return False
    return True


def _days(text: str) -> tuple[date, date]:
    """The first and last day of an ISO date, month or year."""
    match = _PARTIAL.fullmatch(text.strip())
    try:
        if not match:
            raise ValueError
        year, month, day = (int(g) if g else None for g in match.groups())
        assert year is not None  # the pattern holds a year
        low = date(year, month or 1, day or 1)
        return low, date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError as error:
        raise QueryError("not a date", found=text, expected="2025-11-23, 2025-11 or 2025") from error
