"""Articles cut into shards, each read to lines of the graph by itself: in this process or in several."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from kg.errors import KgError
from kg.follow import follow
from kg.model import Article, Kind, Reading
from kg.ontology import Ontology, load_ontology
from kg.pipeline import open_reader
from kg.reader import Reader
from kg.resources import ontology_dir
from kg.write.build import Build, build_of
from kg.write.decision import Decisions
from kg.write.decisionfile import DIFFERENT, SAME, load_decisions
from kg.write.iris import Iris
from kg.write.quads import merged, quads_of

SHARD = 16
"""Articles that are read at a time."""
# A process takes about a second to start, in which one reads some four hundred articles.
_PAYS = 800
# So many shards wait for each other process, enough for while this one reads one and sorts what came.
_AHEAD = 4
_ACTORS = (Kind.PERSON, Kind.COUNTRY, Kind.ORGANIZATION)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the lines of an article depend on, beside the article and the shipped vocabulary."""

    base: str
    rules: Path | None
    actors: Path | None
    same: Path | None = None
    different: Path | None = None

    @property
    def vocabulary(self) -> tuple[Path, ...]:
        """The files and folders that decide what is read."""
        folder = ontology_dir()
        shipped = (self.rules or folder / "rules", folder / "grammar", folder / "actors", folder / "kg.ttl")
        return (*shipped, *filter(None, (self.actors, self.same, self.different)))

    @property
    def elsewhere(self) -> Setting:
        """The same for a process that has another folder under its feet."""
        paths = (
            None if path is None else path.resolve() for path in (self.rules, self.actors, self.same, self.different)
        )
        return Setting(self.base, *paths)

    @property
    def decisions(self) -> tuple[list[Path], list[Path]]:
        """The files of merges and of splits: those that ship beside the tables of actors, and the user's."""
        shipped = ontology_dir() / "actors"
        return (
            [file for file in (shipped / SAME, self.same) if file],
            [file for file in (shipped / DIFFERENT, self.different) if file],
        )


@dataclass(frozen=True, slots=True, order=True)
class Failure:
    """An article that the program failed on."""

    article: str
    error: str

    def __str__(self) -> str:
        return f"the program failed on the article {self.article}: {self.error}"


@dataclass(frozen=True, slots=True)
class ShardResult:
    """What one shard came to."""

    articles: int
    lines: list[str]
    """Lines of N-Quads, sorted, each once."""
    quiet: tuple[str, ...]
    """Ids of the articles that tell of no event."""
    events: Mapping[str, int]
    unknown: Mapping[str, int]
    failures: tuple[Failure, ...]


@dataclass(frozen=True)
class Kit:
    """All that reads and writes the articles of one build."""

    setting: Setting
    reader: Reader
    ontology: Ontology
    iris: Iris
    build: Build
    decisions: Decisions

    @classmethod
    def of(cls, setting: Setting) -> Kit:
        """A RuleError for a mistake in the rules or the tables, an InputError for a base that is none."""
        reader = open_reader(setting.rules, setting.actors)
        return cls(
            setting,
            reader,
            load_ontology(),
            Iris(setting.base),
            build_of(setting.vocabulary),
            load_decisions(*setting.decisions, reader.table.entities),
        )

    @cached_property
    def known(self) -> frozenset[tuple[Kind, str]]:
        """The actors of the tables."""
        return frozenset((entity.kind, entity.key) for entity in self.reader.table.entities)


Engine = Callable[[Collection[Article], Kit], Iterator[ShardResult]]
"""Reads articles in the place of `read_all`, in processes of its own: gives the results of shards in any order."""


def read_all(articles: Collection[Article], kit: Kit, workers: int | None = 1) -> Iterator[ShardResult]:
    """The results of all shards, as they come; a few shards are held at a time.

    `workers` is the number of processes, of which this is one; None leaves it to the number of articles and processors.
    """
    if workers is None:
        workers = max(1, min(os.cpu_count() or 1, len(articles) // _PAYS))
    rest = iter(articles)
    shards = iter(lambda: list(islice(rest, SHARD)), [])
    if workers <= 1 or len(articles) <= SHARD:
        yield from (read_shard(shard, kit) for shard in shards)
    else:
        yield from _read_beside(shards, kit, workers - 1)


def _read_beside(shards: Iterator[list[Article]], kit: Kit, others: int) -> Iterator[ShardResult]:
    """As `read_all`: this process reads what the others, which take a second to start, have not asked for yet."""
    # A fork would copy the threads' locks of whoever calls; a fresh interpreter copies nothing.
    with ProcessPoolExecutor(others, mp_context=get_context("spawn"), initializer=follow) as pool:
        given: dict[Future[ShardResult], list[Article]] = {}
        for shard in shards:
            if len(given) < _AHEAD * others:
                given[pool.submit(_read_in_worker, shard, kit.setting)] = shard
            else:
                yield read_shard(shard, kit)
            for one in [one for one in given if one.done()]:
                del given[one]
                yield one.result()
        for one in [one for one in reversed(given) if one.cancel()]:  # what none of them has begun
            yield read_shard(given.pop(one), kit)
        yield from (one.result() for one in as_completed(given))


def read_shard(articles: Sequence[Article], kit: Kit) -> ShardResult:
    """The shard's articles read and written as lines; an article that the program fails on is among the failures."""
    batches: list[list[str]] = []
    quiet: list[str] = []
    failures: list[Failure] = []
    events: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for article in articles:
        try:
            reading = _read(article, kit.reader)
            batches.append(quads_of(reading, kit.ontology, kit.iris, kit.build, kit.decisions))
        except KgError:
            raise
        except Exception as error:
            if os.environ.get("KG_DEBUG"):
                raise
            failures.append(Failure(article.id, f"{type(error).__name__}: {error}"))
            continue
        events.update(event.type for event in reading.events)
        unknown.update(_strangers(reading, kit.known))
        if not reading.events:
            quiet.append(article.id)
    return ShardResult(len(articles), list(merged(batches)), tuple(quiet), events, unknown, tuple(failures))


def _read(article: Article, reader: Reader) -> Reading:
    """The article as read; one that repeats another as if it had been told when that was, with the other's events.

    The same words then mean the same days, and one whom only the article knows is the same as there.
    """
    first = article.repeats
    if first is None:
        return reader.read(article)
    told = replace(
        article, id=first.id, published=first.published or article.published, context=first.context or article.context
    )
    return Reading(article, reader.read(told).events, reader.read(first).events)


def _read_in_worker(articles: Sequence[Article], setting: Setting) -> ShardResult:
    return read_shard(articles, _kit_of_worker(setting))


@cache
def _kit_of_worker(setting: Setting) -> Kit:
    """One kit for all shards of a worker, which lives for one build."""
    return Kit.of(setting)


def _strangers(reading: Reading, known: frozenset[tuple[Kind, str]]) -> set[str]:
    """The names of people and bodies in the article that no table has."""
    return {e.label for e in reading.entities if e.kind in _ACTORS and (e.kind, e.key) not in known}
