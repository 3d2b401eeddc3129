"""Posts with their terms: the words for them, and who held which from when to when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import Entity, PartialDate

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_FIRST, _LAST = (0, 0, 0), (9999, 99, 99)


@dataclass(frozen=True, slots=True)
class Title:
    """A word beside a name: 防衛大臣, whose canonical form is 防衛相."""

    word: str
    canonical: str
    kind: str
    """`post` (one may hold it), `honorific` (氏) or `role` (容疑者)."""
    head: bool = False
    """Whether longer titles end in it: 相 in こども政策担当相."""


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in one post; a side that is None is open or unknown."""

    person: Entity
    post: str
    country: str | None = None
    organization: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    shared: bool = False
    """Whether several people hold such a post at once (副首相)."""

    def may_cover(self, on: PartialDate | None) -> bool:
        """Whether some day of `on` lies in the term, both ends included; a date without its year may be any."""
        if on is None or on.year is None:
            return True
        return earliest(self.start) <= latest(on) and earliest(on) <= latest(self.end)

    def overlaps(self, other: Term) -> bool:
        """Whether the two share a day however their partial dates are read; the day of a handover is none."""
        start = max(latest(self.start, _FIRST), latest(other.start, _FIRST))
        return start < min(earliest(self.end, _LAST), earliest(other.end, _LAST))


def read_date(text: str) -> PartialDate | None:
    """The date that 2025, 2025-10 or 2025-10-21 gives, or None for an empty text; ValueError for any other text."""
    if not text:
        return None
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in found.groups())
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        raise ValueError(text)
    return PartialDate(year, month, day)


def earliest(date: PartialDate | None, unknown: tuple[int, int, int] = _FIRST) -> tuple[int, int, int]:
    """The first day that a partial date may be, as (year, month, day)."""
    return unknown if date is None or date.year is None else (date.year, date.month or 1, date.day or 1)


def latest(date: PartialDate | None, unknown: tuple[int, int, int] = _LAST) -> tuple[int, int, int]:
    """The last day that a partial date may be, as (year, month, day)."""
    return unknown if date is None or date.year is None else (date.year, date.month or 12, date.day or 31)
