"""What an analyst decided of entities: which two are one, and where one name means another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from kg.errors import RuleError
from kg.model import Article, Entity, Event, Filler, Kind, Reading

Node = tuple[Kind, str]
"""Kind and key: what makes an entity's IRI."""


@dataclass(frozen=True, slots=True)
class Merge:
    """One row of same.csv: whatever is said of `entity` is said of `same_as`."""

    entity: Node
    same_as: Node
    reason: str
    file: Path
    line: int


@dataclass(frozen=True, slots=True)
class Split:
    """One row of different.csv: in the article, or where these words stand, `entity` is `different`."""

    entity: Node
    article: str
    """The article's id; empty where it is any."""
    words: str
    """The words that name the entity; empty where they are any."""
    different: Node
    reason: str
    file: Path
    line: int

    def holds(self, filler: Filler, article: Article) -> bool:
        return (
            node_of(filler.entity) == self.entity
            and self.article in ("", article.id)
            and self.words in ("", filler.span.of(article.text))
        )


@dataclass(frozen=True, slots=True)
class Note:
    """Why an entity stands where the reader had another."""

    entity: Entity
    text: str
    everywhere: bool
    """Whether it holds of the entity in every article, or of this article alone."""


@dataclass(frozen=True)
class Decisions:
    """All merges and splits of a build: first the splits are made, then the merges."""

    merges: Mapping[Node, Merge] = field(default_factory=dict)
    """By the entity that goes, each pointing at one that stays: chains are resolved."""
    splits: tuple[Split, ...] = ()
    known: Mapping[Node, Entity] = field(default_factory=dict)
    """The entities of the tables."""

    def apply(self, reading: Reading) -> tuple[Reading, tuple[Note, ...]]:
        """The reading with every entity in its place, and a note for each decision that concerns it."""
        if not self.merges and not self.splits:
            return reading, ()
        notes: dict[tuple[Node, str], Note] = {}

        def put(filler: Filler) -> Filler:
            entity = filler.entity
            split = next((s for s in self.splits if s.holds(filler, reading.article)), None)
            if split is not None:
                entity = self._placed(split.different)
                text = f"{written(split.different)} ≠ {written(split.entity)}: {split.reason}"
                notes[node_of(entity), text] = Note(entity, text, everywhere=False)
            if (merge := self.merges.get(node_of(entity))) is not None:
                entity = self._placed(merge.same_as)
            entity = self._named(entity)
            for merged in self._into[node_of(entity)]:
                text = f"{written(merged.entity)} = {written(merged.same_as)}: {merged.reason}"
                notes[node_of(entity), text] = Note(entity, text, everywhere=True)
            return replace(filler, entity=entity)

        def told(event: Event) -> Event:
            return replace(event, fillers=tuple(map(put, event.fillers)), claimed_by=tuple(map(put, event.claimed_by)))

        events = tuple(map(told, reading.events))
        if reading.article.repeats is None:
            return replace(reading, events=events), tuple(notes.values())
        first, _ = self.apply(Reading(reading.article.repeats, reading.first))
        return replace(reading, events=events, first=first.events), tuple(notes.values())

    @cached_property
    def _into(self) -> Mapping[Node, list[Merge]]:
        into: dict[Node, list[Merge]] = defaultdict(list)
        for merge in self.merges.values():
            into[merge.same_as].append(merge)
        return into

    def _placed(self, node: Node) -> Entity:
        return self.known.get(node) or Entity(*node, label=node[1])

    def _named(self, entity: Entity) -> Entity:
        """The entity with the names of those that were merged into it."""
        gone = [self._placed(merge.entity) for merge in self._into[node_of(entity)]]
        names = [name for other in gone for name in (other.label, *other.aliases) if name != entity.label]
        return replace(entity, aliases=tuple(dict.fromkeys((*entity.aliases, *names))))


def node_of(entity: Entity) -> Node:
    return entity.kind, entity.key


def written(node: Node) -> str:
    """person/習近平: the node as the files and its IRI have it."""
    return f"{node[0].value.lower()}/{node[1]}"


def decisions_of(merges: Iterable[Merge], splits: Iterable[Split], known: Iterable[Entity]) -> Decisions:
    """The decisions, once they agree with one another; a RuleError that names the row where they do not."""
    direct: dict[Node, Merge] = {}
    for merge in merges:
        earlier = direct.setdefault(merge.entity, merge)
        if earlier.same_as != merge.same_as:
            raise _wrong(
                merge,
                f"{written(merge.entity)} is already the same as another",
                f"{written(merge.same_as)}; {written(earlier.same_as)} in {earlier.file.name}:{earlier.line}",
                "leave one of the rows",
            )
    resolved = {node: replace(merge, same_as=_end(merge, direct)) for node, merge in direct.items()}
    parted = tuple(splits)
    for split in parted:
        ends = {resolved[n].same_as if n in resolved else n for n in (split.entity, split.different)}
        if len(ends) == 1:
            raise _wrong(
                split,
                "the two are the same by same.csv",
                f"{written(split.entity)}, {written(split.different)}",
                "take out this row, or the one of same.csv",
            )
    return Decisions(resolved, parted, {node_of(entity): entity for entity in known})


def _end(merge: Merge, direct: Mapping[Node, Merge]) -> Node:
    """Where a chain of merges leads."""
    node, passed = merge.same_as, {merge.entity}
    while node in direct:
        if node in passed:
            raise _wrong(merge, "the rows lead in a circle", written(merge.entity), "leave out one row of the circle")
        passed.add(node)
        node = direct[node].same_as
    return node


def _wrong(row: Merge | Split, message: str, found: str, fix: str) -> RuleError:
    return RuleError(message, file=row.file, line=row.line, found=found, fix=fix)
