"""What it costs to merge more and more shards: time, memory and disk.

    python benchmarks/merge_cost.py [--shards 4 8 16] [--articles 1000] [--folder DIR]

A shard holds so many articles of seeds/, each under an id and with days of its own, so that no two shards share an
article or an event. Its graph.nq is made from what reading gave by putting other ids in: merging reads nothing else.
Each merge runs in a process of its own; seconds are of the processor for all of its threads, memory is the most that
it had at any time. 16 shards of 1,000 articles take some 6 GB under --folder while this runs.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from add_one import SEEDS, lines_of, marked
from add_to_build import later

from kg.keep.store import GRAPH_NQ
from kg.merger import join
from kg.read import read
from kg.shard import Kit, Setting
from kg.spill import Spill, write_lines
from kg.write.iris import DEFAULT_BASE


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--shards", type=int, nargs="+", default=[4, 8, 16], help="how many to merge")
    options.add_argument("--articles", type=int, default=1_000, help="of each shard")
    options.add_argument("--folder", type=Path, help="where all goes while this runs")
    options.add_argument("--join", type=Path, nargs="+", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.join:
        join(chosen.join[0], chosen.join[1:])
        used = resource.getrusage(resource.RUSAGE_SELF)
        sys.stdout.write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}")
        return
    kit = Kit.of(Setting(DEFAULT_BASE, None, None))
    lines = [lines_of(kit, article) for article in read([SEEDS]).articles]
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        folder = Path(name)
        made: list[Path] = []
        for count in sorted(chosen.shards):
            while len(made) < count:
                made.append(shard(folder, lines, len(made), chosen.articles))
            read_in = sum((one / GRAPH_NQ).stat().st_size for one in made)
            out = folder / "out"
            ran = subprocess.run(
                [sys.executable, __file__, "--join", str(out), *map(str, made)],
                capture_output=True,
                check=True,
                text=True,
            )
            seconds, most = ran.stdout.split()
            articles = count * chosen.articles
            size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
            each = float(seconds) / articles * 1000
            sys.stdout.write(
                f"{count:>4} shards, {articles:>8,} articles, {read_in / 1e9:6.2f} GB of N-Quads: "
                f"{float(seconds):8.1f} s, {each:5.1f} ms an article, {int(most) / 1024:6.0f} MB of memory, "
                f"{size / 1e9:6.2f} GB written\n"
            )
            sys.stdout.flush()
            shutil.rmtree(out)


def shard(folder: Path, lines: list[list[str]], number: int, articles: int) -> Path:
    """A folder with the graph of so many articles, of which no other shard has any."""
    place = folder / f"shard-{number}"
    place.mkdir()
    held = Spill(folder)
    for at in range(number * articles, (number + 1) * articles):
        rounds, which = divmod(at, len(lines))
        held.extend(later(marked(lines[which], f"-{rounds}"), rounds))
    write_lines(place / GRAPH_NQ, held)
    return place


if __name__ == "__main__":
    main()
