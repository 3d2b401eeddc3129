"""Which dates words mean; the cases are in dates.txt, dates_after_a_date.txt and no_dates.txt."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from caselines import Case, cases, each

from kg.find.date import Calendar, DateFinder
from kg.grammar import load_grammar
from kg.model import PartialDate

HERE = Path(__file__).parent
CASES = cases(HERE / "dates.txt")
AFTER = cases(HERE / "dates_after_a_date.txt")
NONE = cases(HERE / "no_dates.txt")

# What a word may stand before without changing its meaning.
FRAMES = ["{}に協議した。", "両国は{}に協議した。", "両国は、{}、首都で協議した。"]


@pytest.fixture(scope="module")
def finder() -> DateFinder:
    return DateFinder(load_grammar())


def meaning(finder: DateFinder, words: str, calendar: Calendar, told: PartialDate | None, future: bool) -> str:
    """The date of the one expression in the words: 2025-10-27 to 2025-10-29."""
    (found,) = finder.find(words)
    moments = [found.start] if found.end is None else [found.start, found.end]
    dates = [calendar.resolve(moment, told, future) for moment in moments]
    return " to ".join(date.lexical if date else "nothing" for date in dates)


def partial(lexical: str) -> PartialDate:
    """A date of its XSD form."""
    year, month, day = re.fullmatch(r"(?:(\d{4})|-)(?:-(\d\d)|-)?(?:-(\d\d))?", lexical).groups()  # type: ignore[union-attr]
    return PartialDate(*(int(part) if part else None for part in (year, month, day)))


def test_cases_are_collected() -> None:
    assert (len(CASES), len(AFTER), len(NONE)) == (93, 27, 46)


@each(CASES)
def test_dates(case: Case, finder: DateFinder) -> None:
    words, day, direction, expected = case.fields(4)
    assert direction in ("back", "forward")
    calendar = Calendar.of(None, day[1:]) if day.startswith("~") else Calendar.of(day, None)
    for frame in FRAMES:
        assert meaning(finder, frame.format(words), calendar, None, direction == "forward") == expected


@each(AFTER)
def test_dates_counted_from_the_one_told_before(case: Case, finder: DateFinder) -> None:
    words, told, expected = case.fields(3)
    calendar = Calendar.of("2025-11-23", None)
    assert meaning(finder, f"{words}に協議した。", calendar, partial(told), False) == expected


@each(NONE)
def test_what_is_no_date(case: Case, finder: DateFinder) -> None:
    for frame in ("{}", "両国は{}の協議を終えた。", "首相は{}、協議した。"):
        assert finder.find(frame.format(case.line)) == ()


@each(CASES)
def test_an_expression_is_the_slice_at_its_span(case: Case, finder: DateFinder) -> None:
    text = f"両国は{case.fields(4)[0]}に協議した。"
    for found in finder.find(text):
        assert found.text == found.span.of(text)
        assert case.fields(4)[0].startswith(found.text)


def test_expressions_come_from_left_to_right(finder: DateFinder) -> None:
    found = finder.find("首相は8日に着き、9日に会談し、11月中に帰国する。")
    assert [date.text for date in found] == ["8日", "9日", "11月"]


@pytest.mark.parametrize("given", [None, "", "きのう", "2025-13-40", "23 Nov 2025"])
def test_what_is_no_iso_date_counts_as_unknown(given: str | None) -> None:
    assert Calendar.of(given, None) == Calendar()


def test_a_date_with_its_time_is_a_date() -> None:
    assert Calendar.of("2025-11-23T10:00:00+09:00", None) == Calendar.of("2025-11-23", None)
