"""Built folders joined into one, which is as if one build had read the articles of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from kg.errors import InputError
from kg.graph import KnowledgeGraph, draw
from kg.keep.output import publish_graph
from kg.keep.store import GRAPH_NQ
from kg.ontology import KG
from kg.spill import merged
from kg.write.build import Build, builds_of, told_apart
from kg.write.nquads import RDF_TYPE
from kg.write.statement import base_of, statements

_IS_ARTICLE = f" <{RDF_TYPE}> <{KG}Article> ."


@dataclass(frozen=True, slots=True)
class Merged:
    """A graph that was joined from several."""

    graph: KnowledgeGraph
    articles: int


def merge(out: str | Path, folders: Iterable[str | Path]) -> KnowledgeGraph:
    """The graph of all articles of the built folders, as `kg merge` writes it into `out`; see `join`."""
    return join(out, folders).graph


def join(out: str | Path, folders: Iterable[str | Path], *, reserved: bool = False) -> Merged:
    """The graph of all articles of the built folders, published in the folder `out`, whole or not at all.

    The shards of one input give byte for byte what one build of it writes. Of folders with other inputs an article that
    several hold alike is there once; whether one repeats another's text is known only as far as each folder knew it.
    An InputError where folders were built with other rules, tables, versions or bases, or tell one article differently.
    `reserved` is as in `publishing`.
    """
    places = list(dict.fromkeys(map(Path, folders)))
    if not places:
        raise InputError("nothing to merge", expected="folders that were built", fix="kg merge OUT SHARD...")
    given: list[_Folder] = []
    seen = _Seen()

    def lines() -> Iterator[str]:
        given.extend(map(_Folder.of, places))
        _check_alike(given)
        with ExitStack() as opened:
            files = [opened.enter_context(folder.graph.held.graph.open("rb")) for folder in given]
            yield from seen.each_once(merged([file.read for file in files]))

    def finish(folder: Path) -> None:
        _check_told_alike(given, seen.twice)
        draw(folder)

    publish_graph(Path(out), lines(), finish, reserved=reserved)
    return Merged(KnowledgeGraph(out), seen.articles)


@dataclass(frozen=True, slots=True)
class _Folder:
    """A built folder, and what its graph says of its making; a folder without articles says nothing."""

    folder: Path
    graph: KnowledgeGraph
    base: str | None
    builds: frozenset[Build]

    @classmethod
    def of(cls, folder: Path) -> _Folder:
        """An InputError where nothing was built in it."""
        graph = KnowledgeGraph(folder)
        return cls(folder, graph, base_of(graph.statements()), frozenset(builds_of(graph.lines())))

    def lines(self) -> Iterator[str]:
        return self.graph.lines()


@dataclass
class _Seen:
    """What came by while lines were joined."""

    articles: int = 0
    twice: set[str] = field(default_factory=set)
    """Articles that more than one folder holds."""

    def each_once(self, lines: Iterable[str]) -> Iterator[str]:
        """The sorted lines, each once."""
        last = None
        for line in lines:
            if line != last:
                yield line
                self.articles += line.endswith(_IS_ARTICLE)
            elif line.endswith(_IS_ARTICLE):
                self.twice.add(line[: line.index(" ")])
            last = line


def _check_alike(folders: Sequence[_Folder]) -> None:
    """An InputError that names two folders which no one build can have written, and why."""
    told = [folder for folder in folders if folder.base is not None]
    for folder in told[1:]:
        first = told[0]
        if folder.base != first.base:
            raise InputError(
                "the folders were built with other bases",
                file=folder.folder / GRAPH_NQ,
                found=folder.base,
                expected=f"{first.base}, as in {first.folder}",
                fix=f"build {folder.folder} again with --base {first.base}",
            )
    builds = sorted({(build.label, str(f.folder), build) for f in told for build in f.builds}, key=lambda b: b[:2])
    for _, name, build in builds[1:]:
        _, first_name, first_build = builds[0]
        if apart := told_apart(build, first_build):
            raise InputError(
                f"the folders were built with {apart.what}",
                file=Path(name, GRAPH_NQ),
                found=apart.one,
                expected=f"{apart.other}, as in {first_name}",
                fix="build the folders again with one installation and the same --rules, --actors, --same, --different",
            )


def _check_told_alike(folders: Sequence[_Folder], articles: Set[str]) -> None:
    """An InputError that names an article of which two folders hold other statements."""
    if not articles:
        return
    first: dict[str, tuple[bytes, Path]] = {}
    for folder in folders:
        for article, told in _told(folder.lines(), articles).items():
            other, where = first.setdefault(article, (told, folder.folder))
            if other != told:
                identifier = article[1:-1].rpartition("/")[2]
                raise InputError(
                    "two folders tell one article differently",
                    file=folder.folder / GRAPH_NQ,
                    found=identifier,
                    expected=f"what {where} holds of it",
                    fix=f"kg remove {identifier} -g the folder that is wrong, or build both from one input",
                )


def _told(lines: Iterable[str], articles: Set[str]) -> dict[str, bytes]:
    """For each of the articles that the lines hold, a hash of all that they say of it and in its graph."""
    hashes = {article: blake2b(digest_size=16) for article in articles}
    held: set[str] = set()
    for said in statements(lines):
        owner = said.graph or said.subject
        if owner in articles:
            held.add(owner)
            hashes[owner].update("\n".join((said.subject, said.predicate, said.value, "")).encode())
    return {article: hashes[article].digest() for article in held}
