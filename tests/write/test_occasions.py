"""Which events with other dates are linked, and that the links follow what articles there are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from built import build, disputed_news
from readings import BUILD, IRIS, ONTOLOGY, meeting, reading

from kg.keep.withdraw import withdraw
from kg.model import PartialDate, Reading, Status
from kg.write.occasion import joined
from kg.write.quads import merged, quads_of

OCCURRED, PLANNED = Status.OCCURRED, Status.PLANNED


def told(
    article: str, start: str, status: Status = OCCURRED, issued: str = "2026-03-30", names: str = "甲乙"
) -> Reading:
    """A meeting of two on `start`: 2026-03-26, 2026-03-26/2026-03-29, 2026-03, or nothing."""
    text = f"{'と'.join(names)}が会談した。"
    first, _, last = start.partition("/")
    event = meeting(text, *names, start=day(first), status=status)
    return reading(article, text, replace(event, end=day(last)), published=issued)


def day(lexical: str) -> PartialDate | None:
    return PartialDate(*map(int, lexical.split("-"))) if lexical else None


def links(*given: Reading) -> set[str]:
    """The links of the graph of these readings, as `first sameOccasion second`, an event named by its article."""
    lines = list(joined(merged(quads_of(r, ONTOLOGY, IRIS, BUILD) for r in given), ONTOLOGY))
    names = {line.split()[0]: line.split()[-2].rsplit("/", 1)[-1][:-1] for line in lines if "#status>" in line}
    found = [line.split() for line in lines if line.split()[0] in names and len(line.split()) == 4]
    return {f"{names[s]} {p.rsplit('#', 1)[-1][:-1]} {names[o]}" for s, p, o, _ in found}


def linked(relation: str, *pair: str) -> set[str]:
    one, other = pair
    if relation == "otherDay":
        return {f"{one} otherDay {other}", f"{other} otherDay {one}"}
    return {f"{one} {relation} {other}", f"{one} sameOccasion {other}", f"{other} sameOccasion {one}"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(
            told("b", "2026-03-28"), told("a", "2026-03-26/2026-03-29"), linked("withinDaysOf", "b", "a"), id="a day"
        ),
        pytest.param(
            told("b", "2026-03-28"),
            told("a", "2026-03-26/2026-03-29", PLANNED),
            linked("withinDaysOf", "b", "a") | linked("happeningOf", "b", "a"),
            id="a planned range",
        ),
        pytest.param(
            told("b", "2026-03-28"), told("a", "", PLANNED, "2026-03-01"), linked("happeningOf", "b", "a"), id="no day"
        ),
        pytest.param(
            told("b", "2026-03-28"),
            told("a", "2026-03", PLANNED, "2025-11-01"),
            linked("happeningOf", "b", "a"),
            id="a month, however long before",
        ),
        pytest.param(told("b", "2026-03-28"), told("a", "2026-03-29"), linked("otherDay", "b", "a"), id="the next day"),
        pytest.param(
            told("b", "9999-12-30"), told("a", "9999-12-31"), linked("otherDay", "b", "a"), id="the last day of all"
        ),
        pytest.param(
            told("b", "9999-12-31"),
            told("a", "", PLANNED, "9999-11-01"),
            linked("happeningOf", "b", "a"),
            id="no day, at the end of days",
        ),
    ],
)
def test_what_is_linked(one: Reading, other: Reading, expected: set[str]) -> None:
    assert links(one, other) == links(other, one) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(told("b", "2026-03-28"), told("a", "2026-03-21"), id="a week apart"),
        pytest.param(told("b", "2026-03-28"), told("a", "2026-03-26/2026-03-29", names="甲丙"), id="other actors"),
        pytest.param(told("b", "2026-03-28"), told("a", "", PLANNED, "2026-03-29"), id="planned after it"),
        pytest.param(told("b", "2026-03-28"), told("a", "", PLANNED, "2025-03-01"), id="planned a year before"),
        pytest.param(
            told("b", "2026-03-28"), told("a", "2026-04", PLANNED, "2026-03-01"), id="planned for another month"
        ),
        pytest.param(told("b", "2026-03-28"), told("a", ""), id="no day, and no plan"),
        pytest.param(told("b", "", PLANNED, "2026-03-02"), told("a", "", PLANNED, "2026-03-01"), id="two plans"),
        pytest.param(
            told("b", "2026-03-28", Status.DENIED), told("a", "", PLANNED, "2026-03-01"), id="a plan that was denied"
        ),
    ],
)
def test_what_is_not_linked(one: Reading, other: Reading) -> None:
    assert links(one, other) == set()


def test_two_that_one_article_tells_of_are_two() -> None:
    events = [r.events[0] for r in (told("a", "2026-03-28"), told("a", "2026-03-26/2026-03-29"))]
    given = told("a", "2026-03-28")
    assert links(replace(given, events=tuple(events))) == set()


def test_a_plan_meets_the_first_that_happened_after_it() -> None:
    plan = told("plan", "", PLANNED, "2026-03-01")
    given = (told("before", "2026-02-20"), told("first", "2026-03-10"), told("second", "2026-03-20"), plan)
    assert links(*given) == linked("happeningOf", "first", "plan")


def test_two_days_inside_one_range_are_not_linked_as_one() -> None:
    given = (told("r", "2026-03-10/2026-03-20"), told("a", "2026-03-11"), told("b", "2026-03-19"))
    assert links(*given) == linked("withinDaysOf", "a", "r") | linked("withinDaysOf", "b", "r")


@pytest.mark.parametrize("gone", ["range", "inside", "plan", "done", "day-1"])
def test_a_withdrawn_article_takes_its_links_along(gone: str, tmp_path: Path) -> None:
    given = disputed_news()
    build(tmp_path / "all", *given)
    withdraw(tmp_path / "all", [gone])
    build(tmp_path / "rest", *(r for r in given if r.article.id != gone))
    assert (tmp_path / "all" / "graph.nq").read_bytes() == (tmp_path / "rest" / "graph.nq").read_bytes()


def test_words_that_look_like_a_link_stay() -> None:
    given = reading("a", "甲と乙が会談した。", title="<https://w3id.org/kijigraph/ontology#sameOccasion> <x:y> .")
    lines = quads_of(given, ONTOLOGY, IRIS, BUILD)
    assert list(joined(lines, ONTOLOGY)) == lines
