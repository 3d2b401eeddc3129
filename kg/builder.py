"""The whole way: files in, a folder with the graph, its store and its page out."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from kg.account import Account, Paths, Progress, listed, read_intake
from kg.cut import Cut
from kg.graph import KnowledgeGraph, draw
from kg.keep.output import uncollected, write_graph
from kg.keep.publish import publishing
from kg.read import Intake, read
from kg.shard import Engine, Kit, Setting
from kg.spill import Spill
from kg.write.iris import DEFAULT_BASE


@dataclass(frozen=True, kw_only=True)
class Built(Account):
    """A graph that was built, and what there is to say about its making."""

    graph: KnowledgeGraph


def build(
    paths: Paths,
    out: str | Path | None = None,
    *,
    workers: int = 1,
    base: str = DEFAULT_BASE,
    rules: str | Path | None = None,
    actors: str | Path | None = None,
    same: str | Path | None = None,
    different: str | Path | None = None,
    shard: str | None = None,
) -> KnowledgeGraph:
    """The graph of the articles in files and folders, as `kg build` writes it into `out`.

    Without `out` it lies in a temporary folder that goes when the program ends. A part of the input that could not be
    read is told as an InputWarning. The rest is as in `make`.
    """
    if out is None:
        out = tempfile.mkdtemp(prefix="kg-")
        atexit.register(shutil.rmtree, out, ignore_errors=True)
    built = make(
        paths, out, workers=workers, base=base, rules=rules, actors=actors, same=same, different=different, shard=shard
    )
    built.warn()
    return built.graph


def make(
    paths: Paths,
    out: str | Path,
    *,
    workers: int | None = 1,
    base: str = DEFAULT_BASE,
    rules: str | Path | None = None,
    actors: str | Path | None = None,
    same: str | Path | None = None,
    different: str | Path | None = None,
    shard: str | None = None,
    engine: Engine | None = None,
    progress: Progress | None = None,
    reserved: bool = False,
) -> Built:
    """The graph built into the folder `out`, whole or not at all, with what was dropped and what was not understood.

    `workers` is the number of processes that read (None: as many as pay), and changes nothing in what is written;
    `rules` is a folder that stands in for the shipped rules, `actors` a CSV file that adds to the shipped tables;
    `same` and `different` are CSV files of entities that an analyst merges and splits. `shard` is one of several that
    the articles are cut into ("1/8"), for `kg.merge` to join: all articles are looked at, for the days and the repeats
    that they know of one another, and those of the shard alone are read and written. `engine` reads the articles in the
    place of `workers`: see `kg.cluster`. `reserved` is as in
    `publishing`.
    Raises InputError where nothing can be read or written, RuleError for a mistake in the rules or the tables.
    """
    cut = None if shard is None else Cut.of(shard)
    with publishing(Path(out), reserved) as new:
        kit = Kit.of(Setting(base, *map(_path, (rules, actors, same, different))))
        lines = Spill(new)
        # The articles are gone before their graph is written, which asks for memory of its own.
        account = read_intake(_intake(paths, cut), kit, lines, workers, progress, engine)
        with uncollected():
            write_graph(new, lines, base, kit.ontology, draw)
    return Built(graph=KnowledgeGraph(out), **vars(account))


def _intake(paths: Paths, cut: Cut | None) -> Intake:
    """What was read, of the shard alone where there is a cut."""
    whole = read(listed(paths))
    if cut is None:
        return whole
    return replace(whole, articles=tuple(article for article in whole.articles if cut.holds(article.id)))


def _path(given: str | Path | None) -> Path | None:
    return None if given is None else Path(given)
