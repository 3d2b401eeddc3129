"""The discourse: what an article has told so far, which later namings lean on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model import Entity, Event, Kind, PartialDate
from kg.value import value

_MEMORY = 60


@value(frozen=True, slots=True)
class Told:
    """An actor that the article has named, with the title it had there."""

    entity: Entity
    title: str | None = None
    title_word: str = ""
    former: bool = False
    body: Entity | None = None
    """Whose post it is: a party, a ministry, a firm."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A speech or a meeting that the article has told of with its day."""

    name: str
    actors: frozenset[Entity]
    start: PartialDate
    text: str | None


@dataclass
class Discourse:
    """What one article has told so far. One object an article; the stages hand it on from sentence to sentence."""

    article: str
    on: PartialDate | None
    told: list[Told] = field(default_factory=list)
    together: tuple[Entity, ...] = ()
    """The participants of the last event that several took part in."""
    subject: tuple[Entity, ...] = ()
    """The subject of the last main clause."""
    sets: dict[tuple[Kind, int], tuple[Entity, ...]] = field(default_factory=dict)
    """The last equals named side by side, by kind and number: what 3カ国 means."""
    contest: Entity | None = None
    """The post that the last election told of was about."""
    posts: dict[Entity, Entity] = field(default_factory=dict)
    """The post that a person was last told to take or hold."""
    planner: tuple[Entity, ...] = ()
    """Whose visit was announced last; what is planned next is theirs."""
    anyone: Entity | None = None
    """The last person or people told without a name."""
    occasions: list[Occasion] = field(default_factory=list)
    """The speeches and meetings told with their days."""
    asked: tuple[Event, ...] = ()
    """The demands and proposals of the sentence before."""
    voted: tuple[Event, ...] = ()
    """The bills that were voted on last."""
    bodies: dict[str, Entity] = field(default_factory=dict)
    """Short names that the article gave in brackets (EU, 外国特派員協会)."""

    def tell(self, told: Told) -> None:
        """Remembers an actor; one told without a title keeps the last that the article gave it."""
        if told.title is None:
            for old in reversed(self.told):
                if old.entity.key == told.entity.key and old.entity == told.entity:
                    told = old
                    break
        self.told.append(told)
        del self.told[:-_MEMORY]

    def latest(self, kind: Kind) -> Iterator[Entity]:
        """The actors of a kind, from the last one told back; one told twice comes twice."""
        return (t.entity for t in reversed(self.told) if t.entity.kind == kind)

    def last(self, kind: Kind, count: int = 1, title: str | None = None) -> tuple[Entity, ...]:
        """The last actors of a kind, in the order of their telling."""
        out: list[Entity] = []
        for t in reversed(self.told):
            if t.entity.kind == kind and t.entity not in out and (title is None or t.title == title):
                out.append(t.entity)
                if len(out) == count:
                    break
        return tuple(reversed(out))
