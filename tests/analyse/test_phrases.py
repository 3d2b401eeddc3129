"""How sentences fall into phrases, and how each joins what follows; the cases are in phrases.txt."""

from __future__ import annotations

from pathlib import Path

import pytest
from caselines import Case, cases, each

from kg.analyse.chunk import Chunker
from kg.analyse.phrase import Phrase
from kg.analyse.token import Tokenizer, open_tokenizer, surface_of, tokenize
from kg.grammar import load_grammar

CASES = cases(Path(__file__).parent / "phrases.txt")


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return open_tokenizer()


def phrases(tokenizer: Tokenizer, text: str) -> tuple[Phrase, ...]:
    return Chunker(load_grammar()).phrases(tokenize(tokenizer, text))


def shown(phrase: Phrase) -> str:
    case = f"/{phrase.case}" if phrase.case else ""
    return f"{phrase.text}|{surface_of(phrase.function)}:{phrase.link}{case}"


def test_cases_are_collected() -> None:
    assert len(CASES) == 40


@each(CASES)
def test_phrases(case: Case, tokenizer: Tokenizer) -> None:
    words = [phrase.rpartition(":")[0].replace("|", "") for phrase in case.line.split()]
    text = "".join(words) + "。"
    assert " ".join(shown(p) for p in phrases(tokenizer, text)) == case.line


def test_phrases_know_where_they_stand(tokenizer: Tokenizer) -> None:
    text = "首相は、港（北側）を訪れ、「船は出る。必ずだ」と述べた。"
    for phrase in phrases(tokenizer, text):
        assert phrase.span.of(text).startswith(phrase.content[0].surface)
        assert text[phrase.start : phrase.end].startswith(phrase.text)


def test_brackets_hang_on_the_word_before_them(tokenizer: Tokenizer) -> None:
    first = phrases(tokenizer, "防衛相（前外相）は基地を視察した。")[0]
    assert (first.text, [bracket.surface for bracket in first.brackets]) == ("防衛相", ["（前外相）"])


def test_a_quotation_holds_the_tokens_inside(tokenizer: Tokenizer) -> None:
    quoted = phrases(tokenizer, "首相は「船は『明日』出る」と述べた。")[1]
    assert quoted.text == "「船は『明日』出る」"
    assert surface_of(quoted.head.inner) == "船は『明日』出る"


def test_a_bracket_that_nothing_closes_swallows_nothing(tokenizer: Tokenizer) -> None:
    assert [p.text for p in phrases(tokenizer, "首相は「港を訪れた。")] == ["首相", "港", "訪れ"]


@pytest.mark.parametrize(("text", "comma"), [("首相は、訪れた。", True), ("首相は訪れた。", False)])
def test_a_comma_behind_a_phrase_is_kept(tokenizer: Tokenizer, text: str, comma: bool) -> None:
    assert phrases(tokenizer, text)[0].comma is comma


def test_a_topic_with_a_case_keeps_both(tokenizer: Tokenizer) -> None:
    first = phrases(tokenizer, "中国には書簡を送った。")[0]
    assert (first.case, first.topic) == ("に", True)


@pytest.mark.parametrize("space", ["\u2028", "\u2029", "\x85", "\u00a0", "\u3000"])
def test_no_phrase_is_made_of_spaces(space: str, tokenizer: Tokenizer) -> None:
    found = phrases(tokenizer, f"日米韓で緊密に連携す{space}る")
    assert [phrase.text for phrase in found if not phrase.text.strip()] == []
