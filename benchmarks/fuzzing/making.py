"""Articles that nobody wrote: sentences of a grammar, and the sample articles spoilt."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml

from kg.find.table import ActorTable
from kg.match.rule import RuleSet
from kg.model import Article, Kind

GRAMMAR = Path(__file__).with_name("sentences.yaml")
DAYS = (None, "2025-11-23", "2024-02-29", "0001-01-01", "9999-12-31", "2025-01", "no day")
IDS = (
    "plain",
    "日本語",
    "a b",
    "a#b?c",
    "../../etc/passwd",
    "%2e%2e",
    "x" * 300,
    '"<>\\',
    "a\nb",
    "\u202e",
    "\U0001f642",
)
ADDRESSES = (None, "https://example.org/1", "javascript:alert(1)", 'https://example.org/ <>"', "http://[", "//x", "")
_SLOT = re.compile(r"\{(\w+)\}")
_DEEPEST = 7
_EDITS = 5
T = TypeVar("T")

Choose = Callable[[int], int]
"""A number from 0 up to the one given, which it is not."""


@dataclass(frozen=True)
class Maker:
    """Makes articles; all that is left open is decided by `choose`."""

    forms: Mapping[str, Sequence[str]]
    samples: tuple[Article, ...]

    @classmethod
    def of(cls, samples: Sequence[Article], table: ActorTable, rules: RuleSet) -> Maker:
        """A maker with the words of the tables and of the rules."""
        given: dict[str, Sequence[str]] = yaml.safe_load(GRAMMAR.read_text(encoding="utf-8"))
        names = {kind: [n for e in table.entities if e.kind is kind for n in (e.label, *e.aliases)] for kind in Kind}
        actors = [*names[Kind.PERSON], *names[Kind.ORGANIZATION], *names[Kind.COUNTRY], *table.persons_by_family]
        words = {
            "actor": [*actors, *table.country_by_abbreviation, *table.organization_by_abbreviation],
            "place": [*names[Kind.PLACE], *names[Kind.COUNTRY]],
            "title": list(table.titles),
            "trigger": sorted(rules.by_trigger),
        }
        return cls({**given, **words}, tuple(samples))

    def article(self, choose: Choose) -> Article:
        """An article of one or a few sentences."""
        text = self.sentence(choose) if choose(2) else self._sample(choose)
        for _ in range(choose(_EDITS)):
            text = self._spoilt(text, choose)
        title = self._filled("headline", choose, 0) if choose(4) == 0 else None
        return Article(
            one(IDS, choose), text, title, published=one(DAYS, choose), url=one(ADDRESSES, choose),
            source=self._filled("actor", choose, 0) if choose(4) == 0 else None,
            context=one((None, None, "2025", "2025-11"), choose),
        )  # fmt: skip

    def sentence(self, choose: Choose) -> str:
        """Sentences of the grammar."""
        return self._filled("article", choose, 0)

    def bytes_of(self, data: bytes, choose: Choose) -> bytes:
        """The data with some bytes changed, cut out, doubled or moved."""
        for _ in range(1 + choose(_EDITS)):
            at, size = choose(len(data) + 1), choose(1 + min(len(data), 200))
            piece = data[at : at + size]
            to = choose(len(data) + 1)
            data = (
                data[:at] + bytes([choose(256)]) + data[at + 1 :],
                data[:at] + data[at + size :],
                data[:to] + piece + data[to:],
                data[:at],
                data[:at] + one(self.forms["odd"], choose).encode() + data[at:],
            )[choose(5)]
        return data

    def _filled(self, name: str, choose: Choose, depth: int) -> str:
        form = one(self.forms[name], choose)
        if depth > _DEEPEST:  # leave open what would go on
            return _SLOT.sub("", form)
        return _SLOT.sub(lambda slot: self._filled(slot[1], choose, depth + 1), form)

    def _sample(self, choose: Choose) -> str:
        """Up to 200 characters of a sample."""
        text = one(self.samples, choose).text
        start = choose(len(text))
        return text[start : start + 1 + choose(200)]

    def _spoilt(self, text: str, choose: Choose) -> str:
        """The text with one piece cut out, doubled, moved, turned, taken from another, or put in."""
        at, size = choose(len(text) + 1), 1 + choose(20)
        piece, rest = text[at : at + size], text[:at] + text[at + size :]
        to = choose(len(rest) + 1)
        kind = choose(8)
        if kind == 0:
            return rest
        if kind == 1:
            return text[:at] + piece + text[at:]
        if kind == 2:
            return rest[:to] + piece + rest[to:]
        if kind == 3:
            return text[:at] + piece[::-1] + text[at + size :]
        if kind == 4:
            return text[:at] + self._sample(choose)[:size] + text[at:]
        if kind == 5:
            return text[:at] + piece * choose(12) + text[at + size :]
        if kind == 6:
            return text[:at] + self._filled(one(("trigger", "actor", "day"), choose), choose, 0) + text[at:]
        return text[:at] + one(self.forms["odd"], choose) + text[at:]


def one(of: Sequence[T], choose: Choose) -> T:
    return of[choose(len(of))]
