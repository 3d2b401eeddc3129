"""The frozen values that the stages hand to one another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from kg.value import value


class Kind(StrEnum):
    """The classes of entities; the value is the local name in the ontology."""

    PERSON = "Person"
    COUNTRY = "Country"
    ORGANIZATION = "Organization"
    PLACE = "Place"
    POST = "Post"
    TOPIC = "Topic"


class Status(StrEnum):
    """Whether an event happened, as the article has it."""

    OCCURRED = "occurred"
    PLANNED = "planned"
    DENIED = "denied"
    POSSIBLE = "possible"


@value(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters (code points) of an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The slice of the text that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was given; every offset in the graph counts characters of `text`.

    `published` is an ISO date (2025-11-23) or None.
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    source: str | None = None
    """The name of who published it."""
    context: str | None = None
    """An ISO month or year ("2025-11", "2025") that neighbours in a listing leave no doubt of."""
    repeats: Article | None = None
    """The article that told the same text first, nearly word for word; it repeats none itself."""


@value(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as partial as the text leaves it: any of year, month and day may be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def lexical(self) -> str:
        """The XSD form: 2025-10-28, 2025-10, 2025, --10-28, --10 or ---08."""
        if self.year is None:
            if self.month is None:
                return f"---{self.day:02d}"
            return f"--{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")
        tail = f"-{self.month:02d}" if self.month else ""
        return f"{self.year:04d}{tail}" + (f"-{self.day:02d}" if self.month and self.day else "")

    @property
    def datatype(self) -> str:
        """The local name of the XSD type of `lexical`."""
        known = (self.year is not None, self.month is not None, self.day is not None)
        return {
            (True, True, True): "date",
            (True, True, False): "gYearMonth",
            (True, False, False): "gYear",
            (False, True, True): "gMonthDay",
            (False, True, False): "gMonth",
            (False, False, True): "gDay",
        }[known]


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something that a graph has one node for; `kind` and `key` make its IRI."""

    kind: Kind
    key: str
    label: str
    label_en: str | None = None
    aliases: tuple[str, ...] = ()
    """Other names from the tables, in table order; forms seen in an article are not here."""
    wikidata: str | None = None
    iso: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2 of the country that the entity belongs to, where known."""

    def __eq__(self, other: object) -> bool:
        """Whether all is the same: the key first, for most of what is compared differs in it."""
        if self is other:
            return True
        if not isinstance(other, Entity):
            return NotImplemented
        return self.key == other.key and self._rest() == other._rest()

    def __hash__(self) -> int:
        return hash(self.key)

    def _rest(self) -> tuple[object, ...]:
        return self.kind, self.label, self.label_en, self.aliases, self.wikidata, self.iso, self.country


@value(frozen=True, slots=True)
class Filler:
    """An entity in a role of an event, and where the article names it there."""

    role: str
    entity: Entity
    span: Span
    named: bool = True
    """Whether the words at `span` are a name of the entity, and no 両氏, 首相 or clause that it was inferred from."""
    form: str = ""
    """The name alone, as the article spells it, where `span` has more (オルバーン in オルバーン首相)."""


@value(frozen=True, slots=True)
class Event:
    """One event as one article tells it."""

    type: str
    rule: str
    trigger: Span
    evidence: Span
    """The sentence or clause that says so."""
    fillers: tuple[Filler, ...] = ()
    start: PartialDate | None = None
    end: PartialDate | None = None
    date_text: str | None = None
    """The words that the dates were read from."""
    status: Status = Status.OCCURRED
    claimed_by: tuple[Filler, ...] = ()

    def filling(self, role: str) -> tuple[Filler, ...]:
        return tuple([f for f in self.fillers if f.role == role])


@dataclass(frozen=True)
class Reading:
    """An article with the events read from it: what `write` takes."""

    article: Article
    events: tuple[Event, ...] = ()
    first: tuple[Event, ...] = ()
    """The events of the article that this one repeats."""

    @cached_property
    def entities(self) -> frozenset[Entity]:
        """Every entity that the article's events speak of."""
        found = {f.entity for e in self.events for f in (*e.fillers, *e.claimed_by)}
        return frozenset(found)
