"""Clauses: which predicate a clause leads up to."""

from __future__ import annotations

from collections.abc import Sequence

from kg.analyse.phrase import Link, Phrase
from kg.parse.work import Work


def next_clause(work: Work, i: int, p: Phrase, chain: Sequence[int]) -> int:
    """The predicate that a clause leads up to; `chain` are the phrases behind it, from the nearest to the root."""
    acts = [c for c in chain if c in work.predicative]
    if not acts:
        return chain[0]
    if p.link is Link.CONTINUE and p.comma and _agreed_there(work, i, acts):
        return work.heads[work.heads[acts[0]]]
    leads = _leads_up(work, i, acts) if p.link in (Link.CONTINUE, Link.BARE) and not _ends_in_te(p) else None
    if leads is not None:
        return leads
    told = _told_with(work, i, acts) if p.link in (Link.CONTINUE, Link.BARE) and p.comma else None
    if told is not None:
        return told
    if p.link in (Link.CONTINUE, Link.BARE) and p.comma:
        concrete = bool(work.acts(i))
        reports = work.reports(i) or work.issues(i)
        adverse = p.function[-1:] and p.function[-1].surface == "が"
        for c in acts:
            if adverse and work.phrases[c].link == Link.ADNOMINAL:
                continue
            if reports and work.phrases[c].link == Link.ADNOMINAL and not _one_schedule(work, i, c):
                continue
            if not work.buried(c):
                return c
            if reports:
                continue
            if concrete and not work.acts(c):
                continue
            if work.relative(c):
                continue
            return c
        return next((c for c in reversed(acts) if not work.buried(c)), acts[0])
    return acts[0]


def _ends_in_te(p: Phrase) -> bool:
    """Whether a clause is chained to the next by て alone: 会談して署名した."""
    return not p.comma and p.function[-1:] != () and p.function[-1].surface in ("て", "で")


def _told_with(work: Work, i: int, acts: Sequence[int]) -> int | None:
    """What is told with a clause that has a subject of its own in it: 省は、軍機が現れ、…を越えたと発表した."""
    told = next((c for c in acts if work.phrases[c].link == Link.QUOTE), None)
    if told is None:
        return None
    for k in range(i - 1, 0, -1):
        if k in work.predicative:
            return None
        if work.phrases[k].case == "が":
            return told if work.phrases[k].nominal and work.topped(k) else None
    return None


def _one_schedule(work: Work, i: int, c: int) -> bool:
    """Whether two clauses are of one schedule: 意向を伝え、辞任する予定だ, and not 3日に伝え、4日に辞任する予定だ."""
    if not work.plans(c) or work.phrases[work.heads[c]].head.surface not in work.cues.schedules:
        return False
    begins = next((k for k in range(i - 1, -1, -1) if k in work.predicative), -1)
    return not (any(work.dates[begins + 1 : i]) and any(work.dates[i + 1 : c]))


def _leads_up(work: Work, i: int, acts: Sequence[int]) -> int | None:
    """The main predicate that tells what was said where one met or went: 会談し、協議を続けることを確認した."""
    outer = next((c for c in acts if not work.buried(c)), None)
    if outer is None or outer == acts[0] or not work.reports(outer):
        return None
    if not work.acts(i) & work.cues.talks and work.phrases[i].lemma not in work.cues.attending and not _opens(work, i):
        return None
    subjects = [k for k in range(i) if work.drafts[k] and (work.phrases[k].case == "が" or work.tops(k))]
    planned = len(subjects) > 1 and work.phrases[subjects[-1]].case == "が" and work.tops(subjects[-2])
    return None if planned else outer


def _agreed_there(work: Work, i: int, acts: Sequence[int]) -> bool:
    """Whether a visit or a talk is where something was agreed on, and no part of it: 訪れ、…することで合意した."""
    noun = work.heads[acts[0]]
    held = noun >= 0 and work.phrases[acts[0]].link is Link.ADNOMINAL and work.phrases[noun].case == "で"
    return held and work.phrases[i].lemma in work.cues.encounters and work.phrases[noun].text == "こと"


def _opens(work: Work, i: int) -> bool:
    """Whether a clause tells that a gathering was opened: 臨時の役員会を開き."""
    held = work.phrases[i - 1] if i else None
    gathered = held is not None and held.case == "を" and held.text.endswith(tuple(work.cues.gatherings))
    return gathered and work.phrases[i].lemma in work.cues.opening
