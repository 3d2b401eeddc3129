"""When two tellings are one event, and when they are not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from readings import IRIS, ONTOLOGY, filler, meeting, reading, two_articles, visit

from kg.model import Event, Kind, PartialDate, Reading, Span
from kg.write.key import key_of
from kg.write.label import event_label

TEXT = "小泉進次郎防衛相は11月23日に与那国島を訪問し、基地を見た。"
DAY = PartialDate(2025, 10, 28)


def iri(given: Reading, index: int = 0) -> str:
    event = given.events[index]
    return IRIS.event(event.type, key_of(event, ONTOLOGY.event_class(event.type), given.article.id).text)


def met(article: str, *names: str, day: PartialDate | None = DAY) -> str:
    text = "、".join(names) + "が会談した。"
    return iri(reading(article, text, meeting(text, *names, start=day)))


def test_two_articles_that_tell_of_one_meeting_name_one_node() -> None:
    one, two = two_articles()
    assert iri(one) == iri(two)


def test_labels_of_one_event_agree_across_articles() -> None:
    labels = {event_label(r.events[0], ONTOLOGY.event_class("Meeting"), ONTOLOGY) for r in two_articles()}
    assert labels == {"トランプ、高市早苗の会談（2025-10-28）"}


@pytest.mark.parametrize(
    ("names", "day"),
    [
        pytest.param(("甲", "乙"), PartialDate(2025, 10, 29), id="another day"),
        pytest.param(("甲", "丙"), DAY, id="another participant"),
        pytest.param(("甲", "乙", "丙"), DAY, id="one participant more"),
    ],
)
def test_what_tells_meetings_apart(names: tuple[str, ...], day: PartialDate) -> None:
    assert met("a", "甲", "乙") == met("b", "乙", "甲")
    assert met("a", "甲", "乙") != met("a", *names, day=day)


@pytest.mark.parametrize(
    ("names", "day"),
    [
        pytest.param(("甲", "乙"), None, id="no day"),
        pytest.param(("甲", "乙"), PartialDate(None, 10, 28), id="no year"),
        pytest.param(("甲", "乙"), PartialDate(2025, 10), id="a month alone"),
        pytest.param(("甲",), DAY, id="the other side unknown"),
    ],
)
def test_the_article_is_part_of_the_key_where_something_is_unknown(
    names: tuple[str, ...], day: PartialDate | None
) -> None:
    assert met("a", *names, day=day) != met("b", *names, day=day)


def test_two_statements_of_one_day_stay_two() -> None:
    text = "甲は乙に丙を述べ、丁を述べた。"
    whole = Span(0, len(text))
    said = [
        Event(
            "Statement",
            "s.s",
            Span(0, 1),
            whole,
            (filler(text, "agent", "甲"), filler(text, "recipient", "乙"), filler(text, "topic", topic, Kind.TOPIC)),
            start=DAY,
        )
        for topic in ("丙", "丁")
    ]
    given = reading("a", text, *said)
    assert iri(given, 0) != iri(given, 1)
    assert iri(given, 0) == iri(reading("b", text, said[0]))


def test_two_of_a_class_in_one_article_stay_two_where_nothing_else_tells_them_apart() -> None:
    text = "甲は述べた。甲は述べた。"
    said = Event("Statement", "s.s", Span(2, 4), Span(0, 6), (filler(text, "agent", "甲"),))
    given = reading("a", text, said, replace(said, trigger=Span(8, 10)))
    assert iri(given, 0) != iri(given, 1)


def test_the_order_of_fillers_is_nothing() -> None:
    one = visit(TEXT, year=2025)
    other = replace(one, fillers=one.fillers[::-1])
    assert iri(reading("a", TEXT, one)) == iri(reading("b", TEXT, other))


def test_labels_leave_out_what_is_not_known() -> None:
    visit_class = ONTOLOGY.event_class("Visit")
    whole = visit(TEXT, year=2025)
    cases = {
        "小泉進次郎、与那国島を訪問（2025-11-23）": whole,
        "小泉進次郎、訪問（11月23日）": replace(whole, fillers=whole.fillers[:1], start=PartialDate(None, 11, 23)),
        "与那国島を訪問（23日）": replace(whole, fillers=whole.fillers[1:], start=PartialDate(day=23)),
        "訪問（2025年11月）": replace(whole, fillers=(), start=PartialDate(2025, 11)),
        "訪問": replace(whole, fillers=(), start=None),
    }
    assert {event_label(event, visit_class, ONTOLOGY): event for event in cases.values()} == cases
