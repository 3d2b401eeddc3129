"""Cues: the words and frames that the parser goes by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.analyse.phrase import Phrase


@dataclass(frozen=True)
class Cues:
    """What the parser goes by, from the rules and the grammar.

    `accepts` gives the cases that the rules' frames of a predicate know, `acts` the event classes of an act of a
    day and place, `reports` are the reporting words.
    """

    accepts: Callable[[Phrase], frozenset[str]]
    acts: Callable[[Phrase], frozenset[str]]
    reports: frozenset[str]
    content_nouns: frozenset[str]
    """Nouns that a clause explains: こと, 方針."""
    schedules: frozenset[str]
    """Of these, what all clauses before it are of: 予定."""
    also: frozenset[str]
    """も and its like, behind which a case stays with the nearest predicate."""
    summing: frozenset[str]
    """など and its like, which end a list."""
    becoming: frozenset[str]
    """Predicates that take と or に for what something is made or becomes: とする, なる."""
    light: frozenset[str]
    """Predicates that do what the noun before them names."""
    hearsay: frozenset[str]
    """Predicates that end what is told at second hand."""
    attitudes: frozenset[str]
    """Adjectives that tell how one stands to what is in に before them: 否定的な考え."""
    lasting: frozenset[str]
    """Behind an act's noun these tell when: 訪問中, 会談後."""
    talks: frozenset[str]
    """Event classes behind which a sentence tells what was said or agreed there."""
    encounters: frozenset[str]
    """Predicates of going or meeting where something is then agreed on."""
    attending: frozenset[str]
    """Predicates of being where something is said: 出席."""
    opening: frozenset[str]
    """Predicates of holding a gathering: 開く."""
    gatherings: frozenset[str]
    """What the names of gatherings end in: 会議."""
    naming: frozenset[str]
    """Predicates that give a name in quotation marks."""
    issued: frozenset[str]
    """Texts in which somebody says something: 声明."""
    bearing: frozenset[str]
    """Nouns whose clause tells only what they say or are about: 演説."""
    framing: frozenset[str]
    """Predicates with which such a clause may be past: 想定."""
    holding: frozenset[str]
    """What stands between an event's noun and such a predicate: 会談の場を持つ."""
    machines: frozenset[str]
    """What acts like people do, and is none of them: 戦闘機."""
