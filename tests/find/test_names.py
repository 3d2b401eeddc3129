"""Who is meant by the names in sentences; the cases are in names.txt."""

from __future__ import annotations

from pathlib import Path

import pytest
from caselines import Case, each
from toldevents import compare, dated_cases, read

from kg.model import Kind
from kg.pipeline import open_reader

CASES = dated_cases(Path(__file__).parent / "names.txt")


def test_cases_are_collected() -> None:
    assert len(CASES) == 66


@each(CASES)
def test_names(case: Case) -> None:
    compare(read(open_reader(), case.line, case.published), case.below)


KINDS = [
    ("高市早苗首相", Kind.PERSON),
    ("アルダン・ベルスク氏", Kind.PERSON),
    ("フランス", Kind.COUNTRY),
    ("日本政府", Kind.COUNTRY),
    ("日本外務省", Kind.ORGANIZATION),
    ("自民党", Kind.ORGANIZATION),
    ("BRTA", Kind.ORGANIZATION),
    ("東京都", Kind.ORGANIZATION),
    ("ペルーの外相", Kind.POST),
]


@pytest.mark.parametrize(("words", "kind"), KINDS)
def test_kinds(words: str, kind: Kind) -> None:
    (event,) = read(open_reader(), f"{words}は北朝鮮を非難した。", "2025-11-23").events
    assert [filler.entity.kind for filler in event.filling("agent")] == [kind]


def test_people_without_a_full_name_are_one_within_an_article_and_two_across() -> None:
    """A surname that no table knows is nobody in particular outside its article."""
    text = "浦原市長は政府に抗議した。浦原市長は政府に支援を要請した。"
    keys = []
    for name in ("case-1", "case-2"):
        reading = read(open_reader(), text, "2025-11-23", name)
        agents = {filler.entity.key for event in reading.events for filler in event.filling("agent")}
        assert len(agents) == 1
        keys.append(agents)
    assert keys[0] != keys[1]


INFERRED = [
    ("高市早苗首相はインドを訪問した。", True),
    ("トランプ氏はインドを訪問した。", True),
    ("首相はインドを訪問した。", False),
]


@pytest.mark.parametrize(("text", "named"), INFERRED)
def test_whether_the_words_name_the_actor(text: str, named: bool) -> None:
    (event,) = read(open_reader(), text, "2025-11-23").events
    assert [filler.named for filler in event.filling("agent")] == [named]
