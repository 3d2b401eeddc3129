"""The month or year of an article, worked out from its neighbours in a listing that runs newest first.

An article stands between an older one below and a newer one above. Where those name full days, it appeared between
them; if every day that it names has one answer in that time, its month is known. Nothing is guessed: above the newest
and below the oldest full day the time is open, and so is the answer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.read.days import Day, days
from kg.read.wording import Wording

_LONGEST = timedelta(365)  # in a longer time no month, day or year has one answer


@dataclass(frozen=True, slots=True)
class _Window:
    """The days on which an article can have appeared, both ends included."""

    first: date
    last: date

    @property
    def all(self) -> Iterator[date]:
        return (self.first + timedelta(n) for n in range((self.last - self.first).days + 1))


def contexts(texts: Sequence[str], wording: Wording) -> tuple[str | None, ...]:
    """For each text, newest first: its month ("2025-10") or year ("2025"), or None where the neighbours leave it open.

    A month means that every day without a month, and every month without a year, has one answer, and it lies there; a
    year, that every day with a month has one answer in it.
    """
    named = [days(text, wording) for text in texts]
    anchors = _in_order([_anchor(one) for one in named])
    return tuple(
        _context(one, window, wording) if (window := _window(anchors, at, wording)) else None
        for at, one in enumerate(named)
    )


def _anchor(named: tuple[Day, ...]) -> date | None:
    """The full day that an article's news is of: the first that it names, if that is full and told as done."""
    return _date(named[0].year, named[0].month, named[0].day) if named and named[0].told else None


def _date(year: int | None, month: int | None, day: int) -> date | None:
    try:
        return date(year, month, day) if year and month else None
    except ValueError:
        return None


def _in_order(anchors: Sequence[date | None]) -> tuple[date | None, ...]:
    """The anchors without those that break the order of newest first.

    An article can name an old day as its first (a treaty's), so that anchors contradict one another. What stays is what
    stands in every longest run of anchors that are in order: where two runs are equally long, neither is believed.
    """
    ordinals = [anchor.toordinal() if anchor else None for anchor in anchors]
    above = _ranks([-o if o else None for o in ordinals])
    below = _ranks(ordinals[::-1])[::-1]
    longest = max(above, default=0)
    on_longest = [up for up, down in zip(above, below, strict=True) if up + down == longest + 1]
    return tuple(
        anchor if up + down == longest + 1 and on_longest.count(up) == 1 else None
        for anchor, up, down in zip(anchors, above, below, strict=True)
    )


def _ranks(values: Sequence[int | None]) -> list[int]:
    """For each value the length of the longest run, in rising order or level, that ends with it; 0 for None."""
    tails: list[int] = []
    ranks = []
    for value in values:
        if value is None:
            ranks.append(0)
            continue
        at = bisect_right(tails, value)
        tails[at : at + 1] = [value]
        ranks.append(at + 1)
    return ranks


def _window(anchors: Sequence[date | None], at: int, wording: Wording) -> _Window | None:
    """When the article at this place can have appeared: from the anchor at or below it to the one at or above it.

    None where that is open or longer than a year.
    """
    older = next((anchor for anchor in anchors[at:] if anchor), None)
    newer = next((anchor for anchor in reversed(anchors[: at + 1]) if anchor), None)
    if older is None or newer is None or newer - older > _LONGEST:
        return None
    return _Window(older, newer + timedelta(wording.lag_days))


def _context(named: tuple[Day, ...], window: _Window, wording: Wording) -> str | None:
    years = {_nearest_year(day, appeared) for day in named if day.month and not day.year for appeared in window.all}
    bare = [_readings(named, at, window, wording) for at, day in enumerate(named) if not day.month]
    months = (
        {(answer.year, answer.month) for readings in bare for answer in readings}
        if bare
        else {(appeared.year, appeared.month) for appeared in window.all}
    )
    if len(months) == 1 and all(len(readings) == 1 for readings in bare):
        [(year, month)] = months
        if years <= {year}:
            return f"{year:04d}-{month:02d}"
    if len({appeared.year for appeared in window.all} | years) == 1:
        return f"{window.first.year:04d}"
    return None


def _nearest_year(day: Day, appeared: date) -> int | None:
    """The year in which a day with a month lies nearest to the day of appearance; None for a day of no year near."""
    dates = [_date(year, day.month, day.day) for year in range(appeared.year - 1, appeared.year + 2)]
    near = min((d for d in dates if d), key=lambda d: abs((d - appeared).days), default=None)
    return near.year if near else None


def _readings(named: tuple[Day, ...], at: int, window: _Window, wording: Wording) -> frozenset[date]:
    """The dates that a day without a month can mean, whenever in the window the article appeared.

    It is of the month of appearance; at a turn of the month also of the month beside, if near; and after a day with
    a month in the same article (10月30日…、2日) also of that month.
    """
    day = named[at].day
    near = timedelta(wording.turn_days)
    readings: set[date | None] = set()
    for appeared in window.all:
        readings.add(_date(appeared.year, appeared.month, day))
        beside = (appeared - near, appeared + near)
        readings.update(d for b in beside if (d := _date(b.year, b.month, day)) and abs(d - appeared) <= near)
    carried = next((d for d in reversed(named[:at]) if d.month), None)
    if carried:
        readings.update(_date(appeared.year, carried.month, day) for appeared in window.all)
    return frozenset(reading for reading in readings if reading)
