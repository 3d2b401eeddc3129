"""Which articles repeat another's text, whatever the order and the number of the articles; see repeats.yaml."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.model import Article
from kg.read.repeat import with_repeats
from kg.read.wording import load_wording

PAGE = load_wording().page
FILE = yaml.safe_load(Path(__file__).with_name("repeats.yaml").read_text("utf-8"))
FIRST = Article("first", FILE["first"], published="2026-03-10")


def repeated(*articles: Article) -> dict[str, str]:
    """The ids of the articles that repeat another, with that other's."""
    return {article.id: article.repeats.id for article in with_repeats(articles, PAGE) if article.repeats}


def test_there_are_cases_of_both_kinds() -> None:
    assert [len(FILE["repeats"]), len(FILE["others"])] == [7, 8]


@pytest.mark.parametrize("case", FILE["repeats"], ids=lambda case: case["name"])
def test_a_repeat(case: Mapping[str, Any]) -> None:
    assert repeated(FIRST, Article("other", case["text"], published=case.get("published"))) == {"other": "first"}


@pytest.mark.parametrize("case", FILE["others"], ids=lambda case: case["name"])
def test_no_repeat(case: Mapping[str, Any]) -> None:
    other = Article("other", case["text"], published=case.get("published", "2026-03-10"))
    assert repeated(replace(FIRST, text=case.get("of", FIRST.text)), other) == {}


def test_the_first_telling_does_not_depend_on_the_order() -> None:
    articles = [
        replace(FIRST, id="undated", published=None),
        replace(FIRST, id="later", published="2026-03-11"),
        replace(FIRST, id="same-day-b"),
        replace(FIRST, id="same-day-a"),
        replace(FIRST, id="same-day-fuller", text=FIRST.text + "会談は30分だった。"),
    ]
    for order in itertools.permutations(articles):
        found = repeated(*order)
        assert set(found) == {"undated", "later", "same-day-a", "same-day-b"}
        assert set(found.values()) == {"same-day-fuller"}


def test_what_repeats_a_repeat_repeats_the_first() -> None:
    """Each differs a little from the one before, the last too much from the first: it repeats none of them."""
    cut = [FIRST.text[n:] for n in (0, 6, 40)]
    assert repeated(*(replace(FIRST, id=str(n), text=text) for n, text in enumerate(cut))) == {"1": "0", "2": "0"}
    marked = with_repeats([replace(FIRST, id=str(n), text=text) for n, text in enumerate(cut)], PAGE)
    assert all(article.repeats is None or article.repeats.repeats is None for article in marked)


def test_among_many_the_same_are_found() -> None:
    """Beyond a hundred articles, candidates come from an index: what is compared one by one gives the same."""
    dice = random.Random(7)
    words = re.findall("..", "首相外相訪米会談関税同盟制裁合意批判支援台湾韓国停戦首脳議会")
    sentences = [f"{one}は{two}と{three}。" for one, two, three in itertools.permutations(words, 3)]
    articles = [Article(f"a{n:03d}", "".join(dice.sample(sentences, 24)), published="2026-03-10") for n in range(120)]
    copies = [
        replace(articles[n], id=f"b{n:03d}", text="【共同】" + articles[n].text[: 170 - n]) for n in range(0, 60, 3)
    ]
    everything = [*articles, *copies]
    dice.shuffle(everything)
    expected = {copy.id: f"a{copy.id[1:]}" for copy in copies}
    assert repeated(*everything) == expected


def test_the_articles_stay_as_they_are_otherwise() -> None:
    other = replace(FIRST, id="other", title="別の題", url="https://b.example.jp/")
    one, two = with_repeats([other, FIRST], PAGE)
    assert (one, two) == (replace(other, repeats=FIRST), FIRST)
