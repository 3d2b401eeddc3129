"""Equals: which noun another stands beside, in AとB, A、B and AやB."""

from __future__ import annotations

from collections.abc import Sequence

from kg.analyse.phrase import Link, Phrase
from kg.analyse.token import Pos
from kg.find.draft import Shape
from kg.parse.work import Work


def equal(work: Work, i: int, p: Phrase, chain: Sequence[int]) -> int | None:
    """The noun that a noun stands beside as an equal, if it does."""
    if not p.nominal or p.topic or p.case not in ("と", "や", "とか", ""):
        return None
    summed = work.summed(i)
    if summed is not None:
        return summed if summed in chain else None
    if p.case == "" and p.function:
        return None
    if p.case == "" and not p.comma:
        return None
    mine = work.sort(i)
    if p.case == "" and (mine == "time" or (p.content[0].pos in (Pos.NUMBER, Pos.PREFIX) and mine == "thing")):
        return None
    nouns = [c for c in chain if work.phrases[c].nominal and c not in work.predicative]
    if p.case in ("や", "とか"):
        same = [c for c in nouns if work.sort(c) == mine]
        final = [c for c in nouns if not work.phrases[c].adnominal]
        pick = same[:1] if mine != "thing" else []
        return next(iter(pick or final or nouns), None)
    if p.case == "と":
        if not nouns or nouns[0] != chain[0]:
            return None
        return _partner(work, i, mine, nouns)
    return _listed(work, i, mine, chain, nouns)


def apposed(work: Work, i: int, p: Phrase, chain: Sequence[int]) -> int | None:
    """The person whom a noun before the name tells of: イランの最高指導者、ハメネイ師は, 大統領の側近、A長官が."""
    if not p.comma or p.case or p.topic or p.function or not p.nominal or len(work.drafts[i]) != 1:
        return None
    told = work.drafts[i][0]
    whose = told.country or told.body or (i > 0 and work.phrases[i - 1].case == "の")
    if told.shape not in (Shape.POST, Shape.GROUP) or not whose:
        return None
    c = chain[0]
    while work.phrases[c].case == "の" and work.sort(c) != "person" and work.heads[c] >= 0:
        c = work.heads[c]
    named = [d for d in work.drafts[c] if d.shape == Shape.PERSON]
    if len(named) != 1 or c in work.equals or any(work.heads[k] == c for k in work.equals):
        return None
    q = work.phrases[c]
    subject = q.case == "が" or (q.topic and not q.case)
    return c if subject or (q.case and work.topped(i)) else None


def _partner(work: Work, i: int, mine: str, nouns: Sequence[int]) -> int | None:
    people = ("person", "actor", "group")
    for c in nouns:
        sort = work.sort(c)
        q = work.phrases[c]
        if sort == "time" or (q.link == Link.BARE and not q.comma and q.head.pos != Pos.QUOTE):
            return None
        if mine in people:
            if mine == "actor" and sort == "group" and q.case == "の" and work.sort(work.heads[c]) == "actor":
                continue  # 与党「〇〇」と第2党の「〇〇」
            if sort == mine or (sort in people and mine in people and (mine == "group" or sort == "group")):
                if mine == "person" and q.adnominal and any(m in q.text for m in work.cues.machines):
                    return None  # 大統領と戦闘機100機の購入で一致した
                return c if q.case != "で" else None
            if (mine, sort) in (("actor", "person"), ("person", "actor")):
                if q.adnominal:
                    continue
                return c if q.case in ("が", "は", "") and q.topic is False else None
            if not q.adnominal:
                return None
            if c != nouns[0]:
                return None
            continue
        if mine == "place" and sort in ("place", "actor"):
            return c
        if not q.adnominal and sort in ("thing", "quote", "place", "group"):
            return c
        if not q.adnominal:
            return None
    return None


def _listed(work: Work, i: int, mine: str, chain: Sequence[int], nouns: Sequence[int]) -> int | None:
    if not nouns or nouns[0] != chain[0]:
        return None
    for c in nouns:
        sort, q = work.sort(c), work.phrases[c]
        if sort == "time" or work.phrases[i].head.pos == Pos.TIME or "副詞可能" in work.phrases[i].head.tags:
            return None
        if mine in ("person", "actor", "place", "group"):
            h = work.heads[c]
            if sort == mine == "person" and q.case == "の" and q.link == Link.ADNOMINAL and work.sort(h) == "person":
                continue  # A特使、B大統領の娘婿C氏
            if sort == mine or (mine, sort) in (("actor", "group"), ("group", "actor")):
                ends = q.case in ("と", "や", "", "が", "の", "に", "を", "へ", "で", "から", "によると") or q.topic
                first_headline = (
                    i == 0
                    and c == 1
                    and mine != "place"
                    and not any(t.surface in work.cues.summing for t in q.function)
                    and (q.case in ("を", "に", "へ", "と") or (q.case == "の" and _untopped(work, c)))
                )
                return c if ends and not first_headline else None
            if not q.adnominal:
                return None
        else:
            if sort in ("person", "actor"):
                if q.adnominal:
                    continue
                return None
            if not q.adnominal:
                return c if q.case else None
    return None


def _untopped(work: Work, c: int) -> bool:
    """Whether nothing behind a phrase is a subject: 米、部隊の撤収を決定."""
    plural = any(d.plural for d in work.drafts[c])
    return not plural and not any(p.case == "が" or (p.topic and not p.case) for p in work.phrases[c:])
