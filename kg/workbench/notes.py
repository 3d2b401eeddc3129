"""The notes that an explanation is made of; the names of their fields are the keys of its JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PhraseNote:
    """One phrase with its particle as written and as read; `head` is the phrase that it leans on, -1 for none."""

    index: int
    text: str
    particle: str
    case: str
    head: int
    link: str
    predicate: str | None
    """The dictionary form, of a predicate."""


@dataclass(frozen=True, slots=True)
class MentionNote:
    """What words name; `known` says whether the tables have it, `named` whether the words are a name of it."""

    text: str
    start: int
    end: int
    type: str
    label: str
    known: bool
    named: bool


@dataclass(frozen=True, slots=True)
class DateNote:
    """The words of a date and the date that they mean, as XSD writes it; None where nothing is known."""

    text: str
    value: str | None


@dataclass(frozen=True, slots=True)
class RoleNote:
    """A filler of a role: the words, whom they mean, and how they came into the role."""

    role: str
    text: str
    start: int
    end: int
    type: str
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class EventNote:
    """An event with the rule that made it. `kept` is False where an event told before holds it in the graph."""

    type: str
    rule: str
    place: str
    trigger: str
    why: str
    roles: tuple[RoleNote, ...]
    start: str | None
    end: str | None
    date_text: str | None
    status: str
    status_why: str
    claimed_by: tuple[RoleNote, ...]
    kept: bool


@dataclass(frozen=True, slots=True)
class ConditionNote:
    role: str | None
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class MissNote:
    """A predicate that no rule took, with the nearest rule; `rule` is None where none has a like trigger."""

    text: str
    predicate: str
    rule: str | None
    place: str | None
    trigger: str | None
    conditions: tuple[ConditionNote, ...]


@dataclass(frozen=True, slots=True)
class SentenceNote:
    text: str
    start: int
    end: int
    quoted: bool
    """Whether this is the inside of a quotation of the sentence before."""
    phrases: tuple[PhraseNote, ...]
    mentions: tuple[MentionNote, ...]
    dates: tuple[DateNote, ...]
    events: tuple[EventNote, ...]
    misses: tuple[MissNote, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    article: str
    published: str | None
    sentences: tuple[SentenceNote, ...]

    def as_json(self) -> dict[str, Any]:
        """The notes as they stand; the names of the fields are the keys."""
        return asdict(self)
