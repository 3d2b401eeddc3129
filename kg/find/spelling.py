"""Spellings: foreign names that are written in more than one way (ベセント and ベッセント, ヴィクトル and ビクトル)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.find.table import ActorTable
from kg.find.title import is_katakana
from kg.grammar import Grammar
from kg.model import Entity, Kind

_SHORTEST = 3


@dataclass(frozen=True)
class Spellings:
    """Finds people of a table by how their names sound."""

    table: ActorTable
    grammar: Grammar

    @cached_property
    def _pairs(self) -> tuple[tuple[str, str], ...]:
        pairs: Mapping[str, str] = self.grammar.table("names", "spellings")
        return tuple(sorted(pairs.items(), key=lambda pair: (-len(pair[0]), pair[0])))

    @cached_property
    def _full(self) -> Mapping[str, tuple[Entity, ...]]:
        people = (e for e in self.table.entities if e.kind == Kind.PERSON)
        return self._by_sound((form, e) for e in people for form in (e.label, *e.aliases))

    @cached_property
    def _families(self) -> Mapping[str, tuple[Entity, ...]]:
        return self._by_sound((family, e) for family, es in self.table.persons_by_family.items() for e in es)

    def sound(self, name: str) -> str:
        """The key of a katakana name, the same for its usual spellings; "" for a name that is none or too short."""
        if not is_katakana(name):
            return ""
        for written, plain in self._pairs:
            name = name.replace(written, plain)
        return name if len(name) >= _SHORTEST else ""

    def full(self, name: str) -> tuple[Entity, ...]:
        """The people whose whole name, or another name of theirs, sounds like this one."""
        return self._full.get(self.sound(name), ())

    def family(self, name: str) -> tuple[Entity, ...]:
        """The people whose family name sounds like this one."""
        return self._families.get(self.sound(name), ())

    def _by_sound(self, names: Iterable[tuple[str, Entity]]) -> Mapping[str, tuple[Entity, ...]]:
        found: dict[str, dict[Entity, None]] = {}
        for name, entity in names:
            sound = self.sound(name)
            if sound:
                found.setdefault(sound, {})[entity] = None
        return {sound: tuple(entities) for sound, entities in found.items()}
