"""Recall: whom the article means by 両氏, 3カ国, 同国 and their like, by what it told before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kg.find.discourse import Discourse
from kg.find.draft import Draft
from kg.find.table import ActorTable
from kg.grammar import Grammar
from kg.model import Entity, Kind


@dataclass(frozen=True)
class Recall:
    """Finds those told before with a table of actors and a grammar."""

    table: ActorTable
    grammar: Grammar

    def several(self, draft: Draft, discourse: Discourse) -> tuple[Entity, ...]:
        """Those whom 両氏, 両国, 3カ国 mean: those who were together, those named side by side, the last ones told."""
        if draft.sort == "any":
            for kind in (Kind.PERSON, Kind.COUNTRY, Kind.ORGANIZATION):
                found = self._together(kind, draft.count, discourse)
                if found:
                    return found
            return ()
        if draft.sort == "person":
            return self._people(draft, discourse)
        if draft.sort == "country":
            return self._together(Kind.COUNTRY, draft.count, discourse) or self._countries(discourse, draft.count)
        bodies = self._together(Kind.ORGANIZATION, draft.count, discourse)
        bodies_told = discourse.latest(Kind.ORGANIZATION)
        last = tuple(dict.fromkeys(e for e in bodies_told if self.table.organization_type(e) != "media"))[: draft.count]
        return bodies or (last[::-1] if len(last) == draft.count <= 2 else ())

    def _together(self, kind: Kind, count: int, discourse: Discourse) -> tuple[Entity, ...]:
        """The participants of the last event of a kind and number, or those last named side by side."""
        kinds = (Kind.PERSON, Kind.POST) if kind == Kind.PERSON else (kind,)
        found = tuple(e for e in discourse.together if e.kind in kinds)
        return found if len(found) == count else discourse.sets.get((kind, count), ())

    def _people(self, draft: Draft, discourse: Discourse) -> tuple[Entity, ...]:
        titled = discourse.last(Kind.PERSON, draft.count, draft.title) if draft.title else ()
        if len(titled) == draft.count:
            return titled
        found = self._together(Kind.PERSON, draft.count, discourse)
        if found:
            return found
        anyone = discourse.anyone
        if anyone is not None and draft.text in anyone.label:
            return (anyone,)
        last = discourse.last(Kind.PERSON, draft.count + 1)
        return last[-draft.count :] if len(last) == draft.count or (len(last) > draft.count == 2) else ()

    def _countries(self, discourse: Discourse, count: int) -> tuple[Entity, ...]:
        """The countries of those who were together, else the last ones told."""
        isos = list(dict.fromkeys(e.country for e in discourse.together if e.country))
        if len(isos) == count:
            return tuple(self.table.country(iso) for iso in isos)
        named = discourse.last(Kind.COUNTRY, count)
        if len(named) == count:
            return named
        isos = list(dict.fromkeys(t.entity.country for t in reversed(discourse.told) if t.entity.country))
        merged = list(dict.fromkeys([*(e.iso for e in named), *isos]))[:count]
        return tuple(self.table.country(iso) for iso in merged if iso) if len(merged) == count else ()

    def same(self, draft: Draft, discourse: Discourse) -> tuple[Entity, ...]:
        if draft.sort == "person":
            if draft.title is None and discourse.anyone is not None and not discourse.last(Kind.PERSON):
                return (discourse.anyone,)
            title = (
                draft.title if draft.title and draft.text[1:] in self.table.titles and self._title_post(draft) else None
            )
            return discourse.last(Kind.PERSON, 1, title)
        if draft.sort == "country":
            home = self.grammar.table("names", "home_country")
            for t in reversed(discourse.told):
                if t.entity.kind == Kind.COUNTRY and t.entity.iso != home:
                    return (t.entity,)
            return self._countries(discourse, 1)
        if draft.sort == "organization":
            if not draft.text[1:] and not any(
                t.entity.kind == Kind.ORGANIZATION and t.entity.label.endswith(draft.text) for t in discourse.told
            ):
                return ()
            ending = draft.text[1:] or draft.text
            for t in reversed(discourse.told):
                if t.entity.kind == Kind.ORGANIZATION and t.entity.label.endswith(ending):
                    return (t.entity,)
            if ending in self.grammar.words("names", "media_anaphors"):  # 同紙
                return tuple(e for e in discourse.latest(Kind.ORGANIZATION) if self.medium(e))[:1]
            return discourse.last(Kind.ORGANIZATION) if ending in self.grammar.words("names", "any_body") else ()
        ending = draft.text[1:]
        if ending in self.grammar.words("names", "place_anaphors"):  # 同島 is no city
            return tuple(e for e in discourse.latest(Kind.PLACE) if e.label.endswith(ending))[:1]
        home = self.grammar.table("names", "home_country")
        abroad = [t.entity for t in discourse.told if t.entity.kind == Kind.COUNTRY and t.entity.iso != home]
        return discourse.last(Kind.PLACE) or tuple(abroad[-1:])

    def body(self, draft: Draft, discourse: Discourse) -> Entity | None:
        """The body whose name ends so, told before: 委員会 behind ノーベル賞委員会."""
        if draft.name != draft.text:
            return None
        bodies = discourse.latest(Kind.ORGANIZATION)
        return next((e for e in bodies if len(e.label) > len(draft.name) and e.label.endswith(draft.name)), None)

    @cached_property
    def _media_endings(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("reporting", "media_endings"))

    def medium(self, entity: Entity) -> bool:
        """Whether an actor is a paper, an agency or a broadcaster, by the table or by its name."""
        return self.table.organization_type(entity) == "media" or entity.label.endswith(self._media_endings)

    def _title_post(self, draft: Draft) -> bool:
        return self.table.titles[draft.text[1:]].kind == "post"
