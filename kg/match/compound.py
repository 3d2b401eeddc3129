"""Compounds: who takes part by the words before an event in its own compound (日米首脳会談, 対ロ制裁, 訪米)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kg.find.discourse import Discourse
from kg.find.draft import Draft, Shape
from kg.find.name import NameReader
from kg.find.resolve import Resolver
from kg.find.title import is_katakana
from kg.grammar import Grammar
from kg.match.hit import Hit
from kg.match.scene import Arg, Named
from kg.model import Entity, Kind, Span


@dataclass(frozen=True)
class CompoundReader:
    """Reads what stands before a trigger in its own word."""

    names: NameReader
    resolver: Resolver
    grammar: Grammar

    @cached_property
    def _fillers(self) -> tuple[str, ...]:
        words = (*self.grammar.table("names", "compound_posts"), *self.grammar.table("names", "compound_words"))
        return tuple(sorted(map(str, words), key=lambda w: (-len(w), w)))

    @cached_property
    def _posts(self) -> tuple[str, ...]:
        return tuple(sorted(self.grammar.words("names", "compound_posts"), key=lambda w: (-len(w), w)))

    @cached_property
    def _titles(self) -> tuple[str, ...]:
        return tuple(self.names.table.titles)

    @cached_property
    def _leaders(self) -> frozenset[str]:
        return self.grammar.words("names", "leaders")

    @cached_property
    def _heads(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("names", "visit_heads"))

    @cached_property
    def _against(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("names", "against"))

    def arguments(self, hit: Hit, discourse: Discourse) -> tuple[Arg, ...]:
        """What a hit's own word holds: who stands before the trigger, and the country inside it (訪米)."""
        before = self._before(hit, discourse) if hit.compound else None
        inside = self._inside(hit)
        return tuple([a for a in (before, inside) if a is not None])

    def _before(self, hit: Hit, discourse: Discourse) -> Arg | None:
        """The argument in a hit's compound, in the case compound (に where it is the other side, が for a person)."""
        word, where = hit.compound, hit.compound_span
        if not word or where is None or word in self.grammar.words("names", "no_countries"):
            return None  # 中間協議 is no meeting of China's
        for mark in self._against:
            if word.startswith(mark):
                found = self._named(word[len(mark) :])
                if found:
                    return Arg(("に", "compound"), where, tuple(Named(e, where, False) for e in found))
        post = next((p for p in self._posts if p in word or hit.trigger.startswith(p)), "")
        if is_katakana(word[:2]) and (whole := self._who(hit, where, word, discourse)) is not None:
            return whole  # オバマ現大統領支持
        core = word
        while core:
            filler = next((f for f in self._fillers if core.endswith(f) and core != f), None)
            if filler is None:
                break
            core = core[: -len(filler)]
        if core in self._fillers and (core not in self.names.table.titles or word.startswith(f"{core}級")):
            return None  # 次官級協議 is nobody's by name
        found = self._named(core)
        if not found:
            return self._who(hit, where, core, discourse)
        if found[0].kind == Kind.PERSON:
            return Arg(("が", "compound"), where, (Named(found[0], where, False),))
        people = tuple(self._person(e, post, discourse) for e in found)
        return Arg(("compound",), where, tuple(Named(e, where, False) for e in people))

    def _inside(self, hit: Hit) -> Arg | None:
        text = hit.trigger
        for head in self._heads if text.startswith(self._heads) else ():
            rest = text[len(head) :]
            if text.startswith(head) and rest in self.names.table.country_by_abbreviation:
                country = self.names.table.country_by_abbreviation[rest]
                return Arg(("compound",), hit.span, (Named(country, hit.span, False),))
        return None

    def _who(self, hit: Hit, where: Span, core: str, discourse: Discourse) -> Arg | None:
        """The person that a title or a surname in a compound means: 首相訪米, 大統領訪日, 習氏来日."""
        title = self.names.table.titles.get(core)
        family = self.names.table.persons_by_family.get(core)
        if title is not None and title.kind == "post":
            draft = Draft(Shape.POST, where, core, title=title.canonical, title_word=core)
            office = self.resolver.post(draft)
            if office is not None and any("に" in r.cases for rule in hit.rules if (r := rule.role("post"))):
                return Arg(("に", "compound"), where, (Named(office, where, False),))  # 首相就任
        elif (family and len(core) > 1) or core.endswith(self._titles):
            read = self.names.titles.read(core, (), where) if not family else None
            if not family and (read is None or read.shape != Shape.PERSON or not is_katakana(read.name)):
                return None
            draft = read or Draft(Shape.PERSON, where, core, name=core)
        else:
            return None
        found = self.resolver.resolve(draft, discourse)
        return Arg(("が", "compound"), where, tuple(Named(e, where, False) for e in found)) if found else None

    def _named(self, word: str) -> tuple[Entity, ...]:
        pair = self.grammar.table("names", "pairs").get(word)
        if pair:
            return tuple(self.names.table.country(iso) for iso in pair)
        known = self.names.table.by_form.get(word)
        if known:
            return known[:1]
        return self.names.several.abbreviated(word)

    def _person(self, entity: Entity, post: str, discourse: Discourse) -> Entity:
        """The holder of the post whom the article named, else the country itself."""
        if entity.kind != Kind.COUNTRY or not post:
            return entity
        for t in reversed(discourse.told):
            if t.entity.kind == Kind.PERSON and t.entity.country == entity.iso and t.title and not t.former:
                leads = post == self.grammar.table("names", "leader_post") and t.title in self._leaders
                if leads or t.title == post or (post == self._foreign and t.title in self._foreign_titles):
                    return t.entity
        return entity

    @cached_property
    def _foreign(self) -> str:
        return str(self.grammar.table("names", "foreign_post"))

    @cached_property
    def _foreign_titles(self) -> frozenset[str]:
        return self.grammar.words("names", "foreign_titles")
