"""Which events of an article that repeats another's text are the other's: they get the keys that they have there."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Article, Event, Reading
from kg.ontology import DATE_ROLES, Ontology

_ALIKE = 90.0
"""Of 100 characters of two sentences so many are the same where they are one sentence."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as the article told it whose key it has."""

    event: Event
    article: str


def first_tellings(reading: Reading, ontology: Ontology) -> list[Telling]:
    """For each event of the reading how it was told first: in the article that this one repeats, else here.

    It was told there where a sentence that is nearly the same, with the same trigger, tells of an event of its class
    with the same fillers and dates in the roles that tell such events apart, but for the width of characters. Each
    event there is taken once, in the order of the text.
    """
    found = [Telling(event, reading.article.id) for event in reading.events]
    other = reading.article.repeats
    if other is None:
        return found
    left = list(reading.first)
    for number, event in enumerate(reading.events):
        roles = ontology.event_class(event.type).identity
        told = next((e for e in left if _is_one(event, reading.article, e, other, roles)), None)
        if told is not None:
            found[number] = Telling(told, other.id)
            left.remove(told)
    return found


def _is_one(event: Event, article: Article, other: Event, first: Article, roles: Sequence[str]) -> bool:
    from rapidfuzz import fuzz

    if event.type != other.type or any(_values(event, role) != _values(other, role) for role in roles):
        return False
    words, others = (_folded(e.trigger.of(a.text)) for e, a in ((event, article), (other, first)))
    sentence, its = (_folded(e.evidence.of(a.text)) for e, a in ((event, article), (other, first)))
    return words == others and fuzz.ratio(sentence, its) >= _ALIKE


def _values(event: Event, role: str) -> object:
    if role in DATE_ROLES:
        return event.start if role == "startDate" else event.end
    return {(f.entity.kind, _folded(f.entity.key)) for f in event.filling(role)}


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
