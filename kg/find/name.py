"""Names: what a phrase names, told from the tables, the titles and the build of names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.analyse.phrase import Phrase
from kg.analyse.token import Pos, Token
from kg.find.draft import Draft, Shape
from kg.find.table import ActorTable
from kg.find.title import TitleReader, folded, is_katakana
from kg.grammar import Grammar
from kg.model import Entity, Kind, Span

_ACRONYM = re.compile(r"(?=[A-Z0-9&/・]*[A-Z]{2})[A-Z][A-Z0-9&/・]{1,9}|[A-Z][0-9]{2}")
_COUNT = re.compile(r"(?P<left>.*?)(?P<count>[0-9]+|[一二三四五六七八九十]|数)(?P<rest>[^0-9]+)")
_FOREIGN = re.compile(r"[ァ-ヶヴー]{2,}(?:[・=][ァ-ヶヴー]{2,})+(?=[一-龥])")
_KANJI_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九十")}
_COUNTED = re.compile(r"(?P<left>.+?)(?:ら|計|約)?[0-9]+(?:[人名隻機社]|カ国)(?:以上|余り)?")


@dataclass(frozen=True)
class NameReader:
    """Reads phrases for actors and places with a table of actors and a grammar."""

    table: ActorTable
    grammar: Grammar

    @cached_property
    def titles(self) -> TitleReader:
        return TitleReader(self.table, self.grammar)

    @cached_property
    def _lists(self) -> dict[str, tuple[str, ...]]:
        keys = ("country_sides", "country_pairs", "organization_endings", "place_endings", "place_tails", "place_heads")
        return {k: tuple(sorted(self.grammar.table("names", k), key=lambda w: (-len(w), w))) for k in keys}

    @cached_property
    def _personal_sides(self) -> frozenset[str]:
        return self.grammar.words("names", "personal_sides")

    @cached_property
    def _premier(self) -> str:
        return str(self.grammar.table("names", "premier"))

    @cached_property
    def _groups(self) -> frozenset[str]:
        return self.grammar.words("names", "groups")

    @cached_property
    def _group_endings(self) -> tuple[str, ...]:
        return tuple(sorted(g for g in self._groups if len(g) > 1))

    @cached_property
    def _pairs(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("names", "both"))

    def _ending(self, text: str, page: str) -> str | None:
        """The longest word of a list that a text ends in."""
        words = self._lists[page]
        return next((e for e in words if text.endswith(e)), None) if text.endswith(words) else None

    @cached_property
    def _tails(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("names", "group_tails"))

    def read(self, phrase: Phrase, before: Sequence[Draft], led: bool = False) -> tuple[Draft, ...]:
        """The actors and places that a phrase names.

        `before` are those of the phrase that leads up to it with の; `led` says that there is such a phrase.
        """
        tokens = [t for t in phrase.content if t.pos not in (Pos.QUOTE, Pos.SPACE)]
        if tokens and any(v in phrase.text for v in self.grammar.table("names", "vessels")):
            whole = self._place(phrase.text, tokens, before, phrase.span)
            acts = phrase.case == "が" or (phrase.topic and not phrase.case)
            if whole and acts and whole[0].entity is not None:
                ship = Entity(Kind.ORGANIZATION, phrase.text, phrase.text)
                return (replace(whole[0], entity=ship, span=phrase.span),)
            return whole
        named = self._in_quotes(phrase, before)
        if named:
            return named
        if not tokens or tokens[-1].pos not in Pos.NOMINAL or (phrase.content[-1].pos == Pos.QUOTE and len(tokens) > 3):
            return ()
        text = folded("".join(t.surface for t in tokens))
        span = Span(tokens[0].start, tokens[-1].end)
        readings = tuple(b.surface[1:-1] for b in phrase.brackets if 0 < len(b.surface) - 2 <= 24)
        found = self._read(text, tokens, before, led)
        return tuple(
            replace(d, span=d.span if d.span.end > d.span.start else span, readings=readings if len(found) == 1 else ())
            for d in found
        )

    def _in_quotes(self, phrase: Phrase, before: Sequence[Draft]) -> tuple[Draft, ...]:
        """The body that a name in quotation marks is: 政党「〇〇」は, 与党の「〇〇」が."""
        last = phrase.content[-1]
        if (
            last.pos != Pos.QUOTE
            or not 2 < len(last.surface) <= 22
            or (phrase.case == "と" and len(phrase.content) == 1)
        ):
            return ()
        lead = "".join(t.surface for t in phrase.content[:-1])
        told = lead or (before[-1].text if before else "")
        if not told.endswith(tuple(self.grammar.table("names", "named_bodies"))):
            return ()
        label = last.surface[1:-1]
        known = self.table.by_form.get(folded(label))
        entity = known[0] if known else Entity(Kind.ORGANIZATION, label, label, country=country_of(before))
        return (Draft(Shape.ENTITY, Span(last.start + 1, last.end - 1), label, entity=entity),)

    def _read(
        self, text: str, tokens: Sequence[Token], before: Sequence[Draft], led: bool = False
    ) -> tuple[Draft, ...]:
        span = Span(tokens[0].start, tokens[-1].end)
        for step in (
            self._anaphor,
            self._countries,
            self._side_by_side,
            self._home,
            self._table,
            self._title,
            self._side,
        ):
            found = step(text, tokens, before, span)
            if found:
                return found
        return (
            self._known_end(text, tokens, before, span)
            or self._acronym(text, tokens, before, span)
            or self._body(text, tokens, before, span)
            or self._place(text, tokens, before, span, led)
            or self._bare_person(text, tokens, before, span)
            or self._group(text, tokens, before, span)
        )

    def _anaphor(self, text: str, tokens: Sequence[Token], before: Sequence[Draft], span: Span) -> tuple[Draft, ...]:
        if text.startswith(tuple(self.grammar.table("names", "every"))) and text in self._groups:
            return (Draft(Shape.GROUP, span, text, name=text),)
        both, many, same = (self.grammar.table("names", k) for k in ("both", "many", "same"))
        if text in both and both[text] != "none":
            return (Draft(Shape.BOTH, span, text, sort=both[text], count=2, title=self.titles.canonical(text[1:])),)
        if text in same:
            return (Draft(Shape.SAME, span, text, sort=same[text], title=self.titles.canonical(text[1:])),)
        hit = _COUNT.fullmatch(text)
        if hit and hit["rest"] in many:
            count = _number(hit["count"])
            if not hit["left"]:
                sort = many[hit["rest"]]
                return (Draft(Shape.BOTH, span, text, sort=sort, count=count),) if count > 1 else ()
            listed = self._countries(hit["left"], tokens, before, span)
            if len(listed) == count:
                return listed
            single = self._country(hit["left"])
            if single:
                return (Draft(Shape.ENTITY, span, hit["left"], entity=single, plural=True),)
        for word, sort in both.items() if text.endswith(self._pairs) else ():
            if word in self.grammar.words("names", "counted"):
                continue
            if len(text) > len(word) and text.endswith(word) and sort == "organization":
                rest = text[: -len(word)]
                known = self.table.organization_by_abbreviation.get(rest) or self.table.by_form.get(rest)
                return (Draft(Shape.ENTITY, span, rest, entity=known[0], plural=True),) if known else ()
            if len(text) > len(word) and text.endswith(word) and sort in ("person", "country", "any"):
                rest = text[: -len(word)]
                if sort == "country":
                    return self._countries(rest, tokens, before, span)
                parts = [rest] if self.table.by_form.get(rest) else rest.split("・")
                return tuple(
                    Draft(Shape.PERSON, span, p, name=p, title=self.titles.canonical(word[1:]), plural=True)
                    for p in parts
                )
        return ()

    def _countries(self, text: str, tokens: Sequence[Token], before: Sequence[Draft], span: Span) -> tuple[Draft, ...]:
        for tail in ("", *self._lists["country_pairs"]):
            if text.endswith(tail) and len(text) - len(tail) >= 2:
                found = self.abbreviated(text[: len(text) - len(tail)])
                if len(found) > 1:
                    return tuple(Draft(Shape.ENTITY, span, text, entity=c, plural=True) for c in found)
        if len(text) == 1 and text in self.grammar.words("names", "free_abbreviations"):
            return (Draft(Shape.ENTITY, span, text, entity=self.table.country_by_abbreviation[text]),)
        return ()

    def abbreviated(self, text: str) -> tuple[Entity, ...]:
        """The countries of a run of abbreviations (日米韓, 日・EU), or nothing where one piece is none."""
        out: list[Entity] = []
        i = 0
        while i < len(text):
            if text[i] == "・":
                i += 1
                continue
            for size in (4, 3, 2, 1):
                piece = text[i : i + size]
                country = self.table.country_by_abbreviation.get(piece) if len(piece) == size else None
                if country is None and len(piece) == size and size > 1:
                    country = next((e for e in self.table.by_form.get(piece, ()) if _acts(e)), None)
                if country is not None:
                    out.append(country)
                    i += size
                    break
            else:
                return ()
        return tuple(dict.fromkeys(out))

    def _side_by_side(
        self, text: str, tokens: Sequence[Token], before: Sequence[Draft], span: Span
    ) -> tuple[Draft, ...]:
        """Bodies joined by a dot: 読売新聞・時事通信."""
        for part in text.split("=") if "=" in text else ():  # EU=欧州連合
            same = next((e for e in self.table.by_form.get(part, ()) if _acts(e) or e.kind == Kind.ORGANIZATION), None)
            if same is not None:
                return (Draft(Shape.ENTITY, span, part, entity=same),)
        parts = text.split("・")
        if len(parts) < 2 or text in self.table.by_form:
            return ()
        known = [next((e for e in self.table.by_form.get(p, ()) if e.kind == Kind.ORGANIZATION), None) for p in parts]
        if not all(known):
            return ()
        return tuple(Draft(Shape.ENTITY, span, text, entity=e, plural=True) for e in known if e is not None)

    def _home(self, text: str, tokens: Sequence[Token], before: Sequence[Draft], span: Span) -> tuple[Draft, ...]:
        if text not in self.grammar.words("names", "home_forms"):
            return ()
        country = country_of(before)
        entity = self.table.country(country or self.grammar.table("names", "home_country"))
        return (Draft(Shape.ENTITY, span, text, entity=entity),)

    def _table(self, text: str, tokens: Sequence[Token], before: Sequence[Draft], span: Span) -> tuple[Draft, ...]:
        country = country_of(before)
        if country and country != self.grammar.table("names", "home_country"):
            composed = self.table.by_form.get(folded(self.table.short_name(country) + text))
            if composed:
                return (Draft(Shape.ENTITY, span, text, entity=composed[0]),)
        found = self.table.by_form.get(text)
        if not found:
            return ()
        if found[0].kind == Kind.PERSON:
            return (Draft(Shape.PERSON, span, text, name=text, country=country),)
        own = country or self.grammar.table("names", "home_country")
        best = next((e for e in found if e.country == own), found[0])
        if country and best.country and best.country != country and best.kind == Kind.ORGANIZATION:
            return self._body(text, tokens, before, span)
        return (Draft(Shape.ENTITY, span, text, entity=best),)

    def _title(self, text: str, tokens: Sequence[Token], before: Sequence[Draft], span: Span) -> tuple[Draft, ...]:
        draft = self.titles.read(text, tokens, span)
        if draft is None:
            return ()
        office = before[-1] if before and before[-1].shape == Shape.POST and draft.shape == Shape.PERSON else None
        if office is not None and office.title_word:  # 経済産業副大臣の相良参院議員: the post that counts stands before
            draft = replace(
                draft, title=office.title, title_word=office.title_word, country=office.country, body=office.body
            )
        if draft.country is None and draft.body is None:
            body = next((d.entity for d in before if d.entity and d.entity.kind == Kind.ORGANIZATION), None)
            draft = replace(draft, country=country_of(before), body=body)
        return (draft,)

    def _side(self, text: str, tokens: Sequence[Token], before: Sequence[Draft], span: Span) -> tuple[Draft, ...]:
        for tail in self._lists["country_sides"] if text.endswith(self._lists["country_sides"]) else ():
            rest = text[: -len(tail)] if text.endswith(tail) else ""
            if not rest:
                continue
            entity = self._country(rest)
            if entity:
                return (Draft(Shape.ENTITY, span, text, entity=entity),)
            known = self.table.by_form.get(rest, ()) or self.table.persons_by_family.get(rest, ())
            if known and known[0].kind == Kind.PERSON:
                if tail in self.grammar.words("names", "cabinets"):
                    return (Draft(Shape.PERSON, span, text, name=rest, title=self.titles.canonical(self._premier)),)
                if known[0].country is None or tail not in self._personal_sides:
                    return ()
                return (Draft(Shape.ENTITY, span, text, entity=self.table.country(known[0].country)),)
            if known and known[0].kind == Kind.ORGANIZATION:
                return (Draft(Shape.ENTITY, span, text, entity=known[0]),)
        country = country_of(before)
        if text in self._lists["country_sides"] and country:
            return (Draft(Shape.ENTITY, span, text, entity=self.table.country(country)),)
        return ()

    def _country(self, text: str) -> Entity | None:
        found = next((e for e in self.table.by_form.get(text, ()) if e.kind == Kind.COUNTRY), None)
        return found or self.table.country_by_abbreviation.get(text)

    def _body(self, text: str, tokens: Sequence[Token], before: Sequence[Draft], span: Span) -> tuple[Draft, ...]:
        ending = self._ending(text, "organization_endings")
        if text in self.grammar.words("names", "plain_bodies") and country_of(before) is None:
            return (Draft(Shape.GROUP, span, text, name=text, sort="body"),)
        if ending is None:
            return ()
        lead, country = self._leading_country(text)
        country = country or country_of(before)
        rest = text[len(lead) :]
        if text == ending and country is None and len(text) < 4:
            return ()
        if not lead and country is None and not _proper(tokens) and text == ending:
            return ()
        if ending in self._lists["place_endings"] and (text == ending or len(ending) < 3):
            return ()
        if country and rest:
            short = self.table.short_name(country)
            label = short + rest
            known = self.table.by_form.get(folded(label))
            entity = known[0] if known else Entity(Kind.ORGANIZATION, label, label, country=country)
        else:
            entity = Entity(Kind.ORGANIZATION, text, text)
        return (Draft(Shape.ENTITY, span, text, entity=entity),)

    def _known_end(self, text: str, tokens: Sequence[Token], before: Sequence[Draft], span: Span) -> tuple[Draft, ...]:
        """A name of the tables behind nouns that tell what it is: 国営通信社SANA, 最高指導者ダライ・ラマ14世."""
        at = len(text)
        for t in reversed(tokens[1:]):
            at -= len(t.surface)
            known = self.table.by_form.get(text[at:]) if len(text) - at > 2 else None
            if (
                known
                and known[0].kind in (Kind.PERSON, Kind.ORGANIZATION)
                and is_katakana(text[at]) != is_katakana(text[at - 1])
            ):
                return self._table(text[at:], _from(tokens, at), (), Span(t.start, span.end))
        return ()

    def _acronym(self, text: str, tokens: Sequence[Token], before: Sequence[Draft], span: Span) -> tuple[Draft, ...]:
        """A body by its acronym: FNL, LTTE, D66."""
        if not _ACRONYM.fullmatch(text) or text in self.grammar.words("names", "no_bodies"):
            return ()
        return (
            Draft(Shape.ENTITY, span, text, entity=Entity(Kind.ORGANIZATION, text, text, country=country_of(before))),
        )

    def _leading_country(self, text: str) -> tuple[str, str | None]:
        for size in range(min(len(text) - 1, 12), 0, -1):
            piece = text[:size]
            country = self._country(piece)
            if country:
                return piece, country.iso
        return "", None

    def _place(
        self, text: str, tokens: Sequence[Token], before: Sequence[Draft], span: Span, led: bool = False
    ) -> tuple[Draft, ...]:
        for head in self._lists["place_heads"]:
            if text.startswith(head) and len(text) > len(head):
                rest = _from(tokens, len(head))
                found = self._read(text[len(head) :], rest, before)
                if found or not is_katakana(text[len(head) :].strip("・")):
                    return found
                label = text[len(head) :].strip("・")
                return (Draft(Shape.ENTITY, rest[0].span, label, entity=Entity(Kind.PLACE, label, label)),)
        if "・" in text:
            left, _, right = text.partition("・")
            if (self._country(left) or self._known_place(left)) and not is_katakana(left + right):
                return self._read(right, _from(tokens, len(left) + 1), before)
        if text[0] in self.table.country_by_abbreviation and self._known_place(text[1:]):
            return (Draft(Shape.ENTITY, span, text, entity=self._known_place(text[1:])),)
        for size in range(len(text) - 1, 1, -1):
            known = self._known_place(text[:size]) or self._country(text[:size])
            behind = text[size:]
            if known and behind in self._lists["place_tails"]:
                return (Draft(Shape.ENTITY, span, text, entity=known),)
            if known and len(behind) > 1 and self._known_place(behind):
                return (Draft(Shape.ENTITY, span, text, entity=self._known_place(behind)),)
        if any(v in text[:-1] for v in self.grammar.table("names", "vessels")):
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

    def _known_place(self, text: str) -> Entity | None:
        return next((e for e in self.table.by_form.get(text, ()) if e.kind == Kind.PLACE), None)

    def _bare_person(
        self, text: str, tokens: Sequence[Token], before: Sequence[Draft], span: Span
    ) -> tuple[Draft, ...]:
        names = [t for t in tokens if t.person_name]
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
        counted = _COUNTED.fullmatch(text)
        bare = counted["left"] if counted else text
        for tail in self._tails:
            if len(bare) > len(tail) + 1 and bare.endswith(tail) and bare not in self._groups:
                bare = bare[: -len(tail)]
                break
        if bare in self._groups or bare.endswith(self._group_endings):
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


def _acts(entity: Entity) -> bool:
    return entity.kind == Kind.COUNTRY or entity.label in ("EU", "ASEAN", "NATO")


def _proper(tokens: Sequence[Token]) -> bool:
    return any(t.pos == Pos.PROPER or t.oov for t in tokens)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _KANJI_DIGITS.get(text, 0)


def _from(tokens: Sequence[Token], offset: int) -> Sequence[Token]:
    seen = 0
    for i, t in enumerate(tokens):
        if seen >= offset:
            return tokens[i:]
        seen += len(t.surface)
    return tokens[-1:]
