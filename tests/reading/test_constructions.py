"""Events through the ways in which sentences put them; the cases are in constructions.txt."""

from __future__ import annotations

from pathlib import Path

from caselines import Case, each
from toldevents import compare, dated_cases, read

from kg.pipeline import open_reader

CASES = dated_cases(Path(__file__).parent / "constructions.txt")


def test_cases_are_collected() -> None:
    assert len(CASES) == 206


@each(CASES)
def test_constructions(case: Case) -> None:
    compare(read(open_reader(), case.line, case.published), case.below)
