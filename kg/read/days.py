"""The days that an article of a listing names, as far as it names them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.read.wording import Wording


@dataclass(frozen=True, slots=True)
class Day:
    """A day as written: 2025年10月27〜28日 has all, 11月23日 no year, 25日 neither year nor month.

    `last` is the last day of a range in the same month, else `day`. `told` is true where the words make it the day of
    the article's own news: no plan, no day that only tells an older thing apart.
    """

    year: int | None
    month: int | None
    day: int
    last: int
    told: bool


def days(text: str, wording: Wording) -> tuple[Day, ...]:
    """The days of the text in order; counts of days (3日間) and days counted from another (来月5日) are left out."""
    return tuple(_found(text, wording, _pattern(wording)))


def _found(text: str, wording: Wording, pattern: re.Pattern[str]) -> Iterator[Day]:
    for match in pattern.finditer(text):
        month = match["month"] or match["slash_month"]
        day = int(match["day"] or match["slash_day"])
        last = int(match["last"] or match["slash_last"] or day)
        if text[: match.start()].endswith(wording.not_before_day) or not (0 < day < 32 and 0 < int(month or 1) < 13):
            continue
        planned = any(word in _sentence(text, match.start(), wording) for word in wording.plans)
        told = not planned and not text.startswith(wording.attributive, match.end())
        yield Day(_year(match, wording), int(month) if month else None, day, max(day, last), told)


def _year(match: re.Match[str], wording: Wording) -> int | None:
    if match["era"]:
        first = match["era_year"] == wording.first_year
        return wording.eras[match["era"]] + (1 if first else int(match["era_year"]))
    if not match["year"]:
        return None
    year = int(match["year"])
    return year if year > 99 else wording.short_years_from + year


def _sentence(text: str, at: int, wording: Wording) -> str:
    """The sentence around the character `at`."""
    stop = wording.sentence_ends[0]
    end = text.find(stop, at)
    return text[text.rfind(stop, 0, at) + 1 : end if end >= 0 else len(text)]


def _pattern(wording: Wording) -> re.Pattern[str]:
    """The forms of a day: 2025年10月27〜28日, 令和7年10月10日, 11月23日, 27〜29日, 25日, 10/27〜29."""

    def either(words: tuple[str, ...]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    year, month, day = re.escape(wording.year), re.escape(wording.month), re.escape(wording.day)
    era_year = rf"(?P<era>{either(tuple(wording.eras))})(?P<era_year>\d{{1,2}}|{re.escape(wording.first_year)})"
    years = rf"(?:(?:{era_year}|(?<!\d)(?P<year>\d{{4}}|\d{{2}})){year})?"
    until = rf"(?:{day})?(?:{either(wording.ranges)})"
    return re.compile(
        rf"{years}(?:(?<!\d)(?P<month>\d{{1,2}}){month})?(?<!\d)(?P<day>\d{{1,2}})(?:{until}(?P<last>\d{{1,2}}))?{day}"
        rf"(?!{either(wording.not_after_day)})"
        rf"|(?<![\d/.])(?P<slash_month>\d{{1,2}})(?:{either(wording.slashes)})(?P<slash_day>\d{{1,2}})"
        rf"(?:(?:{either(wording.ranges)})(?P<slash_last>\d{{1,2}}))?(?![\d/.])"
    )
