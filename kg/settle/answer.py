"""Answers: a refusal that leaves unsaid what it refuses, behind the demand or the proposal that it answers."""

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
    """Completes refusals by what was asked last: 辞任を要求したが、首相はこれを拒否した."""

    grammar: Grammar

    @cached_property
    def _refusing(self) -> frozenset[str]:
        return self.grammar.words("reporting", "refusing")

    def complete(self, tries: Sequence[Try], discourse: Discourse) -> list[Try]:
        """The tries of a sentence with whom and what its refusals answer; what is asked is kept for the next one."""
        asked = list(discourse.asked)
        now: list[Event] = []
        out: list[Try] = []
        for t in tries:
            e = t.event
            if e is not None and self._open(t, e):
                request = next((r for r in reversed([*asked, *now]) if not _agents(r) & _agents(e)), None)
                if request is not None:
                    e = replace(e, fillers=(*e.fillers, *_of(request, e)))
            elif e is not None and e.type in ("Demand", "Proposal"):
                now.append(e)
            out.append(t if e is t.event else replace(t, event=e))
        discourse.asked = tuple(now)
        return out

    def _open(self, t: Try, e: Event) -> bool:
        """Whether a refusal tells neither what nor whom it refuses."""
        if e.type != "Rejection" or e.filling("topic") or e.filling("recipient"):
            return False
        at = t.scene.tree.phrases[t.hit.host if t.hit.host is not None else t.hit.head]
        return any(w in self._refusing for w in variants(at))


def _agents(e: Event) -> set[Entity]:
    return {f.entity for f in e.filling("agent")}


def _of(request: Event, answer: Event) -> list[Filler]:
    """What was asked, as what is refused, and who asked, as whom it is refused."""
    asking = [Filler("recipient", f.entity, answer.trigger, False) for f in request.filling("agent")]
    return [*asking, *request.filling("topic")]
