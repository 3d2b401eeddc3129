"""What the ending of a predicate says; the cases are in endings.txt."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
from caselines import Case, cases, each

from kg.analyse.chunk import Chunker
from kg.analyse.token import Tokenizer, open_tokenizer, tokenize
from kg.grammar import load_grammar

CASES = cases(Path(__file__).parent / "endings.txt")


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return open_tokenizer()


def test_cases_are_collected() -> None:
    assert len(CASES) == 40


@each(CASES)
def test_endings(case: Case, tokenizer: Tokenizer) -> None:
    words, lemma, says = case.fields(3)
    found = Chunker(load_grammar()).phrases(tokenize(tokenizer, words + "。"))
    assert len(found) == 1
    assert found[0].predicate
    assert found[0].lemma == lemma
    assert {name for name, said in asdict(found[0].ending).items() if said} == set(says.split())


@pytest.mark.parametrize("words", ["港。", "静かな港。", "首相は。", "昨日。"])
def test_what_is_no_predicate_has_no_ending(words: str, tokenizer: Tokenizer) -> None:
    for phrase in Chunker(load_grammar()).phrases(tokenize(tokenizer, words)):
        assert not phrase.predicate
        assert not any(asdict(phrase.ending).values())
