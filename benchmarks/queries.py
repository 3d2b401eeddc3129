"""How long the shipped questions take over what pyoxigraph alone takes for the same SPARQL on the same store.

    python benchmarks/queries.py [--articles 2000] [--runs 3] [--limit 60] [--folder DIR]

The store holds the articles of seeds/ over and over, each round under other ids and with days of its own. Each question
runs in a process of its own, which is ended after so many seconds: what joins every event with every other takes longer
on a large store whoever runs it, and is told as such. Of each way the median of the runs counts, all rows read, in time
of the processor.
200,000 articles take some 20 GB under --folder.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time

import pyoxigraph as ox
from add_one import SEEDS, lines_of, marked
from add_to_build import later
from timing import median

from kg.graph import KnowledgeGraph
from kg.keep.query import prefixes_under
from kg.keep.question import questions
from kg.keep.store import GRAPH_NQ, STORE, write_store
from kg.ontology import load_ontology
from kg.read import read
from kg.shard import Kit, Setting
from kg.spill import Spill, write_lines
from kg.write.iris import DEFAULT_BASE
from kg.write.occasion import joined


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--articles", type=int, default=2_000, help="size of the store")
    options.add_argument("--runs", type=int, default=3, metavar="N", help="runs of which the median is taken")
    options.add_argument("--limit", type=float, default=60, metavar="S", help="seconds for each question, all runs")
    options.add_argument("--folder", type=Path, help="where the store goes while this runs")
    options.add_argument("--ask", nargs=2, metavar=("FOLDER", "NAME"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.ask:
        sys.stdout.write(json.dumps(times(Path(chosen.ask[0]), chosen.ask[1], chosen.runs)))
        return
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        folder = Path(name)
        make(folder, chosen.articles)
        ratios = []
        for question in questions():
            command = [sys.executable, __file__, "--runs", str(chosen.runs), "--ask", str(folder), question.name]
            try:
                ran = subprocess.run(command, capture_output=True, check=True, text=True, timeout=chosen.limit)
            except subprocess.TimeoutExpired:
                print(f"{question.name:24} not done in {chosen.limit:.0f} s", flush=True)
                continue
            alone, ours, rows = json.loads(ran.stdout)
            ratios.append(ours / alone)
            print(f"{question.name:24}{rows:9,} rows {alone:8.3f} s alone {ours:8.3f} s {ratios[-1]:6.2f}", flush=True)
        print(
            f"{chosen.articles:,} articles, median of the {len(ratios)} that were done {statistics.median(ratios):.2f}"
        )


def times(folder: Path, name: str, runs: int) -> tuple[float, float, int]:
    """Seconds of the question by pyoxigraph alone and through the package, and the number of its rows."""
    graph = KnowledgeGraph(folder)
    query = next(question.query for question in questions() if question.name == name)
    store, prefixes = graph.held.store, prefixes_under(graph.base)
    found: list[int] = []

    def alone() -> None:
        answer = store.query(query, prefixes=prefixes)
        assert isinstance(answer, ox.QuerySolutions)
        found.append(sum(1 for _ in answer))

    ours = median(lambda: graph.query(name), runs, process_time)
    return median(alone, runs, process_time), ours, found[0]


def make(folder: Path, articles: int) -> None:
    """Puts a graph and its store into the folder."""
    kit = Kit.of(Setting(DEFAULT_BASE, None, None))
    lines = [lines_of(kit, article) for article in read([SEEDS]).articles]
    held = Spill(folder)
    for at in range(articles):
        rounds, which = divmod(at, len(lines))
        held.extend(later(marked(lines[which], f"-{rounds}"), rounds))
    write_lines(folder / GRAPH_NQ, joined(held, load_ontology(), folder))
    write_store(folder / GRAPH_NQ, folder / STORE)


if __name__ == "__main__":
    main()
