"""Stances: 反対する考えを示した is the Rejection alone, 反対する立場で一致した the Agreement alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.grammar import Grammar
from kg.match.hit import Hit
from kg.model import Event, Kind, Status
from kg.parse.tree import Tree
from kg.value import value


@value(frozen=True, slots=True)
class Placed:
    """An event with the hit and the tree that it was read from; None where the hit made none."""

    tree: Tree
    hit: Hit
    event: Event | None


@dataclass(frozen=True)
class Stances:
    """Keeps one of two events where one only performs the other."""

    grammar: Grammar

    @cached_property
    def _performing(self) -> frozenset[str]:
        return self.grammar.words("reporting", "performing")

    @cached_property
    def _performed(self) -> frozenset[str]:
        return self.grammar.words("reporting", "performed")

    @cached_property
    def _deeds(self) -> frozenset[str]:
        return self.grammar.words("reporting", "deeds")

    @cached_property
    def _lifted(self) -> frozenset[str]:
        return self.grammar.words("reporting", "lifted")

    @cached_property
    def _lifting(self) -> frozenset[str]:
        return self.grammar.words("reporting", "lifting")

    @cached_property
    def _whole(self) -> frozenset[str]:
        return self.grammar.words("reporting", "whole")

    @cached_property
    def _joint(self) -> frozenset[str]:
        return self.grammar.words("reporting", "joint")

    @cached_property
    def _nouns(self) -> frozenset[str]:
        return self.grammar.words("reporting", "performing_nouns")

    @cached_property
    def _idle(self) -> frozenset[str]:
        return self.grammar.words("reporting", "performing_predicates")

    def settle(self, placed: Sequence[Placed]) -> list[Event | None]:
        """The events of one sentence, in the order given, with None for those that another one stands for."""
        if len(placed) < 2:
            return [p.event for p in placed]
        out = [None if self._is_part(p.event, placed) else p.event for p in placed]
        for i, inner in enumerate(placed):
            if inner.event is None or inner.event.type not in self._performed or inner.hit.trigger in self._deeds:
                continue
            for k, outer in enumerate(placed):
                event = out[k]
                if k == i or event is None or outer.tree is not inner.tree:
                    continue
                if not self._holds(outer, inner):
                    continue
                if event.type in self._joint:
                    out[i] = None
                    break
                if event.type in self._performing:
                    raised = out[i] or inner.event
                    out[i] = replace(
                        raised,
                        status=event.status,
                        start=raised.start or event.start,
                        end=raised.end if raised.start else event.end,
                        date_text=raised.date_text or event.date_text,
                        claimed_by=event.claimed_by,
                    )
                    out[k] = None
        return out

    def _is_part(self, event: Event | None, placed: Sequence[Placed]) -> bool:
        """Whether an event is a part of another of its class: what a decision is about, or the body that meets."""
        return self._is_content(event, placed) or self._is_participant(event, placed) or self._is_lifted(event, placed)

    def _is_lifted(self, event: Event | None, placed: Sequence[Placed]) -> bool:
        """Whether a sanction is only what somebody lifts or puts off: 制裁を延期する."""
        if event is None or event.type not in self._lifted or event.status is Status.OCCURRED:
            return False
        agents = {f.entity for f in event.filling("agent")}
        return any(
            f.span.covers(event.trigger)
            for other in placed
            if other.event is not None
            and other.event.rule in self._lifting
            and agents <= {a.entity for a in other.event.filling("agent")}
            for f in other.event.filling("topic")
        )

    def _is_content(self, event: Event | None, placed: Sequence[Placed]) -> bool:
        if event is None or event.type not in self._whole:
            return False
        agents = {f.entity for f in event.filling("agent")}
        return any(
            f.span.covers(event.trigger) and agents <= {a.entity for a in other.event.filling("agent")}
            for other in placed
            if other.event is not None and other.event.type == event.type and other.event is not event
            for f in other.event.filling("topic")
        )

    def _is_participant(self, event: Event | None, placed: Sequence[Placed]) -> bool:
        """Whether a meeting is told as a body that meets: EU首脳会議は…を協議した is one Meeting."""
        if event is None or event.type != "Meeting":
            return False
        return any(
            f.span.covers(event.trigger)
            for other in placed
            if other.event is not None and other.event.type == event.type and other.event.trigger != event.trigger
            for f in other.event.filling("participant")
            if f.entity.kind == Kind.ORGANIZATION
        )

    def _holds(self, outer: Placed, inner: Placed) -> bool:
        """Whether the inner predicate leads up to a noun like 考え, 立場 that the outer predicate takes, or to 表明."""
        tree = inner.tree
        v = inner.hit.at
        h = tree.heads[v]
        if h < 0:
            return False
        heads = {outer.hit.head, outer.hit.host}
        if h in heads and h in tree.predicative:
            quoted = tree.phrases[v].case == "と" and not tree.phrases[v].ending.past
            return quoted and tree.phrases[h].lemma in self._idle
        return tree.phrases[h].head.surface in self._nouns and (h in heads or tree.heads[h] in heads)
