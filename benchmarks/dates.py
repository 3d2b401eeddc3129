"""How often an absolute date is read as people read it: the share of full dates, months and years that are found.

    python benchmarks/dates.py [CORPUS] [--misses]

The corpus holds the tests of ja-timex (yagays, MIT), a JSON object a line: `text`, and `expected` with a `value` in the
form of TIMEX3. It is not a part of this project; by default it is looked for beside the repository, at
../shared/corpora/times-dev.jsonl. Counted are values with a year: 2021-07-18, 2021-07 (also 2021-07-XX) and 2021 (also
2021-XX-XX). The last row counts again what is written with 年, as prose does, and not in figures alone (2021.7.18).
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpusfile import given

from kg.find.date import Calendar, DateFinder
from kg.grammar import load_grammar

CORPUS = Path(__file__).parents[1] / "../shared/corpora/times-dev.jsonl"
FORMS = {10: "YYYY-MM-DD", 7: "YYYY-MM", 4: "YYYY"}
OUTCOMES = ("right", "otherwise", "nothing")
YEAR = "年"
ABSOLUTE = re.compile(r"\d{4}(?:-\d\d){0,2}")


@dataclass(frozen=True)
class Date:
    """A date of the corpus, with everything that was read from its text."""

    value: str
    text: str
    read: tuple[str, ...]

    @property
    def form(self) -> str:
        return FORMS[len(self.value)]

    @property
    def outcome(self) -> str:
        if self.value in self.read:
            return "right"
        return "otherwise" if self.read else "nothing"


def main() -> None:
    corpus, misses = given(
        "Share of absolute dates that are read as people read them.", CORPUS, "date that is not read right"
    )
    found = list(dates(corpus))
    counts = Counter((date.form, date.outcome) for date in found)
    print(f"{'form':12}{'right':>7}{'otherwise':>11}{'nothing':>9}{'share':>8}")
    for form in FORMS.values():
        row(form, [counts[form, outcome] for outcome in OUTCOMES])
    for name, some in (("all", found), ("with 年", [date for date in found if YEAR in date.text])):
        totals = Counter(date.outcome for date in some)
        row(name, [totals[outcome] for outcome in OUTCOMES])
    print(f"\npython {' '.join(sys.argv)}")
    if misses:
        for miss in (date for date in found if date.outcome != "right"):
            print(f"{miss.value} in {miss.text!r}: {', '.join(miss.read) or 'nothing'}")


def row(name: str, counts: list[int]) -> None:
    right, otherwise, nothing = counts
    print(f"{name:12}{right:7}{otherwise:11}{nothing:9}{right / sum(counts) if sum(counts) else 0:8.1%}")


def dates(corpus: Path) -> Iterator[Date]:
    """The absolute dates of a corpus, each with what the finder reads from the text without a date of its own."""
    finder, calendar = DateFinder(load_grammar()), Calendar()
    for line in corpus.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        moments = [m for d in finder.find(told["text"]) for m in (d.start, d.end) if m is not None]
        read = [calendar.resolve(moment, None, False) for moment in moments]
        for expected in told["expected"]:
            value = re.sub(r"(?:-XX)+$", "", expected.get("value") or "")
            if ABSOLUTE.fullmatch(value):
                yield Date(value, told["text"], tuple(date.lexical for date in read if date is not None))


if __name__ == "__main__":
    main()
