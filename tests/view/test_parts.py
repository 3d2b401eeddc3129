"""Layout, marks and dates on their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import report

import kg.view
from kg.keep.event import MentionView
from kg.view.layout import Box, place
from kg.view.network import date_text
from kg.view.sentence import pieces
from kg.view.texts import load

VIEW = Path(kg.view.__file__).parent


def overlaps(spots: list[tuple[int, int]], boxes: list[Box]) -> int:
    pairs = ((i, j) for i in range(len(boxes)) for j in range(i))
    return sum(
        abs(spots[i][0] - spots[j][0]) < (boxes[i].width + boxes[j].width) / 2
        and abs(spots[i][1] - spots[j][1]) < (boxes[i].height + boxes[j].height) / 2
        for i, j in pairs
    )


@pytest.mark.parametrize("count", [1, 2, 3, 40, 200])
def test_no_two_labels_overlap(count: int) -> None:
    boxes = [Box(60 + 7 * (n % 9), 20 + 6 * (n % 4)) for n in range(count)]
    edges = [(n // 3, n) for n in range(1, count) if n % 7]
    assert overlaps(place(boxes, edges, count), boxes) == 0


def test_linked_boxes_stand_nearer_than_others() -> None:
    boxes = [Box(60, 30)] * 61
    edges = [(0, n) for n in range(1, 31)] + [(31, n) for n in range(32, 61)] + [(0, 31)]
    spots = place(boxes, edges, 61)

    def away(a: int, b: int) -> float:
        return float(((spots[a][0] - spots[b][0]) ** 2 + (spots[a][1] - spots[b][1]) ** 2) ** 0.5)

    nearer = sum(away(0, n) < away(31, n) for n in range(1, 31))
    assert nearer >= 27


def test_later_boxes_stand_about_one_that_they_are_linked_to() -> None:
    boxes = [Box(60, 30)] * 30
    spots = place(boxes, [(n, n + 10) for n in range(20)], 10)
    for n in range(10):
        assert 0 < abs(spots[n][0] - spots[n + 10][0]) + abs(spots[n][1] - spots[n + 10][1]) < 300


def mention(role: str, start: int, words: str) -> MentionView:
    return MentionView(role, "x", start, start + len(words), words)


MARKS = [
    (
        "中国は撤回を求めた",
        "求め",
        (mention("agent", 0, "中国"), mention("topic", 3, "撤回")),
        [("中国", "agent"), ("は", ""), ("撤回", "topic"), ("を", ""), ("求め", "trigger"), ("た", "")],
    ),
    # The second 会談 is the trigger: the first belongs to the topic.
    (
        "会談の開催で会談",
        "会談",
        (mention("topic", 0, "会談の開催"),),
        [("会談の開催", "topic"), ("で", ""), ("会談", "trigger")],
    ),
    # A word inside the trigger's own compound: the trigger is kept whole.
    ("訪米した", "訪米", (mention("place", 1, "米"),), [("訪米", "trigger"), ("した", "")]),
    # A filler within another.
    (
        "日本の防衛費",
        "",
        (mention("topic", 0, "日本の防衛費"), mention("recipient", 0, "日本")),
        [("日本", "recipient"), ("の防衛費", "topic")],
    ),
    # A mention in another sentence of the article marks nothing here.
    ("合意した", "合意", (mention("participant", 40, "両国"),), [("合意", "trigger"), ("した", "")]),
    ("", "", (), []),
]


@pytest.mark.parametrize(("text", "trigger", "mentions", "expected"), MARKS)
def test_marks(text: str, trigger: str, mentions: tuple[MentionView, ...], expected: list[tuple[str, str]]) -> None:
    assert pieces(report(text, trigger, mentions)) == expected


def test_marks_count_from_the_sentence_not_from_the_article() -> None:
    told = report("中国は抗議した", "抗議", (mention("agent", 100, "中国"),), start=100)
    assert pieces(told) == [("中国", "agent"), ("は", ""), ("抗議", "trigger"), ("した", "")]


def test_every_word_of_the_page_is_said_somewhere() -> None:
    code = "".join(
        p.read_text(encoding="utf-8") for p in sorted(VIEW.rglob("*")) if p.suffix in {".py", ".js", ".html"}
    )
    words = load().text
    assert len(words) > 30
    assert [key for key in words if f'"{key}"' not in code] == []


@pytest.mark.parametrize(
    ("lexical", "ja", "en"),
    [
        ("2025-10-28", "2025/10/28", "2025/10/28"),
        ("2025-10", "2025/10", "2025/10"),
        ("2025", "2025", "2025"),
        ("--10-28", "10/28", "10/28"),
        ("--10", "10月", "month 10"),
        ("---08", "8日", "day 8"),
        (None, "", ""),
    ],
)
def test_dates(lexical: str | None, ja: str, en: str) -> None:
    words = load()
    assert (date_text(lexical, "ja", words), date_text(lexical, "en", words)) == (ja, en)
