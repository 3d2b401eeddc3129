"""Links: how the words of a phrase join what follows, and in which case, wherever they stand."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from kg.analyse.phrase import Link, Wording
from kg.analyse.token import Pos, Word, surface_of

Words = tuple[Word, ...]

INFLECTED = (Pos.VERB, Pos.ADJECTIVE)


@lru_cache(maxsize=4096)
def particles_alone(function: Words) -> bool:
    """Whether function words hold nothing that inflects, so that a noun before them is no predicate."""
    return not any(t.pos in INFLECTED or t.pos == Pos.AUXILIARY for t in function)


@lru_cache(maxsize=1024)
def as_quotation(wording: Wording) -> Wording:
    """The words with a と behind them that the phrase does not hold."""
    return replace(wording, link=Link.QUOTE, case="と", adnominal=False)


@lru_cache(maxsize=1024)
def as_adverb(wording: Wording) -> Wording:
    """The words taken for an adverb: 重ねて."""
    return replace(wording, link=Link.ADVERB, predicate=False)


def verb_lemma(content: Words) -> str:
    """The dictionary form of a verb with the verbs before it: 取り決める."""
    if len(content) == 1:
        return content[0].lemma
    return surface_of(content[:-1]) + content[-1].lemma


@lru_cache(maxsize=4096)
def has_copula(function: Words) -> bool:
    """Whether a noun before these words is a predicate: だ, である, らしい."""
    if not function or function[0].pos not in (Pos.AUXILIARY, Pos.CASE, Pos.TOPIC):
        return False
    first = function[0]
    if first.surface in ("な", "に", "の"):
        return False
    if first.surface == "で":
        return len(function) > 1 and any(t.norm in ("有る", "無い") for t in function[1:])
    return first.pos == Pos.AUXILIARY and first.lemma in ("だ", "です", "らしい", "じゃ", "みたい")


@lru_cache(maxsize=4096)
def contrasts(function: Words) -> bool:
    """Whether a clause is set against the next: 日本が求めたのに対し、中国は拒んだ."""
    return any(t.pos == Pos.NOMINALIZER for t in function) and any(t.lemma == "対する" for t in function)


@lru_cache(maxsize=4096)
def case_of(function: Words) -> tuple[str, bool]:
    """The last case particle of a noun, and whether it joins the noun to another."""
    case = ""
    for t in function:
        if (
            t.pos == Pos.CASE
            or (t.pos == Pos.AUXILIARY and t.surface in ("に", "で", "な", "の"))
            or t.surface in ("や", "とか", "やら", "まで")
        ):
            case = t.surface
    if case in ("の", "な"):
        return case, True
    return case, False


def nominal_link(content: Words, function: Words, case: str, adnominal: bool) -> str:
    """How a phrase that is no predicate joins what follows."""
    head = content[-1]
    if head.pos == Pos.ADJECTIVE:
        return Link.ADVERB
    if head.pos == Pos.ADVERB:
        return Link.ADVERB if case != "の" else Link.ADNOMINAL
    if head.pos == Pos.ADNOMINAL:
        return Link.ADNOMINAL
    if head.pos in (Pos.CONJUNCTION, Pos.INTERJECTION):
        return Link.ADVERB
    if adnominal:
        return Link.ADNOMINAL
    if head.pos == Pos.ADJECTIVAL and case == "に":
        return Link.ADVERB
    if not function or (not case and not any(t.pos in (Pos.TOPIC, Pos.FOCUS) for t in function)):
        return Link.BARE
    return Link.CASE


Joined = tuple[str, str, bool]
"""How a predicate joins what follows, its case, and whether it leans on a noun."""


def predicate_link(content: Words, function: Words, last: bool, modifies: bool) -> Joined:
    """How a predicate joins what follows; `last` says that nothing does, `modifies` that what does may be a noun."""
    tail = function[-1] if function else None
    surfaces = [t.surface for t in function]
    if tail is not None:
        if "よう" in surfaces and not last and "だ" not in surfaces and tail.surface in ("よう", "に", "も", "は"):
            return Link.PURPORT, "よう", False
        if surfaces[-2:] == ["て", "も"] and function[-2].pos == Pos.LINK:
            return Link.CONDITION, "", False
        if tail.pos == Pos.VERB and tail.lemma in ("いう", "言う"):
            return Link.ADNOMINAL, "と", True
        joined = _by_particle(function, tail)
        if joined is not None:
            return joined
    inflecting = [t for t in (content[-1], *function) if t.pos in INFLECTED or t.pos == Pos.AUXILIARY]
    form = inflecting[-1].form if inflecting else ""
    if form.startswith("仮定"):
        return Link.CONDITION, "", False
    if last:
        return Link.ROOT, "", False
    if tail is not None and tail.surface == "か":  # 会談するかどうか
        return Link.CONDITION, "", False
    if (tail is not None and tail.surface in ("まで", "など")) or form.startswith(("連用", "語幹", "未然")):
        return Link.CONTINUE, "", False
    return (Link.ADNOMINAL, "", True) if modifies else (Link.ROOT, "", False)


def _by_particle(function: Words, tail: Word) -> Joined | None:
    """How the last particle behind a predicate's inflection joins it; None where none does."""
    end = _last_particle(function)
    if end is None:
        return None
    if any(t.pos == Pos.NOMINALIZER for t in function):
        after = [t for t in function if t.pos == Pos.CASE]
        return Link.CASE, after[-1].surface if after else "", False
    if end.surface == "と" and (end is tail or tail.pos in (Pos.TOPIC, Pos.FOCUS)):
        return Link.QUOTE, "と", False
    if end.pos == Pos.LINK:
        return (Link.CONDITION if end.surface in ("ば", "なら", "ても", "でも") else Link.CONTINUE), "", False
    if end.pos != Pos.CASE:
        return None
    if end.surface == "の":
        return Link.ADNOMINAL, "と" if any(t.surface == "と" for t in function) else "の", True
    return Link.CASE, end.surface, False


def _last_particle(function: Words) -> Word | None:
    """The particle that ends the words behind a predicate's inflection; も, は and か behind another do not count."""
    begin = max((k for k, t in enumerate(function) if t.pos in "VAu" and t.surface != "よう"), default=-1) + 1
    tail = [t for t in function[begin:] if t.pos in "khsfej" or t.surface == "よう"]
    while len(tail) > 1 and tail[-1].pos in (Pos.TOPIC, Pos.FOCUS, Pos.FINAL):
        tail.pop()
    return tail[-1] if tail else None
