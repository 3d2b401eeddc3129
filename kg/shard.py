"""Articles cut into shards, each read to lines of the graph by itself: in this process or in several."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from kg.errors import KgError
from kg.find.table import ActorTable
from kg.model import Article, Kind, Reading
from kg.ontology import load_ontology
from kg.pipeline import open_reader
from kg.resources import ontology_dir
from kg.write.build import build_of
from kg.write.iris import Iris
from kg.write.quads import quads_of

_SHARD = 32
# A process takes about a second to start, in which one reads some two hundred articles.
_PAYS = 400
_ACTORS = (Kind.PERSON, Kind.COUNTRY, Kind.ORGANIZATION)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the lines of an article depend on, beside the article and the shipped vocabulary."""

    base: str
    rules: Path | None
    actors: Path | None

    @property
    def vocabulary(self) -> tuple[Path, ...]:
        """The files and folders that decide what is read."""
        folder = ontology_dir()
        shipped = (self.rules or folder / "rules", folder / "grammar", folder / "actors", folder / "kg.ttl")
        return (*shipped, self.actors) if self.actors else shipped


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


def read_all(articles: Sequence[Article], setting: Setting, workers: int | None = 1) -> Iterator[ShardResult]:
    """The results of all shards, in the order of the articles.

    `workers` is the number of processes; None leaves it to the number of articles and processors.
    """
    shards = [articles[i : i + _SHARD] for i in range(0, len(articles), _SHARD)]
    if workers is None:
        workers = max(1, min(os.cpu_count() or 1, len(articles) // _PAYS))
    if workers <= 1 or len(shards) == 1:
        yield from (read_shard(shard, setting) for shard in shards)
        return
    # A fork would copy the threads' locks of whoever calls; a fresh interpreter copies nothing.
    with ProcessPoolExecutor(min(workers, len(shards)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(read_shard, shards, [setting] * len(shards))


def read_shard(articles: Sequence[Article], setting: Setting) -> ShardResult:
    """The shard's articles read and written as lines; an article that the program fails on is among the failures."""
    reader = open_reader(setting.rules, setting.actors)
    ontology, iris, build = load_ontology(), Iris(setting.base), build_of(setting.vocabulary)
    known = _known(reader.table)
    lines: set[str] = set()
    quiet: list[str] = []
    failures: list[Failure] = []
    events: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for article in articles:
        try:
            reading = reader.read(article)
            lines.update(quads_of(reading, ontology, iris, build))
        except KgError:
            raise
        except Exception as error:
            if os.environ.get("KG_DEBUG"):
                raise
            failures.append(Failure(article.id, f"{type(error).__name__}: {error}"))
            continue
        events.update(event.type for event in reading.events)
        unknown.update(_strangers(reading, known))
        if not reading.events:
            quiet.append(article.id)
    return ShardResult(len(articles), sorted(lines), tuple(quiet), events, unknown, tuple(failures))


def _known(table: ActorTable) -> frozenset[tuple[Kind, str]]:
    return frozenset((entity.kind, entity.key) for entity in table.entities)


def _strangers(reading: Reading, known: frozenset[tuple[Kind, str]]) -> set[str]:
    """The names of people and bodies in the article that no table has."""
    return {e.label for e in reading.entities if e.kind in _ACTORS and (e.kind, e.key) not in known}
