"""What becomes of events: status, claims, dates, one told twice, stances; each noun has its file of cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from caselines import Case
from toldevents import compare, dated_cases, read

from kg.pipeline import open_reader

HERE = Path(__file__).parent
COUNTS = {"claims": 16, "merges": 12, "stances": 8, "status": 38, "whens": 14}
CASES = {name: dated_cases(HERE / f"{name}.txt") for name in COUNTS}
ALL = [case for collected in CASES.values() for case in collected]


def test_cases_are_collected() -> None:
    assert sorted(file.stem for file in HERE.glob("*.txt")) == sorted(COUNTS)
    assert {name: len(collected) for name, collected in CASES.items()} == COUNTS


@pytest.mark.parametrize("case", ALL, ids=[case.place for case in ALL])
def test_settled(case: Case) -> None:
    compare(read(open_reader(), case.line, case.published), case.below)
