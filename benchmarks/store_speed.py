"""How long it takes from text to a store that answers queries, as a multiple of SudachiPy's tokenization of the text.

    python benchmarks/store_speed.py [--repeat 5] [--runs 5] [INPUT...]

The articles are read and written as N-Quads, the links between their events are worked out, graph.nq is written and
loaded into a store; each step is timed in the same run, by the processor's time. The figures are medians of the runs.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from time import process_time as clock

from timing import copies, median, options, tokenizing

from kg.keep.store import GRAPH_NQ, STORE, write_store
from kg.model import Article
from kg.read import read
from kg.shard import Kit, Setting, read_all
from kg.spill import Spill, write_lines
from kg.write.iris import DEFAULT_BASE
from kg.write.occasion import joined


def main() -> None:
    parser = options("Time from text to a queryable store over the time of tokenization.", runs=5)
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="take the articles N times, as others")
    given = parser.parse_args()

    kit = Kit.of(Setting(DEFAULT_BASE, None, None))
    articles = copies(read(given.inputs).articles, given.repeat)
    alone = median(tokenizing(kit.reader.tokenizer, articles), given.runs, clock)
    build(kit, articles)
    runs = [build(kit, articles) for _ in range(given.runs)]
    steps = [statistics.median(times) for times in zip(*runs, strict=True)]
    whole = statistics.median(map(sum, runs))
    print(f"{len(articles)} articles, median of {given.runs} runs")
    print(f"{'tokenization alone':28}{alone:7.3f} s")
    for name, step in zip(("articles to lines", "links and graph.nq", "store"), steps, strict=True):
        print(f"{name:28}{step:7.3f} s{step / alone:8.1f}")
    print(f"{'text to a store':28}{whole:7.3f} s{whole / alone:8.1f}")


def build(kit: Kit, articles: list[Article]) -> tuple[float, float, float]:
    """Seconds of each step from the articles to a store."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begun = clock()
        lines = Spill(folder)
        for result in read_all(articles, kit):
            lines.extend(result.lines)
        read_at = clock()
        write_lines(folder / GRAPH_NQ, joined(lines, kit.ontology, folder))
        written_at = clock()
        write_store(folder / GRAPH_NQ, folder / STORE)
        return read_at - begun, written_at - read_at, clock() - written_at


if __name__ == "__main__":
    main()
