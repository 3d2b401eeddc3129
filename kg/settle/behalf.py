"""Behalf: whose deed it is that somebody tells of in another's name: a ministry for the forces, a spokesman for all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from kg.find.discourse import Discourse
from kg.find.table import ActorTable
from kg.grammar import Grammar
from kg.model import Event, Filler, Kind


@dataclass(frozen=True)
class Behalf:
    """Puts those in whose name somebody speaks in the place of the speaker."""

    table: ActorTable
    grammar: Grammar

    def spoken_for(self, e: Event, discourse: Discourse) -> Event:
        """An event with whom its speaker speaks for: 国防省 for the forces, a leader for the party that leaves."""
        out: list[Filler] = []
        told_by = {c.entity for c in e.claimed_by}
        coalition = tuple(self.grammar.table("names", "coalitions"))
        leaving = e.type == "Withdrawal" and any(f.entity.label.endswith(coalition) for f in e.filling("topic"))
        for f in e.fillers:
            one = f.entity
            if f.role == "agent" and one in told_by:
                speaks = one.label.endswith(tuple(self.grammar.table("names", "speaking_bodies")))
                if one.kind == Kind.ORGANIZATION and one.country and speaks:
                    f = replace(f, entity=self.table.country(one.country), named=False)
                elif one.kind == Kind.PERSON and leaving:
                    party = self.table.party_of(one, discourse.on)
                    f = replace(f, entity=party, named=False) if party is not None else f
            elif f.role == "agent" and leaving and not f.named and one.kind == Kind.COUNTRY:  # a leader speaks of it
                people = (c.entity for c in e.claimed_by if c.entity.kind == Kind.PERSON)
                party = next((p for p in (self.table.party_of(who, discourse.on) for who in people) if p), None)
                if party is None:
                    continue  # who leaves a coalition is no country
                f = replace(f, entity=party)
            out.append(f)
        return replace(e, fillers=tuple(out))

    @cached_property
    def state_acts(self) -> frozenset[str]:
        return self.grammar.words("reporting", "state_acts")

    def of_state(self, e: Event, discourse: Discourse) -> Event:
        """An event with the country for its leader or spokesman, where its clause does not say who did it."""
        told_by = {c.entity for c in e.claimed_by}
        titles = self.grammar.words("names", "spokespersons")
        media = self.grammar.words("names", "state_media")
        if e.type == "Attack":
            titles = titles | self.grammar.words("names", "commanders")
        out: list[Filler] = []
        for f in e.fillers:
            if f.role == "agent" and f.entity.label in media and f.entity.country and f.entity in told_by:
                f = replace(f, entity=self.table.country(f.entity.country), named=False, form="")
            unsaid = f.entity in told_by if e.type != "Protest" else not f.named and f.span == e.trigger
            if f.role == "agent" and unsaid and f.entity.kind == Kind.PERSON and f.entity.country:
                told = next((t for t in reversed(discourse.told) if t.entity == f.entity), None)
                if told is not None and not told.former and told.title_word in titles:
                    f = replace(f, entity=self.table.country(f.entity.country), named=False, form="")
            out.append(f)
        return replace(e, fillers=tuple(out))
