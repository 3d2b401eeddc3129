"""How often an argument leans on its predicate: the share of ガ ヲ ニ arguments attached where people attached them.

    python benchmarks/arguments.py [CORPUS] [--misses]

The corpus holds sentences of the Wikipedia Annotated Corpus (ku-nlp, CC BY-SA 4.0), a JSON object a line: `text`,
`predicate`, `predicate_start`, and `args` with `case`, `start` and `overt`. It is not a part of this project; it is
looked for beside the repository, at ../shared/corpora/arguments-dev.jsonl. Counted are the overt arguments, those that
people marked as depending on the predicate directly. Where argument and predicate are one phrase (大統領選出) there is
nothing to attach; those stand in a column of their own.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpusfile import given

from kg.model import Span
from kg.parse.tree import Tree
from kg.pipeline import open_reader
from kg.reader import Reader

CORPUS = Path(__file__).parents[1] / "../shared/corpora/arguments-dev.jsonl"
CASES = ("ガ", "ヲ", "ニ")


@dataclass(frozen=True)
class Argument:
    """An argument of the corpus, and what became of it: attached, elsewhere, or one phrase with its predicate."""

    case: str
    surface: str
    predicate: str
    text: str
    outcome: str


def main() -> None:
    corpus, misses = given(
        "Share of arguments that the parser attaches to their predicate.", CORPUS, "argument that is attached elsewhere"
    )
    found = list(arguments(corpus, open_reader()))
    counts = Counter((argument.case, argument.outcome) for argument in found)
    print(f"{'case':6}{'attached':>10}{'of':>6}{'share':>8}{'in one phrase':>16}")
    for case in CASES:
        row(case, counts[case, "attached"], counts[case, "elsewhere"], counts[case, "one phrase"])
    totals = Counter(argument.outcome for argument in found)
    row("all", totals["attached"], totals["elsewhere"], totals["one phrase"])
    print(f"\npython {' '.join(sys.argv)}")
    if misses:
        for miss in (argument for argument in found if argument.outcome == "elsewhere"):
            print(f"{miss.case} {miss.surface} → {miss.predicate}: {miss.text}")


def row(name: str, attached: int, elsewhere: int, one_phrase: int) -> None:
    of = attached + elsewhere
    print(f"{name:6}{attached:10}{of:6}{attached / of if of else 0:8.1%}{one_phrase:16}")


def arguments(corpus: Path, reader: Reader) -> Iterator[Argument]:
    """The overt arguments of a corpus, each tried."""
    for line in corpus.read_text(encoding="utf-8").splitlines():
        told: dict[str, Any] = json.loads(line)
        trees = list(reader.trees(told["text"]))
        for arg in told["args"]:
            if arg["case"] in CASES and arg.get("overt") and "start" in arg:
                outcome = attachment(trees, arg["start"], told["predicate_start"])
                yield Argument(arg["case"], arg["surface"], told["predicate"], told["text"], outcome)


def attachment(trees: list[Tree], argument: int, predicate: int) -> str:
    """Whether the phrase that holds the one offset leans on the phrase that holds the other."""
    for tree in trees:
        a, p = phrase_at(tree, argument), phrase_at(tree, predicate)
        if a is not None and a == p:
            return "one phrase"
        if a is not None and p is not None and tree.heads[a] == p:
            return "attached"
    return "elsewhere"


def phrase_at(tree: Tree, offset: int) -> int | None:
    return next((p.index for p in tree.phrases if Span(p.start, p.end).covers(Span(offset, offset + 1))), None)


if __name__ == "__main__":
    main()
