"""Which phrase leans on which; the cases are in trees.txt."""

from __future__ import annotations

from pathlib import Path

import pytest
from caselines import Case, cases, each

from kg.analyse.token import surface_of
from kg.parse.tree import Tree
from kg.pipeline import open_reader

CASES = cases(Path(__file__).parent / "trees.txt")
NOTHING = "・"


def tree_of(text: str) -> Tree:
    (tree,) = open_reader().trees(text)
    return tree


def index(tree: Tree, words: str) -> int:
    """The phrase that begins with the words: the only one, or the only one that is no more than they are."""
    whole = [phrase.text + surface_of(phrase.function) for phrase in tree.phrases]
    found = [i for i, text in enumerate(whole) if text.startswith(words)]
    exact = [i for i in found if tree.phrases[i].text == words or whole[i] == words]
    (one,) = found if len(found) == 1 else exact
    return one


def test_cases_are_collected() -> None:
    assert len(CASES) == 30
    assert sum(len(case.below) for case in CASES) == 97


@each(CASES)
def test_trees(case: Case) -> None:
    tree = tree_of(case.line)
    for line in case.below:
        phrase, arrow, head = line.split()
        i = index(tree, phrase)
        assert (i in tree.equals) is (arrow == "＋"), line
        assert tree.heads[i] == (-1 if head == NOTHING else index(tree, head)), line


@each(CASES)
def test_a_tree_has_one_root_and_no_circle(case: Case) -> None:
    tree = tree_of(case.line)
    assert [i for i, head in enumerate(tree.heads) if head < 0] == [len(tree.phrases) - 1]
    for i in range(len(tree.phrases)):
        assert len(list(tree.chain(i))) < len(tree.phrases)


GROUPS = [
    ("フランス、ドイツ、英国の外相が会談した。", "英国", ["フランス", "ドイツ", "英国"]),
    ("日本とフランスは協定に署名した。", "フランス", ["日本", "フランス"]),
    ("日本はフランスと協定に署名した。", "フランス", ["フランス"]),
]


@pytest.mark.parametrize(("text", "last", "expected"), GROUPS)
def test_groups(text: str, last: str, expected: list[str]) -> None:
    tree = tree_of(text)
    assert [tree.phrases[i].text for i in tree.group(index(tree, last))] == expected


def test_a_stretch_begins_with_what_leans_on_a_phrase() -> None:
    text = "外相は議長が提案した計画に反対した。"
    tree = tree_of(text)
    assert tree.stretch(index(tree, "計画")).of(text) == "議長が提案した計画"


def test_no_text_has_no_tree() -> None:
    assert list(open_reader().trees("")) == []
