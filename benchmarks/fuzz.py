"""Whether any text at all makes the program fail, misquote or write what no parser reads.

    python benchmarks/fuzz.py [--articles 1000000] [--seed 1] [--quick] [INPUT...]

Hypothesis decides the articles: sentences of a grammar of its own (`fuzzing/sentences.yaml`) with all names and
triggers of the vocabulary, the sample articles with pieces cut out, doubled, moved, turned and put in, and the sample
files with bytes changed. Of each is held: reading and writing raise nothing; read twice, by a reader that met other
words before, the lines are the same; rdflib and pyoxigraph parse them to the same statements, whose literals are of
their types; every quoted span equals its slice of the text; what is built of many loses none. The first that fails is
made as small as it goes and printed; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
import traceback
from dataclasses import dataclass, replace
from pathlib import Path

from fuzzing.checking import Checker
from fuzzing.making import Maker, one
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from timing import SEEDS

from kg.errors import InputError
from kg.model import Article
from kg.read import read
from kg.read.readers import read_stream
from kg.read.stream import Stream, buffered
from kg.read.wording import load_wording
from kg.shard import Kit, Setting
from kg.write.iris import DEFAULT_BASE

CHUNK = 500
"""Articles after which the second reader begins anew, and a line is printed."""
FILES_EACH = 10
"""One in so many is a file."""
BUILD_EACH = 20
"""One chunk in so many is also built as a whole."""
QUICK = 1_000


@dataclass(frozen=True)
class File:
    """A file as it is given; `by_lines` where a part from anywhere in it may be one too."""

    name: str
    data: bytes

    @property
    def by_lines(self) -> bool:
        return self.name.endswith((".jsonl", ".txt"))


def main() -> None:
    parser = argparse.ArgumentParser(description="Articles that nobody wrote, read, written and held to the promises.")
    parser.add_argument("inputs", nargs="*", default=[SEEDS], type=Path, metavar="INPUT", help="articles to spoil")
    parser.add_argument("--articles", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed, other articles")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} articles")
    told = parser.parse_args()

    kit = Kit.of(Setting(DEFAULT_BASE, None, None))
    maker = Maker.of(read(told.inputs).articles, kit.reader.table, kit.reader.rules)
    checker = Checker.of(kit)
    wanted = QUICK if told.quick else told.articles
    tried = 0
    begun = time.monotonic()
    for number in range(-(-wanted // CHUNK)):
        checker.forget()
        size = min(CHUNK, wanted - tried)
        try:
            run(told.seed * 1_000_000 + number, size, maker, checker, files(told.inputs))
            if number % BUILD_EACH == 0:
                checker.build()
        except Exception as error:
            print(f"after {tried:,} articles, seed {told.seed}, chunk {number}: {type(error).__name__}: {error}")
            print(*getattr(error, "__notes__", ()), sep="\n")
            traceback.print_tb(error.__traceback__, -3, sys.stdout)
            sys.exit(1)
        tried += size
        if number % BUILD_EACH == 0:
            report(tried, checker, begun)
    report(tried, checker, begun)


def report(tried: int, checker: Checker, begun: float) -> None:
    counts = f"{tried:,} articles, {checker.events // 2:,} events, {checker.statements:,} statements"
    print(f"{counts}, 0 failures, {time.monotonic() - begun:,.0f} s", flush=True)


def run(number: int, size: int, maker: Maker, checker: Checker, samples: list[File]) -> None:
    """Tries so many articles; raises what the smallest that fails raises."""

    @seed(number)
    @settings(
        max_examples=size, deadline=None, database=None, print_blob=False, report_multiple_bugs=False,
        phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(made(maker, samples))
    def tries(what: Article | File) -> None:
        for article in (what,) if isinstance(what, Article) else articles_of(what):
            checker.check(article)

    tries()


@st.composite
def made(draw: st.DrawFn, maker: Maker, samples: list[File]) -> Article | File:
    """An article, or a file of which articles may be read."""

    def choose(below: int) -> int:
        return draw(st.integers(0, below - 1)) if below > 1 else 0

    if choose(FILES_EACH) < FILES_EACH - 1:
        return maker.article(choose)
    file = one(samples, choose)
    start = choose(len(file.data)) if file.by_lines else 0
    return replace(file, data=maker.bytes_of(file.data[start : start + 1500 + choose(1500)], choose))


def articles_of(file: File) -> list[Article]:
    """The first articles of a file, none where it is refused by name."""
    try:
        batch = read_stream(Stream(file.name, file.name, buffered(io.BytesIO(file.data))), load_wording())
    except InputError:
        return []
    return [found.article for found in batch.found[:3]]


def files(inputs: list[Path]) -> list[File]:
    """The files that are spoilt."""
    found = [file for given in inputs for file in (sorted(given.iterdir()) if given.is_dir() else [given])]
    return [File(file.name, file.read_bytes()) for file in found if file.suffix != ".md"]


if __name__ == "__main__":
    main()
