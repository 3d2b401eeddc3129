"""Dependency: one pass from right to left, each phrase to the nearest head that its particle allows.

The heads are found as in the backward search of Sekine, Uchimoto and Isahara (2000), with the choice among the open
heads made by particles, commas and the case frames of the rules instead of a model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.analyse.phrase import Link, Phrase
from kg.analyse.token import Pos
from kg.find.date import DateExpression
from kg.find.draft import Draft
from kg.model import Kind, Span
from kg.parse.argument import predicate_for
from kg.parse.clause import next_clause
from kg.parse.cues import Cues
from kg.parse.equal import apposed, equal
from kg.parse.tree import Tree
from kg.parse.work import Work


@dataclass(frozen=True)
class Parser:
    """Builds trees by cues."""

    cues: Cues

    def tree(
        self,
        span: Span,
        phrases: tuple[Phrase, ...],
        drafts: tuple[tuple[Draft, ...], ...],
        dates: tuple[DateExpression | None, ...],
        noted: tuple[DateExpression | None, ...],
        embedded: bool = False,
    ) -> Tree:
        """The tree of a sentence whose phrases name `drafts` and `dates`."""
        work = Work(self.cues, phrases, drafts, dates)
        path: list[int] = []
        """The phrases from the root to the one behind the phrase at hand, each leaning on the one before it."""
        for i in range(len(phrases) - 2, -1, -1):
            while path and path[-1] != work.heads[i + 1]:
                path.pop()
            path.append(i + 1)
            _attach(work, i, path[::-1])
        return Tree(
            span, phrases, tuple(work.heads), frozenset(work.equals), work.predicative, drafts, dates, noted, embedded
        )


def _attach(work: Work, i: int, chain: Sequence[int]) -> None:
    """Gives a phrase its head; `chain` are those that it may lean on, from the nearest to the root."""
    p = work.phrases[i]
    head = _choose(work, i, p, chain)
    work.heads[i] = head
    if p.link == Link.CASE and i not in work.equals:
        work.taken[head].add("が" if p.topic and not p.case else p.case)


def _choose(work: Work, i: int, p: Phrase, chain: Sequence[int]) -> int:
    if p.link == Link.ADNOMINAL:
        return _noun(work, i, p, chain)
    if i == 0 and p.head.pos == Pos.CONJUNCTION:
        return chain[-1]
    if p.link == Link.QUOTE or (p.head.pos == Pos.QUOTE and p.case == "と" and not _two_named(work, i)):
        return _reporting(work, p, chain)
    if p.predicate or i in work.predicative:
        return next_clause(work, i, p, chain)
    lasting = _lasting(work, i, p, chain)
    if lasting is not None:
        return lasting
    same = apposed(work, i, p, chain)
    if same is not None:
        return same
    beside = equal(work, i, p, chain)
    if beside is not None:
        work.equals.add(i)
        return beside
    return predicate_for(work, i, p, chain)


def _two_named(work: Work, i: int) -> bool:
    """Whether a name in quotation marks stands beside another body: 与党「〇〇」と野党の「〇〇」."""
    return work.sort(i) == work.sort(work.named_next(i)) == "actor"


def _lasting(work: Work, i: int, p: Phrase, chain: Sequence[int]) -> int | None:
    """The act beside which another is told, right behind its argument: 日本を訪問中の外相, 首相と会談後に."""
    if p.topic or p.comma or p.case not in ("を", "に", "と", "で", "へ") or work.dates[i] is not None:
        return None
    c = next((c for c in chain if work.dates[c] is None), -1)
    if c < 0:
        return None
    if p.case == "と" and not work.cues.acts(work.phrases[c]) & work.cues.talks:
        return None  # A首相と来日中のB大統領
    words = work.phrases[c].content
    lasts = words[-1].surface in work.cues.lasting and any(t.pos == Pos.SURU for t in words[:-1])
    return c if lasts and all(work.dates[k] is not None for k in range(i + 1, c)) else None


def _noun(work: Work, i: int, p: Phrase, chain: Sequence[int]) -> int:
    if not p.predicate and p.case in ("と", "へ", "に", "が", "で", "について"):
        for c in chain:
            q = work.phrases[c]
            if q.adnominal and q.head.pos in (Pos.ADJECTIVAL, Pos.ADVERB):
                continue  # 軍事政権への直接の支援
            if not q.nominal:
                break
            if q.head.pos == Pos.SURU or work.cues.accepts(q):
                return c
            if not q.adnominal:
                break
    for c in chain:
        q = work.phrases[c]
        if q.nominal and q.head.pos != Pos.ADVERB:
            if work.dates[c] is not None and q.link == Link.BARE and p.predicate:
                continue
            h = work.heads[c]
            if p.predicate and p.comma and q.adnominal and h >= 0 and work.phrases[h].nominal:
                continue
            if p.predicate and q.case == "の" and work.sort(c) == "actor" and h >= 0 and work.sort(h) == "person":
                return h
            if p.case == "の" and q.adnominal and q.case in ("へ", "に") and h >= 0 and _beside(work, i, c):
                return h
            if p.case == "の" and q.adnominal and q.case == "について" and h >= 0 and _says(work, i, c, h):
                return h
            return c
    return chain[0]


def _beside(work: Work, i: int, c: int) -> bool:
    """Whether a name is no part of the next one, and both lean on one act: 日本の中国への抗議, A氏の外相への起用."""
    sorts = work.sort(i), work.sort(c)
    return sorts == ("person", "person") or (sorts == ("actor", "actor") and _states(work, i) and _states(work, c))


def _says(work: Work, i: int, c: int, h: int) -> bool:
    """Whether it is a person's act that is about something: 高市首相の台湾有事をめぐる答弁."""
    act = work.phrases[h].head.pos == Pos.SURU and work.phrases[c].head.pos != Pos.SURU
    return act and (work.sort(i) == "person" or (_states(work, i) and _states(work, c)))


def _states(work: Work, i: int) -> bool:
    return bool(work.drafts[i]) and all(d.entity is not None and d.entity.kind is Kind.COUNTRY for d in work.drafts[i])


def _reporting(work: Work, p: Phrase, chain: Sequence[int]) -> int:
    acts = [c for c in chain if c in work.predicative]
    if p.ending.volition and acts and work.phrases[acts[0]].lemma in work.cues.light:
        return acts[0]  # 侵入しようとし、日本は抗議した
    for c in acts:
        if work.reports(c):
            return c
    return acts[0] if acts else chain[0]
