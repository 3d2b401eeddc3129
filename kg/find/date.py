"""Dates: the expressions of a text, and the day, month or year that each means."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from kg.grammar import Grammar
from kg.model import PartialDate, Span
from kg.value import value

_WIDE = str.maketrans("０１２３４５６７８９／", "0123456789/")
_WIDE_FIGURE = re.compile("[０-９／]")


@value(frozen=True, slots=True)
class Moment:
    """What an expression says of a date.

    Offsets count from the article's date, those of the unit in `told` from the date told before.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    year_offset: int | None = None
    month_offset: int | None = None
    day_offset: int | None = None
    week_offset: int | None = None
    weekday: int | None = None
    """0 is Monday, with which a week begins."""
    told: str | None = None
    """year, month, week or day, where the offset of that unit counts from the date told before."""


@value(frozen=True, slots=True)
class DateExpression:
    """A date of the text: 27〜29日 has a start and an end."""

    span: Span
    text: str
    start: Moment
    end: Moment | None = None
    until: bool = False
    """Whether the date is an end (22日まで)."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What an article knows of time: its own date, and the month and year that its neighbours leave no doubt of."""

    published: datetime.date | None = None
    context: PartialDate | None = None

    @classmethod
    def of(cls, published: str | None, context: str | None) -> Calendar:
        """The calendar of an ISO date or date-time and of an ISO month or year; what is no date counts as unknown."""
        return cls(_iso_date(published), _iso_partial(context))

    def resolve(self, moment: Moment, told: PartialDate | None, future: bool) -> PartialDate | None:
        """The date that is meant, without a day that its month does not have (2月29日 of 2025 is 2025-02).

        2025年1日 is 2025. None where it is unknown, and beyond the years 1 to 9999.
        """
        try:
            found = self._resolved(moment, told, future)
        except OverflowError:  # the day before the first of all, or after the last
            return None
        if found is None or (found.year is not None and not datetime.MINYEAR <= found.year <= datetime.MAXYEAR):
            return None
        if found.day is None or found.month is None:
            return PartialDate(found.year) if found.year is not None and found.month is None else found
        if _valid(found.year or 2000, found.month, found.day) is None:
            return PartialDate(found.year, found.month)
        return found

    def _resolved(self, moment: Moment, told: PartialDate | None, future: bool) -> PartialDate | None:
        """The date that is meant, the nearest such day: forward where `future`, else back; None where it is unknown."""
        year, month, day = moment.year, moment.month, moment.day
        base = self.published
        if moment.told and told is None:
            if base is None:
                return None
            told = PartialDate(base.year, base.month, base.day)
        if moment.told and told is not None:
            return _from_told(moment, told)
        if moment.week_offset is not None:
            return _in_week(base, moment.week_offset, moment.weekday) if base else None
        if moment.day_offset is not None:
            return _shifted(base, moment.day_offset) if base else None
        if moment.year_offset is not None:
            if base is None and (self.context is None or self.context.year is None):
                return PartialDate(None, month, day) if month else None
            origin = base.year if base else (self.context.year if self.context else None)
            return PartialDate((origin or 0) + moment.year_offset, month, day)
        if moment.month_offset is not None:
            if base is None:
                return PartialDate(None, None, day) if day else None
            at = base.year * 12 + base.month - 1 + moment.month_offset
            return PartialDate(at // 12, at % 12 + 1, day)
        if year is not None:
            return PartialDate(year, month, day)
        if base is None:
            return self._open(month, day, told)
        if month is not None:
            return _nearest_year(base, month, day, future)
        return _nearest_month(base, day, future) if day else None

    def _open(self, month: int | None, day: int | None, told: PartialDate | None) -> PartialDate:
        year = None
        if self.context is not None:
            year = self.context.year
            if month is None:
                month = self.context.month
        if month is None and told is not None:
            month, year = told.month, told.year or year
        elif year is None and told is not None:
            year = told.year
        if month is None and day is not None:
            year = None
        return PartialDate(year, month, day)


def _iso_date(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _iso_partial(text: str | None) -> PartialDate | None:
    hit = re.match(r"(\d{4})(?:-(\d{2}))?$", text or "")
    return PartialDate(int(hit[1]), int(hit[2]) if hit[2] else None) if hit else None


def _shifted(base: datetime.date, days: int) -> PartialDate:
    at = base + datetime.timedelta(days=days)
    return PartialDate(at.year, at.month, at.day)


def _in_week(base: datetime.date, weeks: int, weekday: int | None) -> PartialDate | None:
    """A day of the week that many after the one of `base`; without it the month or the year that the week lies in."""
    first = base + datetime.timedelta(days=7 * weeks - base.weekday())
    if weekday is not None:
        return _shifted(first, weekday)
    last = first + datetime.timedelta(days=6)
    if first.year != last.year:
        return None
    return PartialDate(first.year, first.month if first.month == last.month else None)


def _valid(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _from_told(moment: Moment, told: PartialDate) -> PartialDate | None:
    if moment.told == "year":
        year = told.year + (moment.year_offset or 0) if told.year else None
        return PartialDate(year, moment.month, moment.day) if year or moment.month else None
    if moment.told == "month":
        if told.month is None:
            return None
        at = (told.year or 0) * 12 + told.month - 1 + (moment.month_offset or 0)
        return PartialDate(at // 12 if told.year else None, at % 12 + 1, moment.day)
    if told.day is None:
        return None
    if moment.told == "week":
        base = _valid(told.year or 0, told.month or 0, told.day)
        return _in_week(base, moment.week_offset or 0, moment.weekday) if base else None
    if moment.day is not None:  # 翌29日: the day stands there, the month is the one told
        if told.month and moment.day < told.day and moment.day_offset == 1:
            at = (told.year or 0) * 12 + told.month
            return PartialDate(at // 12 if told.year else None, at % 12 + 1, moment.day)
        return PartialDate(told.year, told.month, moment.day)
    shift = moment.day_offset or 0
    full = _valid(told.year or 2000, told.month or 1, told.day)
    if full is None or (shift and told.month is None and not 1 <= told.day + shift <= 28):
        return None
    at_day = full + datetime.timedelta(days=shift)
    return PartialDate(at_day.year if told.year else None, at_day.month if told.month else None, at_day.day)


def _nearest_year(base: datetime.date, month: int, day: int | None, future: bool) -> PartialDate:
    year = base.year
    if (month, day or 1) > (base.month, base.day) and not future and not (day is None and month == base.month):
        told = _valid(year, month, day) if day else None
        if told is None or (told - base).days > _SOON:
            year -= 1
    elif (month, day or 31) < (base.month, base.day) and future:
        told = _valid(year, month, day) if day else None
        if told is None or (base - told).days > _LATELY:  # 4日から訪問すると発表した, told some days later
            year += 1
    return PartialDate(year, month, day)


_LATELY = 31
"""Days that a plan's day, told with its month, may lie before the day of publication."""
_SOON = 7
"""Days that the day of what occurred, told with its month, may lie behind it: an article that was written on."""
_AHEAD = 2
"""Days that a bare day of what occurred may lie behind the day of publication: last edits, other time zones."""


def _nearest_month(base: datetime.date, day: int, future: bool) -> PartialDate:
    soon = (_shifted(base, days) for days in range(1, _AHEAD + 1))
    near = next((date for date in soon if date.day == day), None)
    if not future and near is not None:
        return near
    step = 1 if future else -1
    at = base.year * 12 + base.month - 1
    for _ in range(3):
        found = _valid(at // 12, at % 12 + 1, day)
        if found and ((found >= base) if future else (found <= base)):
            return PartialDate(found.year, found.month, found.day)
        at += step
    return PartialDate(None, None, day)


def _folded(text: str) -> str:
    return text.translate(_WIDE) if _WIDE_FIGURE.search(text) else text


_UNITS = ("years", "months", "weeks", "days")
_WORDS = ("eras", *_UNITS, *(f"{unit}_told" for unit in _UNITS), "day_prefixes")
"""The lists of words, each with what it stands for."""
_WITHIN = {
    "within_year": Moment(year_offset=0),
    "within_month": Moment(month_offset=0),
    "within_week": Moment(week_offset=0),
}
"""The lists of words for what is left of a year, a month or a week."""


@dataclass(frozen=True)
class DateFinder:
    """Finds the date expressions of a text with the words of a grammar."""

    grammar: Grammar

    def find(self, text: str, offset: int = 0) -> tuple[DateExpression, ...]:
        """The dates of a text that starts at `offset`, from left to right; 3日間 is none."""
        return tuple(self._expressions(_folded(text), text, offset))

    def _expressions(self, folded: str, text: str, offset: int) -> Iterator[DateExpression]:
        at = 0
        while start := self._start.search(folded, at):
            hit = self._pattern.match(folded, start.start())
            if hit is None:
                at = start.end()
                continue
            at = max(hit.end(), hit.start() + 1)
            found = self._read(hit)
            if found:
                span = Span(hit.start() + offset, hit.end() + offset)
                yield DateExpression(span, text[hit.start() : hit.end()], *found)

    @cached_property
    def _start(self) -> re.Pattern[str]:
        """What every expression begins with: a figure or a word of the lists."""
        keys = (*_WORDS, *_WITHIN)
        words = {str(word)[0] for key in keys for word in self.grammar.table("dates", key)}
        return re.compile(f"[0-9{''.join(map(re.escape, sorted(words)))}]")

    @cached_property
    def _words(self) -> dict[str, dict[str, int]]:
        return {key: dict(self.grammar.table("dates", key)) for key in _WORDS}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        def either(key: str) -> str:
            words = self.grammar.table("dates", key)
            return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))

        units = self.grammar.table("dates", "units")
        y, m, d = units["year"], units["month"], units["day"]
        of = f"{self.grammar.table('dates', 'of')}?"
        year = (
            rf"(?:(?P<era>{either('eras')})(?P<era_year>{self.grammar.table('dates', 'first_year')}|\d{{1,2}}){y}"
            rf"|(?<!\d)(?P<year>(?:1[5-9]|20)\d\d){y}(?!{either('not_after_year')})"
            rf"|(?P<year_word>{either('years')}|{either('years_told')})(?!{either('not_after_word')}))"
        )
        month = (
            rf"(?:(?<![\d.])(?P<month>1[0-2]|0?[1-9]){m}(?!{either('not_after_month')})"
            rf"|(?P<month_word>{either('months')}|{either('months_told')})(?!{either('not_after_word')}))"
        )
        number = r"(?:3[01]|[12]\d|0?[1-9])"
        rest = f"(?!{either('not_after_day')})"
        both = f"(?:{either('both_days')})"
        join = f"(?:{either('ranges')})"
        listed = f"(?:{either('lists')})"
        about = rf"(?:\d{{1,2}}(?:{either('minutes')})|{either('about')})*"
        clock = rf"(?:(?:{either('times')})?\d{{1,2}}(?:{either('clock')}){about})"
        hour = rf"(?:{of}(?:(?:{either('times')})(?!\d)|{clock}))?"
        day = (
            rf"(?:(?:(?P<day_prefix>{either('day_prefixes')})?(?<![\d.,])(?P<from>{number})(?:{d}{hour})?{join}"
            rf"(?:(?P<to_month>1[0-2]|0?[1-9]){m})?(?P<to>{number}){d}{rest}{hour})"
            rf"|(?:(?<![\d.,])(?P<from1>{number}){d}?{listed}(?P<to1>{number}){both})"
            rf"|(?:(?P<day_prefix1>{either('day_prefixes')})?(?<![\d.,])(?P<day>{number}){d}{rest})"
            rf"|(?P<day_word>{either('days')}|{either('days_told')})(?!{either('not_after_word')}))"
        )
        seasons, behind = ("".join(self.grammar.table("dates", key)) for key in ("seasons", "after_season"))
        word = f"(?<=[{seasons}])(?![{behind}])[一-龥]"  # of which a season is a part: 春闘
        part = f"(?:{of}(?:{either('parts')})(?!{word}))?"
        slash = (
            rf"(?<![\d/])(?:(?P<slash_year>20\d\d)/)?(?P<slash_month>1[0-2]|0?[1-9])/(?P<slash_day>{number})"
            rf"(?:{join}(?:(?P<slash_to_month>1[0-2]|0?[1-9])/)?(?P<slash_to>{number}))?(?![\d/])"
        )
        weekdays, of_week = "".join(self.grammar.table("dates", "weekdays")), self.grammar.table("dates", "weekday")
        week = (
            rf"(?:(?P<week_word>{either('weeks')}|{either('weeks_told')})(?!{either('not_after_word')})"
            rf"(?:{of}(?P<weekday>[{weekdays}]){of_week}{d}?{hour}|{either('parts_of_week')})?)"
        )
        within = "|".join(f"(?P<{key}>{either(key)})" for key in _WITHIN)
        return re.compile(
            rf"(?:{year}{of})?(?:{month}{of})?{day}{hour}|{slash}|(?:{year.replace('?P<', '?P<a_')}{of})?"
            rf"{month.replace('?P<', '?P<a_')}{part}|{year.replace('?P<', '?P<b_')}{part}|{week}|{within}"
        )

    def _read(self, hit: re.Match[str]) -> tuple[Moment, Moment | None] | None:
        groups = {
            k.removeprefix("a_").removeprefix("b_").replace("from1", "from").replace("to1", "to"): v
            for k, v in hit.groupdict().items()
            if v is not None
        }
        for key, moment in _WITHIN.items():
            if key in groups:
                return moment, None
        if "slash_month" in groups:
            start = Moment(
                int(groups["slash_year"]) if "slash_year" in groups else None,
                int(groups["slash_month"]),
                int(groups["slash_day"]),
            )
            if "slash_to" not in groups:
                return start, None
            to_month = int(groups.get("slash_to_month", groups["slash_month"]))
            return start, replace(start, month=to_month, day=int(groups["slash_to"]))
        start = self._moment(groups)
        if "to" in groups:
            end = replace(start, day=int(groups["to"]))
            if "to_month" in groups:
                end = replace(end, month=int(groups["to_month"]), month_offset=None)
            return replace(start, day=int(groups["from"])), end
        return start, None

    def _moment(self, groups: dict[str, str]) -> Moment:
        words = self._words
        year, month, day = (int(groups[k]) if k in groups else None for k in ("year", "month", "day"))
        moment = Moment(year, month, day)
        if "era" in groups:
            count = groups["era_year"]
            moment = replace(moment, year=words["eras"][groups["era"]] + (int(count) if count.isdigit() else 1))
        if word := groups.get("year_word"):
            told = word in words["years_told"]
            moment = replace(
                moment,
                year_offset=words["years_told" if told else "years"][word],
                told="year" if told else None,
            )
        if word := groups.get("month_word"):
            told = word in words["months_told"]
            moment = replace(
                moment, month_offset=words["months_told" if told else "months"][word], told="month" if told else None
            )
        if word := groups.get("week_word"):
            told = word in words["weeks_told"]
            at = groups.get("weekday")
            moment = replace(
                moment,
                week_offset=words["weeks_told" if told else "weeks"][word],
                weekday=self.grammar.table("dates", "weekdays").index(at) if at else None,
                told="week" if told else None,
            )
        if word := groups.get("day_word"):
            told = word in words["days_told"]
            moment = replace(
                moment, day_offset=words["days_told" if told else "days"][word], told="day" if told else None
            )
        if prefix := groups.get("day_prefix") or groups.get("day_prefix1"):
            moment = replace(moment, day_offset=words["day_prefixes"][prefix], told="day")
        return moment
