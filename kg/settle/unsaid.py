"""What a sentence leaves unsaid: the other side of a demand, of an agreement, whose deed a stance is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.analyse.phrase import Link
from kg.analyse.token import Pos
from kg.find.discourse import Discourse
from kg.find.table import ActorTable
from kg.grammar import Grammar
from kg.match.attempt import Try
from kg.match.lexicon import variants
from kg.match.scene import Named
from kg.match.subject import subject
from kg.model import Entity, Event, Filler, Kind, Span, Status
from kg.settle.behalf import Behalf
from kg.settle.office import Offices


@dataclass(frozen=True)
class Unsaid:
    """Completes the events of a sentence by the events around them."""

    table: ActorTable
    grammar: Grammar

    @cached_property
    def _offices(self) -> Offices:
        return Offices(self.table, self.grammar)

    @cached_property
    def _behalf(self) -> Behalf:
        return Behalf(self.table, self.grammar)

    def complete(self, tries: Sequence[Try], discourse: Discourse) -> list[Try]:
        """The tries of a sentence with what their events leave unsaid; who took part is remembered."""
        out: list[Try] = []
        for t in self._asked(tries, discourse):
            out.append(self._sided(t, discourse))
            self._remember(out[-1], discourse)
        return out

    def _remember(self, t: Try, discourse: Discourse) -> None:
        """Keeps who was together, and whose plan was told last on another's word."""
        e = t.event
        if e is None:
            return
        for person in e.filling("person"):
            for post in e.filling("post")[:1]:
                discourse.posts[person.entity] = post.entity
        if len(e.filling("participant")) > 1:
            discourse.together = tuple(f.entity for f in e.filling("participant"))
        elif e.type == "Protest" and e.filling("recipient"):
            discourse.together = tuple(f.entity for f in (*e.filling("agent"), *e.filling("recipient")))
        if e.status == Status.PLANNED and e.type == "Visit" and (e.claimed_by or t.hit.arranged):
            discourse.planner = tuple(f.entity for f in e.filling("agent"))

    def _sided(self, t: Try, discourse: Discourse) -> Try:
        """A try with the other side of an agreement, and with whose deed a stance is about."""
        e = t.event
        if e is None:
            return t
        if e.type in ("Attack", "Withdrawal") and e.claimed_by:
            e = self._behalf.spoken_for(e, discourse)
            if not (e.filling("agent") or e.filling("recipient")):
                return replace(t, event=None)
        if e.type == "Protest" or (e.claimed_by and e.type in self._behalf.state_acts):
            e = self._behalf.of_state(e, discourse)
        if e.type in ("Agreement", "Signing"):
            both = self._both(t, e, discourse)
            if not both:
                return replace(t, event=None)
            e = e if both is e.fillers else replace(e, fillers=both)
        if e.type == "Visit":
            e = _guests(e)
        missing = self._missing(t, e, discourse)
        if missing:
            e = replace(e, fillers=(*e.fillers, *missing))
        return t if e is t.event else replace(t, event=e)

    def _missing(self, t: Try, e: Event, discourse: Discourse) -> tuple[Filler, ...]:
        """What an event of its class lacks and the sentence or the article before tells."""
        if e.type in ("Agreement", "Signing") or (e.type == "PressConference" and self._joint(t)):
            return self._others(e, discourse)
        if e.type == "Sanction" and not e.filling("recipient"):
            marks = tuple(self.grammar.table("names", "origins"))
            mine = {f.entity for f in e.fillers}
            origins = ((self._origin(t, f.span, marks), f.span) for f in e.filling("topic"))
            found = tuple(Filler("recipient", c, span, False) for c, span in origins if c and c not in mine)[:1]
            return found or self._aimed(t, e)
        if e.type in ("Election", "Appointment", "Resignation"):
            return self._offices.unsaid(t, e, discourse)
        if e.filling("recipient"):
            return ()
        touched: tuple[Named, ...] = ()
        if e.type == "Statement":
            touched = self._interviewer(t)
        elif e.type == "Attack" and not e.filling("place"):
            touched = self._holder(t)
        elif e.type in ("Support", "Criticism", "Demand"):
            touched = self._owner(t)
        elif e.type == "Protest":  # 大阪総領事の投稿に抗議した: not to him
            touched = tuple(n for n in self._owner(t) if n.entity.kind is Kind.COUNTRY)
        if not touched:
            return ()
        mine = {f.entity for f in e.fillers}
        named_only = e.type in ("Attack", "Demand")
        return tuple(
            Filler("recipient", n.entity, n.span, n.by_name)
            for n in touched
            if n.entity not in mine and not (named_only and "@" in n.entity.key)
        )

    def _both(self, t: Try, e: Event, discourse: Discourse) -> tuple[Filler, ...]:
        """The fillers of an agreement, with both countries where one of them was only carried into the sentence.

        () where the other side stays unknown: nobody agrees alone.
        """
        there = e.filling("participant")
        one = there[0] if len(there) == 1 else None
        if one is None or one.named or one.span != e.trigger or one.entity in discourse.together:
            return e.fillers
        countries = dict.fromkeys(x.country for x in discourse.together if x.country)
        if one.entity.kind != Kind.COUNTRY or one.entity.iso not in countries or len(countries) < 2:
            return ()
        others = (self.table.country(iso) for iso in countries if iso != one.entity.iso)
        return (*e.fillers, *(Filler("participant", c, e.trigger, False) for c in others))

    def _joint(self, t: Try) -> bool:
        """Whether those who met hold a press conference together."""
        return any(t.hit.trigger.startswith(j) or j in t.hit.compound for j in self.grammar.table("names", "joint"))

    def _others(self, e: Event, discourse: Discourse) -> tuple[Filler, ...]:
        """Those with whom the one participant was together."""
        there = e.filling("participant")
        if len(there) != 1 or there[0].entity not in discourse.together:
            return ()
        return tuple(Filler("participant", x, e.trigger, False) for x in discourse.together if x != there[0].entity)

    def _origin(self, t: Try, span: Span, marks: tuple[str, ...]) -> Entity | None:
        """The country whose goods or firms a topic names: ロシア産の鉱物, 中国製品."""
        for p in t.scene.tree.phrases:
            if not span.covers(p.span):
                continue
            for size in range(min(len(p.text) - 1, 10), 0, -1):
                if p.text[size:].startswith(marks):
                    known = self.table.by_form.get(p.text[:size], ())
                    country = next((e for e in known if e.kind == Kind.COUNTRY), None)
                    if country is not None:
                        return country
        return None

    def _aimed(self, t: Try, e: Event) -> tuple[Filler, ...]:
        """The country that a topic is aimed at: 日本への輸出."""
        tree = t.scene.tree
        for f in e.filling("topic"):
            for i, p in enumerate(tree.phrases):
                if f.span.covers(p.span) and p.link == Link.ADNOMINAL and p.case in ("へ", "に"):
                    named = [n for n in t.scene.entities(i) if n.entity.kind == Kind.COUNTRY]
                    return tuple(Filler("recipient", n.entity, n.span, n.by_name) for n in named)
        return ()

    def _holder(self, t: Try) -> tuple[Named, ...]:
        """Whose the thing is that is attacked: ヒズボラの拠点を空爆."""
        tree = t.scene.tree
        v = t.hit.at
        for c in tree.children[v]:
            if tree.phrases[c].case == "を" and tree.phrases[c].nominal and not t.scene.entities(c):
                for k in reversed(tree.children[c]):
                    acting = tuple(n for n in t.scene.entities(k) if n.entity.kind != Kind.PLACE)
                    if acting and tree.phrases[k].link == Link.ADNOMINAL and tree.phrases[k].case == "の":
                        return acting
        return ()

    def _interviewer(self, t: Try) -> tuple[Named, ...]:
        """Whose questions a statement answers: BBCのインタビューで語った."""
        tree = t.scene.tree
        v = t.hit.at
        words = self.grammar.words("reporting", "interviews")
        chained = (c for c in tree.children[v] if c in tree.predicative and tree.phrases[c].link == Link.CONTINUE)
        for c in (k for at in (v, *chained) for k in tree.children[at]):
            if tree.phrases[c].case in ("に", "で") and tree.phrases[c].text in words:
                asking = (k for k in tree.children[c] if tree.phrases[k].case == "の")
                return tuple(n for k in asking for n in t.scene.entities(k) if n.entity.kind == Kind.ORGANIZATION)
        return ()

    def _owner(self, t: Try) -> tuple[Named, ...]:
        """Whose the thing is that a stance is about: 日本の防衛費増額を評価, 韓国による建造を支持."""
        tree = t.scene.tree
        e_type = t.event.type if t.event else ""
        undone = self.grammar.words("names", "undone")
        for f in t.event.filling("topic") if t.event else ():
            at = next((i for i, p in enumerate(tree.phrases) if p.span.end == f.span.end), None)
            if at is not None and tree.phrases[at].predicate and tree.phrases[at].link == Link.PURPORT:
                asked = subject(t.scene, at)
                inside = asked is not None and asked.phrase is not None and asked.span.start >= f.span.start
                return asked.named if asked is not None and inside else ()
            said = at is not None and tree.phrases[at].head.pos == Pos.QUOTE and tree.phrases[at].case != "を"
            if at is None or said or tree.phrases[at].predicate:
                return ()
            if e_type == "Demand" and any(word in tree.phrases[at].text for word in undone):
                return ()  # 衆議院の解散を要求: it is not the chamber that is asked
            for c in tree.children[at]:
                p = tree.phrases[c]
                acting = tuple(n for n in t.scene.entities(c) if n.entity.kind != Kind.PLACE)
                if acting and p.link == Link.ADNOMINAL and p.case in ("の", "が"):
                    return acting
                if p.predicate and p.link == Link.ADNOMINAL:
                    found = subject(t.scene, c)
                    if found is not None and found.phrase is not None and found.span.start >= f.span.start:
                        return found.named
        return ()

    def _asked(self, tries: Sequence[Try], discourse: Discourse) -> list[Try]:
        """The tries with demands and proposals made to the other side of the meeting that the agent was in."""
        out: list[Try] = []
        met: tuple[Filler, ...] = ()
        for t in tries:
            e = t.event
            if e is not None and (e.filling("participant") or (e.type == "Protest" and e.filling("recipient"))):
                met = (*e.filling("participant"), *e.filling("agent"), *e.filling("recipient"))
            told = e is not None and e.type == "Statement" and self._conveys(t)
            if e is not None and (told or e.type in ("Demand", "Proposal")) and not e.filling("recipient"):
                mine = {f.entity for f in e.filling("agent")}
                others = [f for f in met if f.entity not in mine]
                if not met:
                    others = (
                        [Filler("recipient", x, e.trigger, False) for x in discourse.together if x not in mine]
                        if mine & set(discourse.together) and mine <= set(discourse.subject)
                        else []
                    )
                if (len(others) == 1 or (met and others)) and (not met or mine & {f.entity for f in met}):
                    added = tuple(replace(f, role="recipient", named=False) for f in others)
                    e = replace(e, fillers=(*e.fillers, *added))
            out.append(t if e is t.event else replace(t, event=e))
        return out

    def _conveys(self, t: Try) -> bool:
        """Whether a statement is made to somebody: 方針を伝えた."""
        at = t.scene.tree.phrases[t.hit.at]
        words = self.grammar.words("reporting", "conveying")
        return any(w in words for w in variants(at)) and not t.scene.tree.embedded


def _guests(e: Event) -> Event:
    """A visit without the one of those who agreed on it whose country it goes to: 両首脳は北京訪問で合意."""
    homes = {f.entity.iso or f.entity.country for f in e.filling("place")} - {None}
    hosts = [f for f in e.filling("agent") if not f.named and (f.entity.iso or f.entity.country) in homes]
    if not hosts or len(hosts) == len(e.filling("agent")):
        return e
    return replace(e, fillers=tuple(f for f in e.fillers if f.role != "agent" or f not in hosts))
