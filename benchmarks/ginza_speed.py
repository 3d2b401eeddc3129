"""How many times the characters a second of GiNZA's pipeline reading gives, on the same text.

    python benchmarks/ginza_speed.py --ginza PYTHON [--runs 3] [--repeat 5] [INPUT...]

PYTHON is one that has `ginza==5.2.0 ja-ginza==5.2.0 spacy<3.8 confection<1`, best in an environment of its own. Both
run on one core, one after the other in each run, and are timed by the processor after a first run that loads
everything; the figures are medians. GiNZA's `ja_ginza` gives tokens, dependencies and names, and no event. The first
ratio is that of a reader that has met no word of the text, the second that of one that reads it again and again.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from time import process_time
from typing import Self

from read_speed import unmet
from timing import options, seconds

from kg.model import Article
from kg.pipeline import open_reader
from kg.read import read

PEER = """
import json, sys, time
import spacy

nlp = spacy.load("ja_ginza")
print(json.dumps([spacy.__version__, nlp.meta["version"], nlp.pipe_names]), flush=True)
texts = json.loads(sys.stdin.readline())
for _ in sys.stdin:
    begun = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    print(json.dumps([time.process_time() - begun, words]), flush=True)
"""
"""Run by the other Python: texts on the first line of its input, a run for each line after."""


@dataclass
class Peer:
    """GiNZA's pipeline in a process of its own, which has loaded it."""

    process: subprocess.Popen[str]
    told: str

    @classmethod
    def of(cls, python: str, articles: Sequence[Article]) -> Self:
        one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        process = subprocess.Popen(
            [python, "-W", "ignore", "-c", PEER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=dict(os.environ) | one | {"PYTHONUTF8": "1"},
            encoding="utf-8",
        )
        assert process.stdin is not None
        process.stdin.write(json.dumps([article.text for article in articles]) + "\n")
        made = cls(process, "")
        spacy, version, parts = made._line()
        made.told = f"ja_ginza {version} on spaCy {spacy} ({', '.join(parts)})"
        return made

    def seconds(self) -> float:
        """What a run takes of the processor."""
        assert self.process.stdin is not None
        self.process.stdin.write("run\n")
        self.process.stdin.flush()
        taken, _ = self._line()
        return float(taken)

    def _line(self) -> list:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            sys.exit("the Python named with --ginza does not run GiNZA: see what it said above")
        return json.loads(line)


def main() -> None:
    parser = options("Characters a second of reading over those of GiNZA's pipeline.", runs=3)
    parser.add_argument("--ginza", required=True, metavar="PYTHON", help="a Python that has ginza and ja-ginza 5.2")
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="read the articles N times, words being met")
    given = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    articles = read(given.inputs).articles
    characters = sum(len(article.text) for article in articles)
    reader, peer = open_reader(), Peer.of(given.ginza, articles)

    def met() -> None:
        for article in articles * given.repeat:
            reader.read(article)

    peer.seconds()
    met()
    taken = [
        (peer.seconds(), unmet(reader, articles), seconds(met, process_time) / given.repeat) for _ in range(given.runs)
    ]
    theirs, new, again = (statistics.median(column) for column in zip(*taken, strict=True))
    print(f"{len(articles)} articles, {characters} characters, median of {given.runs} runs; {peer.told}")
    print(f"GiNZA's pipeline          {characters / theirs:10,.0f} characters/s")
    print(f"text to events            {characters / new:10,.0f} characters/s, words unmet")
    print(f"                          {characters / again:10,.0f} characters/s, words met")
    print(f"ratio                     {theirs / new:8.0f}")
    print(f"ratio, words met          {theirs / again:8.0f}")


if __name__ == "__main__":
    main()
