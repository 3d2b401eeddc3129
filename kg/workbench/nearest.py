"""The rule that came nearest to a predicate that none took, and the conditions that it failed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.analyse.phrase import Phrase
from kg.analyse.token import Pos
from kg.match.args import gather, of_predicate
from kg.match.attempt import Try
from kg.match.fill import Filled, fill
from kg.match.hit import Hit
from kg.match.lexicon import Lexicon, variants
from kg.match.rule import ACTOR, RoleSpec, Rule
from kg.match.scene import Arg, Scene

_KANJI = re.compile(r"[\u4e00-\u9fff\u30a1-\u30fa]")
_SHOWN = 8
_ALIKE = 0.5
_FITTING = 0.5  # how much a whole frame that fits weighs beside a whole word that is alike


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that a rule asks for and a sentence lacks; `role` is None where it is not about a role."""

    role: str | None
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """A rule, the trigger of it that is met or comes nearest, and what keeps the rule from taking."""

    rule: Rule
    trigger: str
    conditions: tuple[Condition, ...]


def place_of(rule: Rule) -> str:
    """`Demand.yaml:5`: the file and line of a rule."""
    return f"{Path(rule.file).name}:{rule.line}"


def of_try(text: str, tried: Try) -> Nearest | None:
    """The nearest of the rules that were tried on a trigger, the one with the fewest roles open."""
    failed = [f for f in tried.tried if f.why]
    if not failed:
        return None
    best = min(failed, key=lambda f: f.why.count(";"))
    return Nearest(best.rule, tried.hit.trigger, _conditions(text, tried.scene, tried.hit, best))


def of_predicate_alone(text: str, scene: Scene, v: int, lexicon: Lexicon) -> Nearest | None:
    """The nearest rule of a predicate that is no trigger: a trigger of its verb with another noun, else a like word.

    None where no trigger has a character in common with it.
    """
    return _with_other_noun(scene, v, lexicon) or _like_word(text, scene, v, lexicon)


def _with_other_noun(scene: Scene, v: int, lexicon: Lexicon) -> Nearest | None:
    """懸念を表明 where the sentence has 関心を表明."""
    tree = scene.tree
    rows = [row for word in variants(tree.phrases[v]) for row in lexicon.phrases.get(word, ())]
    if not rows:
        return None
    beside = {
        case: tree.phrases[a.phrase].text
        for a in of_predicate(scene, v)
        for case in a.cases[:1]
        if a.phrase is not None
    }
    best = max(rows, key=lambda r: len(set(r.trigger.noun or "") & set(beside.get(r.trigger.case or "", ""))))
    case = best.trigger.case or ""
    nouns = dict.fromkeys(r.trigger.noun or "" for r in rows if r.rules == best.rules and r.trigger.case == case)
    stands = f"「{beside[case]}」 stands there" if case in beside else f"nothing stands in {case}"
    wanted = f"{_listed(nouns)} with {case} before {best.trigger.predicate}"
    return Nearest(best.rules[0], best.trigger.text, (Condition(None, wanted, stands),))


def _like_word(text: str, scene: Scene, v: int, lexicon: Lexicon) -> Nearest | None:
    phrase = scene.tree.phrases[v]
    word = phrase.lemma
    scored = sorted(
        (-alike - _FITTING * _fitting(scene, v, rule) / len(rule.roles), trigger, rule.id)
        for trigger, rules in lexicon.words.items()
        if (alike := likeness(word, trigger)) >= _ALIKE
        for rule in rules
    )
    if not scored:
        return None
    _, trigger, rule_id = scored[0]
    rule = next(r for r in lexicon.words[trigger] if r.id == rule_id)
    triggers = [trigger, *(t.text for t in rule.triggers if t.text != trigger)]
    missing = Condition(None, f"a trigger of {rule.id}: {_listed(triggers)}", f"{word} is none of them")
    hit = Hit(word, (rule,), phrase.span, v, v)
    return Nearest(rule, trigger, (missing, *_conditions(text, scene, hit, fill(text, scene, hit, rule, ()))))


def likeness(word: str, trigger: str) -> float:
    """How many of the kanji and katakana of either are in both, from 0 to 1: 0.5 for 面談 and 会談."""
    a, b = set(_KANJI.findall(word)), set(_KANJI.findall(trigger))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _fitting(scene: Scene, v: int, rule: Rule) -> int:
    """How many roles of a rule the arguments of a predicate could fill by case and type."""
    args = list(of_predicate(scene, v))
    return sum(any(set(a.cases) & set(role.cases) and _suits(role, a) for a in args) for role in rule.roles)


def _suits(role: RoleSpec, arg: Arg) -> bool:
    return role.takes_phrases or any(n.entity.kind.value in role.types for n in arg.named)


def _conditions(text: str, scene: Scene, hit: Hit, filled: Filled) -> tuple[Condition, ...]:
    """What `Filled.why` names, in words."""
    out = []
    args = gather(scene, hit)
    for part in filter(None, filled.why.split("; ")):
        spec = filled.rule.role(part.partition(":")[0])
        if spec is not None and part.endswith("|".join(spec.types)):
            out.append(Condition(spec.name, _wanted(spec), _stands(spec, args, scene, hit, text)))
        else:
            name = spec.name if spec is not None else None
            out.append(Condition(name, f"a clause that {filled.rule.id} can take", part))
    return tuple(out)


def _wanted(spec: RoleSpec) -> str:
    types = ["Actor" if set(ACTOR) <= set(spec.types) else "", *(t for t in spec.types if t not in ACTOR)]
    if not types[0]:
        types = list(spec.types)
    wanted = f"{' or '.join(t for t in types if t)} in {' or '.join(spec.cases)}"
    if spec.least > 1:
        wanted += f", {spec.least} at least"
    if spec.words:
        wanted += f", ending in {_listed(spec.words)}"
    if spec.not_words:
        wanted += f", not ending in {_listed(spec.not_words)}"
    return wanted


def _stands(spec: RoleSpec, args: Sequence[Arg], scene: Scene, hit: Hit, text: str) -> str:
    """What stands in the cases that a role asks for, and why it does not do."""
    likely = [a for a in args if set(a.cases[:1]) & set(spec.cases)]
    there = likely or [a for a in args if set(a.cases) & set(spec.cases)]
    told = []
    for a in there:
        words = a.span.of(text)
        kinds = list(dict.fromkeys(n.entity.kind.value for n in a.named))
        if a.quoted and not spec.takes_phrases:
            told.append(f"「{words}」 is a quotation")
        elif not spec.takes_phrases and not a.named:
            told.append(f"「{words}」 names no actor or place that is known")
        elif not spec.takes_phrases and not set(kinds) & set(spec.types):
            told.append(f"「{words}」 is a {' and a '.join(kinds)}")
        elif spec.words and not words.rstrip("」』").endswith(spec.words):
            told.append(f"「{words}」 ends in another word")
        elif spec.not_words and words.rstrip("」』").endswith(spec.not_words):
            told.append(f"「{words}」 ends in such a word")
        elif spec.least > 1:
            told.append(f"「{words}」 alone")
        elif likely:
            told.append(f"「{words}」 is taken by another role")
    if not told:
        told = [f"「{p.text}」 means nothing by itself" for p in _pronouns(scene, hit) if p.case in spec.cases]
    return "; ".join(told) or f"nothing stands in {' or '.join(spec.cases)}"


def _pronouns(scene: Scene, hit: Hit) -> list[Phrase]:
    """The pronouns that lean on a hit: これに反発した. They make no argument."""
    at = hit.at
    under = (scene.tree.phrases[c] for c in scene.tree.children[at])
    return [p for p in under if p.head.pos == Pos.PRONOUN]


def _listed(words: Iterable[str]) -> str:
    every = list(words)
    return ", ".join(every[:_SHOWN]) + (" …" if len(every) > _SHOWN else "")
