"""Which month or year a listing's neighbours settle; the cases are in contexts.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.read.days import Day, days
from kg.read.neighbours import contexts
from kg.read.wording import load_wording

CASES = yaml.safe_load((Path(__file__).parent / "contexts.yaml").read_text("utf-8"))


def test_cases_are_collected() -> None:
    assert len(CASES) == 19


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_contexts(case: dict[str, Any]) -> None:
    texts = [text for text, _ in case["listing"]]
    expected = tuple(None if context is None else str(context) for _, context in case["listing"])
    assert contexts(texts, load_wording()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年10月27〜28日に会談した。", [Day(2025, 10, 27, 28, True)]),
        ("27~29日に来日した。", [Day(None, None, 27, 29, True)]),
        ("27日から29日まで滞在した。", [Day(None, None, 27, 29, True)]),
        ("11月23日に訪問した。", [Day(None, 11, 23, 23, True)]),
        ("来日(10/27〜29)した。", [Day(None, 10, 27, 29, True)]),
        ("令和元年5月1日に即位した。", [Day(2019, 5, 1, 1, True)]),
        ("8日午前、9日の会合を終えた。", [Day(None, None, 8, 8, True), Day(None, None, 9, 9, False)]),
        ("25日に来日する予定だ。26日に会談した。", [Day(None, None, 25, 25, False), Day(None, None, 26, 26, True)]),
    ],
)
def test_days(text: str, expected: list[Day]) -> None:
    assert list(days(text, load_wording())) == expected


@pytest.mark.parametrize(
    "text",
    [
        "3日間滞在した。",
        "10日ぶりに会見した。",
        "来月5日に訪米した。",
        "昨年11月23日に訪問した。",
        "13/40と99日。",
        "約60分間協議した。",
    ],
)
def test_what_is_no_day_of_the_month(text: str) -> None:
    assert days(text, load_wording()) == ()


def test_no_text_gives_no_context() -> None:
    assert contexts([], load_wording()) == ()
