"""Endings: what auxiliaries and inflection say of a predicate."""

from __future__ import annotations

import re

from kg.analyse.phrase import Ending
from kg.analyse.token import Pos, Word, surface_of

_NEGATIVE = frozenset({"ない", "無い", "ず", "ぬ", "ん", "まい", "なかっ"})
_COPULA = frozenset({"だ", "です"})
_PASSIVE = frozenset({"れる", "られる"})
_CAUSATIVE = frozenset({"せる", "させる", "しめる"})
_CONJECTURE = frozenset({"らしい", "みたい", "だろう", "でしょう"})


_DUTY = re.compile("(?:なければ|ねば|なくては|ないと)(?:なら|いけ)")
_PERHAPS = "かもしれ"


def ending_of(content: tuple[Word, ...], function: tuple[Word, ...]) -> Ending:
    """What the words behind a predicate say: 求められていなかった is passive, progressive, negative and past."""
    past = negative = passive = causative = progressive = desire = volition = obligation = False
    conjecture = hearsay = imperative = potential = False
    before = content[-1]
    for t in function:
        aux = t.pos == Pos.AUXILIARY
        if aux and t.lemma in ("た", "だ") and t.tags[4].endswith("タ"):
            past = True
        elif t.lemma in _NEGATIVE or t.norm in _NEGATIVE:
            negative = True
        elif aux and t.lemma in _PASSIVE:
            passive = True
        elif aux and t.lemma in _CAUSATIVE:
            causative = True
        elif aux and t.lemma == "たい":
            desire = True
        elif (aux and t.lemma == "べし") or t.lemma == "べき":
            obligation = True
        elif aux and t.form.startswith("意志推量") and t.lemma in _COPULA:
            conjecture = True
        elif aux and t.form.startswith("意志推量"):
            volition = True
        elif aux and t.lemma in _CONJECTURE:
            conjecture = True
        elif aux and t.surface == "そう":
            hearsay = True
        elif t.pos == Pos.VERB and t.norm in ("居る", "有る", "来る", "おる") and before.surface in ("て", "で"):
            progressive = True
        elif t.pos == Pos.VERB and t.lemma in ("できる", "出来る"):
            potential = True
        if t.form.startswith("意志推量") and t.lemma not in _COPULA:
            volition = True
        if t.form.startswith("命令"):
            imperative = True
        before = t
    if content[-1].form.startswith("意志推量"):
        volition = True
    if content[-1].form.startswith("命令"):
        imperative = True
    told = surface_of(function)
    if _DUTY.search(told):
        obligation, negative = True, False
    if _PERHAPS in told:
        conjecture, negative = True, False
    return Ending(
        past, negative, passive, causative, progressive, desire, volition, obligation, conjecture, hearsay,
        imperative, potential,
    )  # fmt: skip
