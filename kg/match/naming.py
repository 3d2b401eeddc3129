"""Naming: the entities that the phrases of a tree name, resolved in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.analyse.phrase import Link, Phrase
from kg.find.discourse import Discourse
from kg.find.draft import Draft, Shape
from kg.find.resolve import Resolver, isos_of
from kg.find.table import ActorTable
from kg.grammar import Grammar
from kg.match.scene import Named
from kg.model import Article, Entity, Kind
from kg.parse.tree import Tree

_BEFORE = (Shape.BOTH, Shape.SAME)


@dataclass(frozen=True)
class Namer:
    """Turns the drafts of a tree into entities with what its article told before."""

    table: ActorTable
    grammar: Grammar
    resolver: Resolver

    @cached_property
    def _bare_home(self) -> frozenset[str]:
        return self.grammar.words("names", "bare_home")

    def name(self, article: Article, tree: Tree, discourse: Discourse) -> tuple[tuple[Named, ...], ...]:
        out: list[tuple[Named, ...]] = []
        for i, drafts in enumerate(tree.drafts):
            out.append(tuple(self._named(article, tree, i, drafts, discourse, out)) if drafts else ())
        for i in tree.equals:
            if self._sums(tree, i, out):
                out[tree.heads[i]] = ()
        for i, mine in enumerate(out):
            if (len(mine) < 2 and tree.equals.isdisjoint(tree.children[i])) or i in tree.equals:
                continue
            if tree.phrases[i].case == "によると":  # who only tells of it is none of 双方
                continue
            group = tree.group(i)
            side = tuple(dict.fromkeys([n.entity for g in group for n in out[g]]))
            if len(side) > 1 and len({e.kind for e in side}) == 1:
                discourse.sets[side[0].kind, len(side)] = side
        return tuple(out)

    def _sums(self, tree: Tree, i: int, out: Sequence[tuple[Named, ...]]) -> bool:
        """Whether the noun behind a name only sums up what it is one of: ロシアなど産油国, 米国などG7各国."""
        h = tree.heads[i]
        if h < 0 or not out[i] or not any(t.surface in self._summing for t in tree.phrases[i].function):
            return False
        text = tree.phrases[h].text
        counted = text.endswith(self._members) or any(sign.isdecimal() for sign in text)  # 5党
        return counted or all("@" in n.entity.key for n in out[h])

    @cached_property
    def _summing(self) -> frozenset[str]:
        return self.grammar.words("particles", "summing")

    @cached_property
    def _members(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("names", "members"))

    def _named(
        self,
        article: Article,
        tree: Tree,
        i: int,
        drafts: Sequence[Draft],
        discourse: Discourse,
        out: Sequence[tuple[Named, ...]],
    ) -> Iterator[Named]:
        """What the drafts of a phrase mean; `out` holds what the phrases before it name."""
        lead = [c for c in tree.children[i] if tree.phrases[c].case == "の" and c not in tree.equals]
        countries = isos_of(n.entity for g in tree.group(lead[-1]) if g < i for n in out[g]) if lead else ()
        for draft in drafts:
            if draft.entity is not None and draft.text in self._bare_home and tree.children[i]:
                continue  # 決議に賛成した国 is no government of ours
            if draft.shape is Shape.GROUP:
                draft = self._group(article, tree, i, draft, out)
            draft = self._office(tree.phrases[i], draft)
            by_name = draft.shape not in _BEFORE and not (
                draft.shape is Shape.POST and draft.country is None and draft.body is None
            )
            found = self.resolver.resolve(draft, discourse, countries)
            post = self.resolver.office(draft) if len(found) == 1 else None
            alone = by_name and not (draft.plural and len(found) > 1)
            form = draft.name if draft.shape is Shape.PERSON else ""
            led = draft.shape is Shape.PERSON and draft.text.endswith(self._cabinets)
            for e in found:
                if led and e.country:
                    yield Named(self.table.country(e.country), draft.span, alone, leader=e)
                else:
                    yield Named(e, draft.span, alone, post, form)

    @cached_property
    def _cabinets(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("names", "cabinets"))

    def _short(self, entity: Entity) -> str:
        return self.table.short_name(entity.iso) if entity.iso else entity.label

    def _group(self, article: Article, tree: Tree, i: int, draft: Draft, out: Sequence[tuple[Named, ...]]) -> Draft:
        """A group with the words that tell which: 日本人の男性2人, ヨルダン川西岸の住民."""
        first = i
        for c in tree.children[i]:
            p = tree.phrases[c]
            holder = (
                [n.entity for n in out[c] if n.entity.kind in (Kind.ORGANIZATION, Kind.COUNTRY)] if c < len(out) else []
            )
            if len(holder) == 1 and p.case == "の" and "@" not in holder[0].key and draft.sort != "place":
                label = f"{self._short(holder[0])}{tree.phrases[c].function[0].surface}{draft.text}"
                return replace(draft, shape=Shape.ENTITY, entity=Entity(Kind.ORGANIZATION, label, label))
            if p.predicate and p.lemma in self.grammar.words("names", "leading"):
                leader = _own(tree, c, out)
                if leader is not None:
                    return replace(draft, shape=Shape.ENTITY, entity=leader, plural=True)
        while True:
            lead = [c for c in tree.children[first] if tree.phrases[c].link == Link.ADNOMINAL and c == first - 1]
            if not lead or tree.phrases[lead[0]].predicate or tree.phrases[lead[0]].case != "の":
                break
            first = lead[0]
        name = article.text[tree.phrases[first].start : draft.span.end]
        return replace(draft, name=name if len(name) <= 24 else draft.text)

    @cached_property
    def _offices(self) -> tuple[str, ...]:
        return (*self.grammar.table("names", "local_governments"), *self.grammar.table("names", "acting_places"))

    def _office(self, phrase: Phrase, draft: Draft) -> Draft:
        """A town or prefecture as the office that acts, where it is the subject: 東京都は発表した."""
        entity = draft.entity
        if entity is None or entity.kind is not Kind.PLACE:
            return draft
        if not (phrase.case == "が" or (phrase.topic and not phrase.case)):
            return draft
        if not entity.label.endswith(self._offices):
            return draft
        return replace(draft, entity=replace(entity, kind=Kind.ORGANIZATION, wikidata=None))


def _own(tree: Tree, v: int, out: Sequence[tuple[Named, ...]]) -> Entity | None:
    """The one entity in が of a predicate."""
    found = [n.entity for c in tree.children[v] if tree.phrases[c].case == "が" for n in out[c]]
    return found[0] if len(found) == 1 else None
