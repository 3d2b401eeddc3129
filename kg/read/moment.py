"""The day on which something was published, as the calendar in Japan has it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from kg.read.days import days
from kg.read.wording import Wording

JAPAN = timezone(timedelta(hours=9))  # has had no other time since 1951
_NUMBERS = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")


def japan_day(text: str, wording: Wording) -> str | None:
    """The ISO day of a moment as feeds and pages write it; None where it is no moment.

    "2025-10-27T23:40:00Z" is 2025-10-28 in Japan. A moment without an offset is taken as Japan's. Also read are
    "Mon, 27 Oct 2025 23:40:00 GMT", "2025/10/28 8:40", "20251028" and 2025年10月28日 8時40分.
    """
    text = " ".join(text.split())
    for form in (_iso, _mail):
        if moment := form(text):
            return (moment.astimezone(JAPAN) if moment.tzinfo else moment).date().isoformat()
    numbers = _NUMBERS.match(text)
    return _day(*map(int, numbers.groups())) if numbers else written_day(text, wording)


def written_day(text: str, wording: Wording) -> str | None:
    """The ISO day that the text names first with its year and month: 令和7年8月29日."""
    return next((_day(day.year, day.month, day.day) for day in days(text, wording) if day.year and day.month), None)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    """RFC 822's form. An offset of -0000 says that nobody knows it: UTC, as the standard has it."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
