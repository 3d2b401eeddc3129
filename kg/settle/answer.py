"""Answers: refusals and votes that leave unsaid what they are about, behind the demand or the bill that they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.find.discourse import Discourse
from kg.grammar import Grammar
from kg.match.attempt import Try
from kg.match.lexicon import variants
from kg.model import Entity, Event, Filler


@dataclass(frozen=True)
class Answers:
    """Completes refusals by what was asked last and votes by the bill: 予算案は可決された。共産党は反対した."""

    grammar: Grammar

    @cached_property
    def _refusing(self) -> frozenset[str]:
        return self.grammar.words("reporting", "refusing")

    @cached_property
    def _voting(self) -> frozenset[str]:
        return self.grammar.words("reporting", "voting")

    @cached_property
    def _declining(self) -> frozenset[str]:
        return self.grammar.words("reporting", "declining")

    def complete(self, tries: Sequence[Try], discourse: Discourse) -> list[Try]:
        """The tries of a sentence with whom and what its refusals answer; what is asked is kept for the next one.

        応じなかった is a refusal only behind what was asked.
        """
        asked = list(discourse.asked)
        now: list[Event] = []
        bills = [t.event for t in tries if t.event is not None and t.event.type == "Legislation"]
        out: list[Try] = []
        for t in tries:
            e = t.event
            if e is not None and self._votes(t, e):
                about = next((b.filling("topic") for b in reversed([*discourse.voted, *bills])), ())
                e = replace(e, fillers=(*e.fillers, *about))
            elif e is not None and self._open(t, e):
                others = [] if self._names_its_own(t) else [*asked, *now]
                request = next((r for r in reversed(others) if not _agents(r) & _agents(e)), None)
                if request is not None:
                    e = replace(e, fillers=(*e.fillers, *_of(request, e)))
                elif t.hit.trigger in self._declining:
                    e = None
            elif e is not None and e.type in ("Demand", "Proposal"):
                now.append(e)
            out.append(t if e is t.event else replace(t, event=e))
        discourse.asked = tuple(now)
        discourse.voted = tuple(bills) or discourse.voted
        return out

    def _votes(self, t: Try, e: Event) -> bool:
        """Whether somebody votes on what is not told beside it: 立憲民主党は反対した."""
        untold = e.type in ("Support", "Rejection") and not (e.filling("topic") or e.filling("recipient"))
        return untold and t.hit.trigger in self._voting

    def _open(self, t: Try, e: Event) -> bool:
        """Whether a refusal tells neither what nor whom it refuses."""
        if e.type != "Rejection" or e.filling("topic") or e.filling("recipient"):
            return False
        if t.hit.trigger in self._declining:
            return True
        at = t.scene.tree.phrases[t.hit.at]
        return any(w in self._refusing for w in variants(at))

    def _names_its_own(self, t: Try) -> bool:
        """Whether it is told what is declined, so that it is not what was asked before: 取材に応じなかった."""
        tree = t.scene.tree
        if t.hit.host is None or t.hit.trigger not in self._declining:
            return False
        told = (tree.phrases[c] for c in tree.children[t.hit.host])
        return any(p.case in ("に", "を") and p.text not in t.scene.words.pronouns for p in told)


def _agents(e: Event) -> set[Entity]:
    return {f.entity for f in e.filling("agent")}


def _of(request: Event, answer: Event) -> list[Filler]:
    """What was asked, as what is refused, and who asked, as whom it is refused."""
    asking = [Filler("recipient", f.entity, answer.trigger, False) for f in request.filling("agent")]
    return [*asking, *request.filling("topic")]
