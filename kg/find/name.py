"""Names: what a phrase names, told from the tables, the titles and the build of names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.analyse.phrase import Link, Phrase
from kg.analyse.token import Pos, Token, Word
from kg.find.build import BuildReader, country_of, from_offset
from kg.find.date import DateExpression
from kg.find.draft import Draft, Shape
from kg.find.several import SeveralReader
from kg.find.table import ActorTable
from kg.find.title import ORDINAL, TitleReader, folded, is_katakana
from kg.grammar import Grammar
from kg.memo import Memo
from kg.model import Entity, Kind, Span
from kg.value import value

_TELLING = ("が", "と")
"""Cases on which it hangs what a phrase names."""


@value(frozen=True, slots=True, eq=False)
class _Known:
    """What a phrase that begins at `start` names; two are equal only where they are one object."""

    start: int
    drafts: tuple[Draft, ...]

    def at(self, start: int) -> tuple[Draft, ...]:
        """What the same words name where they begin at `start`."""
        return tuple([d.moved(start - self.start) for d in self.drafts])


_UNNAMED = (Shape.GROUP, Shape.POST)


@dataclass(frozen=True)
class NameReader:
    """Reads phrases for actors and places with a table of actors and a grammar."""

    table: ActorTable
    grammar: Grammar

    @cached_property
    def builds(self) -> BuildReader:
        return BuildReader(self.table, self.grammar)

    @cached_property
    def several(self) -> SeveralReader:
        return SeveralReader(self.table, self.grammar, self.builds, self.titles)

    @cached_property
    def titles(self) -> TitleReader:
        return TitleReader(self.table, self.grammar)

    @cached_property
    def _personal_sides(self) -> frozenset[str]:
        return self.grammar.words("names", "personal_sides")

    @cached_property
    def _premier(self) -> str:
        return str(self.grammar.table("names", "premier"))

    @cached_property
    def _state_words(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("names", "state_words"))

    @cached_property
    def _vessels(self) -> re.Pattern[str]:
        return re.compile("|".join(self.grammar.table("names", "vessels")))

    @cached_property
    def _named_bodies(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("names", "named_bodies"))

    @cached_property
    def _sides(self) -> frozenset[str]:
        return self.grammar.words("names", "sides_together")

    @cached_property
    def _and_others(self) -> frozenset[str]:
        return self.grammar.words("names", "and_others")

    @cached_property
    def _and_so_on(self) -> frozenset[str]:
        return self.grammar.words("names", "and_so_on")

    @cached_property
    def _papers(self) -> frozenset[str]:
        return self.grammar.words("names", "papers")

    @cached_property
    def _known(self) -> Memo[tuple[tuple[Word, ...], str, bool, _Known | None], _Known]:
        """What phrases name, by their words, by が or と behind them, by whether の leads up to them, by what does."""
        return Memo()

    def drafts(
        self, phrases: Sequence[Phrase], dates: Sequence[DateExpression | None]
    ) -> tuple[tuple[Draft, ...], ...]:
        """What each phrase of a sentence names; a date names nobody."""
        out: list[tuple[Draft, ...]] = []
        last: _Known | None = None
        previous: Phrase | None = None
        for p, date in zip(phrases, dates, strict=True):
            of = previous is not None and previous.case == "の"
            before = out[-1] if of and previous is not None and previous.link is Link.ADNOMINAL else ()
            led = of and previous is not None and previous.adnominal
            known: _Known | None = None
            if date is not None or not (p.nominal or self._vessels.search(p.text)):
                found: tuple[Draft, ...] = ()
            elif p.brackets or p.span.end - p.start != len(p.text) or (before and last is None):
                found = self.read(p, before, led)
            else:
                case = "が" if p.topic and not p.case else p.case if p.case in _TELLING else ""
                key = (p.wording.content, case, led, last if before else None)
                known = self._known.get(key)
                if known is None:
                    known = self._known.keep(key, _Known(p.start, self.read(p, before, led)))
                found = known.at(p.start) if known.drafts else ()
            if len(before) > 1 and p.text in self._sides and _countries(before):
                found = tuple(replace(d, span=p.span) for d in before)  # 日米韓の首脳
            elif before and not found[1:] and (not found or found[0].shape in _UNNAMED) and _lead(before, previous):
                out[-1], found = (), tuple(before)  # シシ大統領ら仲介国の首脳
            out.append(found)
            last, previous = known, p
        return tuple(out)

    def read(self, phrase: Phrase, before: Sequence[Draft], led: bool = False) -> tuple[Draft, ...]:
        """The actors and places that a phrase names.

        `before` are those of the phrase that leads up to it with の; `led` says that there is such a phrase.
        """
        tokens = [t for t in phrase.content if t.pos not in (Pos.QUOTE, Pos.SPACE)]
        if tokens and self._vessels.search(phrase.text):
            whole = self.builds.place(phrase.text, tokens, before, phrase.span, False, self._read)
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
        if len(tokens) > 1 and tokens[-1].surface in self._and_so_on:
            tokens = tokens[:-1]
        people = self._people(tokens, before)
        if people:
            return people
        text = folded("".join(t.surface for t in tokens))
        span = Span(tokens[0].start, tokens[-1].end)
        readings = tuple(b.surface[1:-1] for b in phrase.brackets if 0 < len(b.surface) - 2 <= 24)
        found = self._read(text, tokens, before, led) or (self._medium(text, span) if phrase.case == "によると" else ())
        if not found:
            return ()
        if not readings and all(d.span.end > d.span.start for d in found):
            return found
        return tuple(
            replace(d, span=d.span if d.span.end > d.span.start else span, readings=readings if len(found) == 1 else ())
            for d in found
        )

    def _people(self, tokens: Sequence[Token], before: Sequence[Draft]) -> tuple[Draft, ...]:
        """The people whom a word for them all follows: 高市首相ら政府高官, 小沢一郎氏ら議員10人."""
        k = next((k for k, t in enumerate(tokens[:-1]) if k and t.surface in self._and_others), None)
        if k is None:
            return ()
        text = folded("".join(t.surface for t in tokens[: k + 1]))
        span = Span(tokens[0].start, tokens[k].end)
        found = self._read(text, tokens[: k + 1], before)
        people = all(d.shape is Shape.PERSON for d in found)
        return tuple(replace(d, span=span) if not d.span.end > d.span.start else d for d in found) if people else ()

    def _medium(self, text: str, span: Span) -> tuple[Draft, ...]:
        """The papers and agencies that short names mean where they are a source: 毎日によると, 朝日・日経によると."""
        out: list[Draft] = []
        for part in text.split("・"):
            forms = (part, *(part + ending for ending in self.grammar.table("names", "media_names")))
            known = next((e for form in forms for e in self.table.by_form.get(form, ())), None)
            if known is None or self.table.organization_type(known) != "media":
                return ()
            out.append(Draft(Shape.ENTITY, span, text, entity=known, plural="・" in text))
        return tuple(out)

    def _paper(self, text: str, span: Span) -> tuple[Draft, ...]:
        """The paper that is told as one, alone or behind its country: 英フィナンシャル・タイムズ紙."""
        if text[-1] not in self._papers:
            return ()
        known = self.table.by_form.get(text[:-1]) or self._of_country(text[:-1])
        if not known or self.table.organization_type(known[0]) != "media":
            return ()
        return (Draft(Shape.ENTITY, span, text, entity=known[0]),)

    def _in_quotes(self, phrase: Phrase, before: Sequence[Draft]) -> tuple[Draft, ...]:
        """The body that a name in quotation marks is: 政党「〇〇」は, 与党の「〇〇」が."""
        last = phrase.content[-1]
        if len(phrase.content) > 1 and phrase.content[-2].pos == Pos.QUOTE and last.surface in self._named_bodies:
            last = phrase.content[-2]  # 「〇〇」紙
        if last.pos != Pos.QUOTE or not 2 < len(last.surface) <= 22:
            return ()
        lead = "".join(t.surface for t in phrase.content[:-1] if t.pos != Pos.QUOTE)
        told = lead or (before[-1].text if before else "")
        label = last.surface[1:-1]
        known = self.table.by_form.get(folded(label))
        acting = not lead and known and known[0].kind is Kind.ORGANIZATION  # 保守系の「国民の力」は
        said = phrase.case == "と" and len(phrase.content) == 1  # 「…」と述べた
        if not (acting or (told.endswith(self._named_bodies) and not said)):
            return ()
        if known is None and told[-1] in self._papers and not label.endswith(told[-1]):
            label += told[-1]  # 地元紙「〇〇」 is 〇〇紙
        entity = known[0] if known else Entity(Kind.ORGANIZATION, label, label, country=country_of(before))
        return (Draft(Shape.ENTITY, Span(last.start + 1, last.end - 1), label, entity=entity),)

    def _read(
        self, text: str, tokens: Sequence[Token], before: Sequence[Draft], led: bool = False
    ) -> tuple[Draft, ...]:
        span = Span(tokens[0].start, tokens[-1].end)
        return (
            self.several.read(text, span)
            or self._home(text, before, span)
            or self._table(text, tokens, before, span)
            or self._paper(text, span)
            or self._title(text, tokens, before, span)
            or self._side(text, before, span)
            or self._known_end(text, tokens, span)
            or self.builds.read(text, tokens, before, led, self._read)
        )

    def _home(self, text: str, before: Sequence[Draft], span: Span) -> tuple[Draft, ...]:
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
        found = self.table.by_form.get(text) or self._of_country(text)
        if not found:
            return ()
        if found[0].kind == Kind.PERSON:
            return (Draft(Shape.PERSON, span, text, name=text, country=country),)
        own = country or self.grammar.table("names", "home_country")
        best = next((e for e in found if e.country == own), found[0])
        if country and best.country and best.country != country and best.kind == Kind.ORGANIZATION:
            return self.builds.body(text, tokens, before, span)
        return (Draft(Shape.ENTITY, span, text, entity=best),)

    def _of_country(self, text: str) -> tuple[Entity, ...]:
        """A body behind the short name of its own country: 米アップル."""
        country = self.table.country_by_abbreviation.get(text[:1]) if len(text) > 3 else None
        if country is None:
            return ()
        known = self.table.by_form.get(text[1:], ())
        return tuple(e for e in known if e.kind is Kind.ORGANIZATION and e.country == country.iso)

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
        elif draft.body is not None and draft.body.country in (None, self._home_country) and (iso := _abroad(before)):
            body = self._composed(iso, draft.body.label)
            draft = replace(draft, country=iso, body=body) if body is not None else draft
        return (draft,)

    @cached_property
    def _home_country(self) -> str:
        return str(self.grammar.table("names", "home_country"))

    def _composed(self, iso: str, label: str) -> Entity | None:
        """The body of a country that the word for a body at home names: 北朝鮮の外務省."""
        label = self.table.short_name(iso) + label
        known = self.table.by_form.get(folded(label))
        return known[0] if known else Entity(Kind.ORGANIZATION, label, label, country=iso)

    def _side(self, text: str, before: Sequence[Draft], span: Span) -> tuple[Draft, ...]:
        for tail in self.builds.lists["country_sides"] if text.endswith(self.builds.lists["country_sides"]) else ():
            rest = ORDINAL.sub("", text[: -len(tail)]) if text.endswith(tail) else ""
            if not rest:
                continue
            entity = self.builds.country(rest)
            if entity:
                return (Draft(Shape.ENTITY, span, text, entity=entity),)
            if tail in self._personal_sides and (led := self._led_country(rest)) is not None:
                return (Draft(Shape.ENTITY, span, text, entity=led),)
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
        if country and text in self.builds.lists["country_sides"]:
            return (Draft(Shape.ENTITY, span, text, entity=self.table.country(country)),)
        return ()

    def _led_country(self, text: str) -> Entity | None:
        """The country whose leader's name stands beside its short name: トランプ米政権, バイデン前米政権."""
        short = self.table.country_by_abbreviation
        for name, country in ((text[:-1], short.get(text[-1])), (text[1:], short.get(text[0]))):
            name = name.rstrip("".join(self.grammar.table("names", "former")))
            if country is not None and name and (name in self.table.persons_by_family or is_katakana(name)):
                return country
        return None

    def _known_end(self, text: str, tokens: Sequence[Token], span: Span) -> tuple[Draft, ...]:
        """A name of the tables behind nouns that tell what it is: 国営通信社SANA, 最高指導者ダライ・ラマ14世."""
        left, dot, right = text.rpartition("・")
        told = self.table.by_form.get(right) if dot else None
        if told and told[0].kind == Kind.ORGANIZATION and left.endswith(self._named_bodies):  # 情報機関・国家情報院
            return self._table(right, from_offset(tokens, len(left) + 1), (), span)
        at = len(text)
        for t in tokens[:0:-1]:
            at -= len(t.surface)
            known = self.table.by_form.get(text[at:]) if len(text) - at > 2 else None
            if known is None or _script(text[at]) == _script(text[at - 1]):
                continue
            if self.builds.country(text[:at]) or self.builds.known_place(text[:at]):  # コロンビア憲法裁判所 is its own
                return ()
            state = known[0].kind == Kind.COUNTRY and text[:at].endswith(self._state_words)  # 議長国マレーシア
            if state or known[0].kind in (Kind.PERSON, Kind.ORGANIZATION):
                return self._table(text[at:], from_offset(tokens, at), (), Span(t.start, span.end))
        return ()


def _script(sign: str) -> str:
    """Katakana, Latin letters, or anything else."""
    return "katakana" if is_katakana(sign) else ("latin" if sign.isascii() else "other")


def _lead(before: Sequence[Draft], previous: Phrase | None) -> bool:
    """Whether people are told before a word for them all, in one phrase with a part of it."""
    return (
        previous is not None
        and before[-1].span.end < previous.span.end
        and all(d.shape is Shape.PERSON and d.plural for d in before)
    )


def _countries(drafts: Sequence[Draft]) -> bool:
    """Whether all that is named are countries."""
    return all(d.entity is not None and d.entity.kind is Kind.COUNTRY for d in drafts)


def _abroad(before: Sequence[Draft]) -> str | None:
    """The country that alone leads up to a phrase with の."""
    one = before[0].entity if len(before) == 1 else None
    return one.iso if one is not None and one.kind == Kind.COUNTRY else None
