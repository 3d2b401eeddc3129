"""The whole way: files in, a folder with the graph, its store and its page out."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.graph import KnowledgeGraph
from kg.keep.output import write_graph
from kg.keep.publish import publishing
from kg.read import Drop, read
from kg.shard import Failure, Kit, Setting, ShardResult, read_all
from kg.write.iris import DEFAULT_BASE
from kg.write.quads import merged

Progress = Callable[[int, int], None]
"""Is told the number of articles read and of all."""


class InputWarning(UserWarning):
    """A part of the input that could not be read, where the rest was."""


@dataclass(frozen=True, slots=True)
class Built:
    """A graph that was built, and what there is to say about its making."""

    graph: KnowledgeGraph
    articles: int
    quiet: tuple[str, ...]
    """Ids of the articles that tell of no event, sorted."""
    drops: tuple[Drop, ...]
    problems: tuple[InputError, ...]
    failures: tuple[Failure, ...]
    """Articles that the program failed on: they are not in the graph."""
    events: Mapping[str, int]
    """Event class to the number of its events as the articles tell them, most frequent first."""
    unknown: Mapping[str, int]
    """Name of an actor that no table has to the number of articles that name it, most frequent first."""


def build(
    paths: Sequence[str | Path] | str | Path,
    out: str | Path | None = None,
    *,
    workers: int = 1,
    base: str = DEFAULT_BASE,
    rules: str | Path | None = None,
    actors: str | Path | None = None,
    same: str | Path | None = None,
    different: str | Path | None = None,
) -> KnowledgeGraph:
    """The graph of the articles in files and folders, as `kg build` writes it into `out`.

    Without `out` it lies in a temporary folder that goes when the program ends. A part of the input that could not be
    read is told as an InputWarning. The rest is as in `make`.
    """
    if out is None:
        out = tempfile.mkdtemp(prefix="kg-")
        atexit.register(shutil.rmtree, out, ignore_errors=True)
    built = make(paths, out, workers=workers, base=base, rules=rules, actors=actors, same=same, different=different)
    for problem in (*built.problems, *built.failures):
        warnings.warn(str(problem), InputWarning, stacklevel=2)
    return built.graph


def make(
    paths: Sequence[str | Path] | str | Path,
    out: str | Path,
    *,
    workers: int | None = 1,
    base: str = DEFAULT_BASE,
    rules: str | Path | None = None,
    actors: str | Path | None = None,
    same: str | Path | None = None,
    different: str | Path | None = None,
    progress: Progress | None = None,
) -> Built:
    """The graph built into the folder `out`, whole or not at all, with what was dropped and what was not understood.

    `workers` is the number of processes that read (None: as many as pay), and changes nothing in what is written;
    `rules` is a folder that stands in for the shipped rules, `actors` a CSV file that adds to the shipped tables;
    `same` and `different` are CSV files of entities that an analyst merges and splits.
    Raises InputError where nothing can be read or written, RuleError for a mistake in the rules or the tables.
    """
    kit = Kit.of(Setting(base, *map(_path, (rules, actors, same, different))))
    intake = read([paths] if isinstance(paths, str | Path) else paths)
    results: list[ShardResult] = []
    failures: list[Failure] = []
    done = 0
    with publishing(Path(out)) as new:
        for result in read_all(intake.articles, kit, workers):
            results.append(result)
            failures += result.failures
            done += result.articles
            if progress is not None:
                progress(done, len(intake.articles))
        if len(failures) == len(intake.articles):
            raise RuntimeError(f"no article could be read: {failures[0]}")
        write_graph(new, merged(result.lines for result in results), base, kit.ontology)
        KnowledgeGraph(new).view()
    return Built(
        graph=KnowledgeGraph(out),
        articles=len(intake.articles) - len(failures),
        quiet=tuple(sorted(identifier for result in results for identifier in result.quiet)),
        drops=intake.drops,
        problems=intake.problems,
        failures=tuple(sorted(failures)),
        events=_total(result.events for result in results),
        unknown=_total(result.unknown for result in results),
    )


def _total(counts: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))


def _path(given: str | Path | None) -> Path | None:
    return None if given is None else Path(given)
