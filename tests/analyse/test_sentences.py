"""Where sentences end; the cases are in sentences.txt."""

from __future__ import annotations

from pathlib import Path

from caselines import Case, cases, each

from kg.analyse.sentence import sentences

CASES = cases(Path(__file__).parent / "sentences.txt")


def test_cases_are_collected() -> None:
    assert len(CASES) == 25


@each(CASES)
def test_sentences(case: Case) -> None:
    marked = case.line.replace("⏎", "\n")
    text = marked.replace("｜", "")
    expected = [part.strip().lstrip("▽■◆●▲").rstrip("▽") for part in marked.split("｜")]
    assert [span.of(text) for span in sentences(text)] == expected


@each(CASES)
def test_sentences_of_a_part_count_from_the_start_of_the_text(case: Case) -> None:
    text = case.line.replace("｜", "").replace("⏎", "\n")
    before, behind = "前の段落。", "次の段落。"
    alone = [(span.start + len(before), span.end + len(before)) for span in sentences(text)]
    inside = sentences(before + text + behind, len(before), len(before + text))
    assert [(span.start, span.end) for span in inside] == alone


def test_a_quotation_that_nothing_closes_within_reach_is_a_slip() -> None:
    text = "首相は「" + "長い話が続いた。" * 100 + "」と述べた。"
    assert len(list(sentences(text))) > 50


def test_no_text_has_no_sentence() -> None:
    assert list(sentences("")) == []
    assert list(sentences(" \n　▽\n")) == []
