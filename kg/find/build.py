"""Builds: names that no table knows, told by how they are built: 〇〇委員会, 与那国島, ドナルド・トゥスク, 男性2人."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.analyse.token import Pos, Token
from kg.find.draft import Draft, Shape
from kg.find.table import ActorTable
from kg.find.title import folded, is_katakana
from kg.grammar import Grammar
from kg.model import Entity, Kind, Span

Again = Callable[[str, Sequence[Token], Sequence[Draft]], tuple[Draft, ...]]
"""Reads a part of a run again from the start."""

_ACRONYM = re.compile(r"(?=[A-Z0-9&/・]*[A-Z]{2})[A-Z][A-Z0-9&/・]{1,9}|[A-Z][0-9]{2}")
_FOREIGN = re.compile(r"[ァ-ヶヴー]{2,}(?:[・=][ァ-ヶヴー]{2,})+(?=[一-龥])")
_RANKED = re.compile(r"第[0-9一二三四五六七八九十]+党$")
_COUNTERS = "人名隻機社国上り"
"""What ends a count."""
_COUNTED = re.compile(r"(?P<left>.+?)(?:ら|計|約)?[0-9]+(?:[人名隻機社]|カ国)(?:以上|余り)?")


@dataclass(frozen=True)
class BuildReader:
    """Reads runs of nouns for bodies, places, persons and groups by their endings and letters."""

    table: ActorTable
    grammar: Grammar

    @cached_property
    def lists(self) -> dict[str, tuple[str, ...]]:
        keys = (
            "country_sides",
            "country_pairs",
            "organization_endings",
            "place_endings",
            "place_tails",
            "place_heads",
            "regions",
        )
        return {k: tuple(sorted(self.grammar.table("names", k), key=lambda w: (-len(w), w))) for k in keys}

    @cached_property
    def groups(self) -> frozenset[str]:
        return self.grammar.words("names", "groups")

    @cached_property
    def _group_endings(self) -> tuple[str, ...]:
        return tuple(sorted(g for g in self.groups if len(g) > 1))

    @cached_property
    def _vessels(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("names", "vessels"))

    @cached_property
    def _loose(self) -> frozenset[str]:
        return self.grammar.words("names", "loose_endings")

    @cached_property
    def _directions(self) -> frozenset[str]:
        return self.grammar.words("names", "directions")

    @cached_property
    def _wings(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("names", "wings"))

    @cached_property
    def _members(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("names", "members"))

    @cached_property
    def _people(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("names", "people_tails"))

    @cached_property
    def _tails(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("names", "group_tails"))

    def _ending(self, text: str, page: str) -> str | None:
        """The longest word of a list that a text ends in."""
        words = self._endings[page]
        for size in range(min(len(text), words[1]), 0, -1):
            if text[-size:] in words[0]:
                return text[-size:]
        return None

    @cached_property
    def _endings(self) -> dict[str, tuple[frozenset[str], int]]:
        """The words of each list, and the length of the longest."""
        return {page: (frozenset(words), max(map(len, words))) for page, words in self.lists.items()}

    def read(
        self, text: str, tokens: Sequence[Token], before: Sequence[Draft], led: bool, again: Again
    ) -> tuple[Draft, ...]:
        """The draft of a run; `led` says that a phrase with の leads up to it."""
        span = Span(tokens[0].start, tokens[-1].end)
        return (
            self._acronym(text, tokens, before, span)
            or self.body(text, tokens, before, span)
            or self.place(text, tokens, before, span, led, again)
            or self._bare_person(text, tokens, before, span)
            or self._group(text, tokens, before, span)
        )

    def country(self, text: str) -> Entity | None:
        known = self.table.by_form.get(text)
        found = next((e for e in known if e.kind is Kind.COUNTRY), None) if known else None
        return found or self.table.country_by_abbreviation.get(text)

    def known_place(self, text: str) -> Entity | None:
        known = self.table.by_form.get(text)
        return next((e for e in known if e.kind is Kind.PLACE), None) if known else None

    def _acronym(self, text: str, tokens: Sequence[Token], before: Sequence[Draft], span: Span) -> tuple[Draft, ...]:
        """A body by its acronym: FNL, LTTE, D66."""
        if not text[:1].isascii() or not _ACRONYM.fullmatch(text) or text in self.grammar.words("names", "no_bodies"):
            return ()
        return (
            Draft(Shape.ENTITY, span, text, entity=Entity(Kind.ORGANIZATION, text, text, country=country_of(before))),
        )

    def _leading_country(self, text: str, first: Token) -> tuple[str, str | None]:
        """The country that a body's name starts with; one character counts only as a word: 米軍, but no 仏教団体."""
        for size in range(min(len(text) - 1, 12), 0, -1):
            piece = text[:size]
            country = self.country(piece)
            if country is None or country.iso is None or piece in self._directions:
                continue
            rest = text[size:]
            composed = folded(self.table.short_name(country.iso) + rest)
            if (
                size > 1
                or len(first.surface) == 1
                or rest in self._endings["organization_endings"][0]
                or composed in self.table.by_form
            ):
                return piece, country.iso
        return "", None

    def body(self, text: str, tokens: Sequence[Token], before: Sequence[Draft], span: Span) -> tuple[Draft, ...]:
        ending = self._ending(text, "organization_endings")
        if text in self.grammar.words("names", "plain_bodies") and country_of(before) is None:
            return (Draft(Shape.GROUP, span, text, name=text, sort="body"),)
        if ending is None or text.endswith(self.lists["regions"]):
            return ()
        lead, country = self._leading_country(text, tokens[0])
        country = country or country_of(before)
        rest = text[len(lead) :]
        if text == ending and country is None and len(text) < 4:
            return ()
        if len(tokens) == 1 and tokens[0].pos == Pos.SURU and not lead:
            return ()  # 増派
        if _RANKED.search(text):
            return (Draft(Shape.GROUP, span, text, name=text, sort="body"),)  # 第2党
        if not lead and country is None and not _proper(tokens) and text == ending:
            return ()
        if text.endswith(self._wings) and not lead and country is None and not _proper(tokens):
            return ()  # 急進左派
        if ending in self._loose and not lead and len(tokens) == 1 and text != ending and not _proper(tokens):
            return ()  # 手紙 is no paper
        if ending in self._endings["place_endings"][0] and (text == ending or len(ending) < 3):
            return ()
        if country and rest:
            short = self.table.short_name(country)
            label = short + rest
            known = self.table.by_form.get(folded(label))
            entity = known[0] if known else Entity(Kind.ORGANIZATION, label, label, country=country)
        else:
            entity = Entity(Kind.ORGANIZATION, text, text)
        return (Draft(Shape.ENTITY, span, text, entity=entity),)

    def place(
        self, text: str, tokens: Sequence[Token], before: Sequence[Draft], span: Span, led: bool, again: Again
    ) -> tuple[Draft, ...]:
        for head in self.lists["place_heads"] if text.startswith(self.lists["place_heads"]) else ():
            if text.startswith(head) and len(text) > len(head):
                rest, label = from_offset(tokens, len(head)), text[len(head) :].strip("・")
                if len(head) == 1 and not is_katakana(label):
                    continue  # 町田
                found = again(text[len(head) :], rest, before)
                if found or not is_katakana(label):
                    return found
                return (Draft(Shape.ENTITY, rest[0].span, label, entity=Entity(Kind.PLACE, label, label)),)
        inside = self._in_region(text)
        if inside:
            rest = from_offset(tokens, len(text) - len(inside))
            if rest[0].start - tokens[0].start == len(text) - len(inside):
                town = Draft(
                    Shape.ENTITY, Span(rest[0].start, span.end), inside, entity=Entity(Kind.PLACE, inside, inside)
                )
                return again(inside, rest, before) or ((town,) if is_katakana(inside) else ())
        if "・" in text:
            left, _, right = text.partition("・")
            whose = self.country(left) or self.known_place(left)
            if right and whose and (self.known_place(right) or not is_katakana(left + right)):
                return again(right, from_offset(tokens, len(left) + 1), before)
        if text[0] in self.table.country_by_abbreviation and self.known_place(text[1:]):
            return (Draft(Shape.ENTITY, span, text, entity=self.known_place(text[1:])),)
        tails, _ = self._endings["place_tails"]
        for size in range(len(text) - 1, 1, -1):
            behind = text[size:]
            tail = behind in tails
            place = self.known_place(behind) if not tail and len(behind) > 1 else None
            if not tail and place is None:
                continue
            known = self.known_place(text[:size]) or self.country(text[:size])
            if known:
                return (Draft(Shape.ENTITY, span, text, entity=place or known),)
        if any(v in text[:-1] for v in self._vessels):
            label = "".join(t.surface for t in tokens)
            return (Draft(Shape.ENTITY, span, text, entity=Entity(Kind.PLACE, label, label)),)
        placed = tokens[0].place_name or tokens[-1].place_name
        ending = self._ending(text, "place_endings")
        if (placed and (ending or len(tokens) == 1)) or (ending and len(text) > len(ending) and _proper(tokens)):
            return (Draft(Shape.ENTITY, span, text, entity=Entity(Kind.PLACE, text, text)),)
        if ending and text == ending and (len(ending) > 3 or (len(ending) > 1 and led)):
            return (Draft(Shape.GROUP, span, text, name=text, sort="place"),)
        if ending and text != ending and len(ending) > 1:
            return (Draft(Shape.ENTITY, span, text, entity=Entity(Kind.PLACE, text, text)),)
        return ()

    def _in_region(self, text: str) -> str:
        """What stands behind a part of a country or a place: テルノピリ in ウクライナ西部テルノピリ; "" for nothing."""
        for region in self.lists["regions"]:
            left, found, inside = text.partition(region)
            if found and inside and (self.country(left) or self.known_place(left)):
                return inside
        return ""

    def _bare_person(
        self, text: str, tokens: Sequence[Token], before: Sequence[Draft], span: Span
    ) -> tuple[Draft, ...]:
        names = [t for t in tokens if t.word.person_name]
        lead = _FOREIGN.match(text)
        if lead and lead[0] != text and 0 < len(text) - len(lead[0]) <= 14:
            rest = text[len(lead[0]) :]
            head = Span(span.start, span.start + len(lead[0]))
            if not is_katakana(rest[:1]):
                return (Draft(Shape.PERSON, head, text, name=lead[0], title_word=rest),)
        full = len(names) == len(tokens) >= 2 or (len(tokens) == 1 and names and tokens[0].tags[3] == "一般")
        foreign = (
            is_katakana(text) and "・" in text.strip("・") and (tokens[0].oov or tokens[0].person_name or len(text) > 6)
        )
        family = len(tokens) == 1 and len(text) > 2 and is_katakana(text) and text in self.table.persons_by_family
        if full or foreign or family:
            return (Draft(Shape.PERSON, span, text, name=text, country=country_of(before)),)
        return ()

    def _group(self, text: str, tokens: Sequence[Token], before: Sequence[Draft], span: Span) -> tuple[Draft, ...]:
        for members in self._members if text.endswith(self._members) else ():  # EU各国
            known = self.table.by_form.get(text[: -len(members)])
            if known and known[0].kind is Kind.ORGANIZATION:
                return (Draft(Shape.ENTITY, span, text, entity=known[0]),)
        counted = _COUNTED.fullmatch(text) if text[-1:] in _COUNTERS else None
        bare = counted["left"] if counted else text
        for tail in self._tails if bare.endswith(self._tails) else ():
            if len(bare) > len(tail) + 1 and bare.endswith(tail) and bare not in self.groups:
                bare = bare[: -len(tail)]
                break
        if bare in self.groups or bare.endswith(self._group_endings) or (bare != text and text.endswith(self._people)):
            return (Draft(Shape.GROUP, span, text, name=text),)
        if counted or (tokens[-1].pos == Pos.COUNTER and text[-1:] in "人隻名"):
            return (Draft(Shape.GROUP, span, text, name=text),)
        return ()


def country_of(before: Sequence[Draft]) -> str | None:
    """The ISO code of the country that leads up to a phrase (韓国の, 米国の), if one does."""
    if len(before) != 1 or before[0].entity is None:
        return None
    entity = before[0].entity
    if entity.kind == Kind.COUNTRY:
        return entity.iso
    return entity.country if entity.kind == Kind.ORGANIZATION else None


def _proper(tokens: Sequence[Token]) -> bool:
    return any(t.pos == Pos.PROPER or t.oov for t in tokens)


def from_offset(tokens: Sequence[Token], offset: int) -> Sequence[Token]:
    seen = 0
    for i, t in enumerate(tokens):
        if seen >= offset:
            return tokens[i:]
        seen += len(t.surface)
    return tokens[-1:]
