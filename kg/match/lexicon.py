"""The rules' triggers, laid out for look-up by the word at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kg.analyse.phrase import Link, Phrase, Wording
from kg.analyse.token import Pos, Token, Word
from kg.match.rule import Rule, RuleSet, Trigger

_REMEMBERED = 1 << 15
"""Wordings of which what they mean is kept."""
WITH = "と+"
"""The case of the other side (B氏と会談), told from と for what is said."""


IDIOM_CASES = frozenset("がにへ")
"""What the predicate of a phrase trigger asks for whatever its noun: と in 戦火を交える says nothing of 交える."""

_ANEW = ("初", "再")
"""In one word with an act's noun these say that it is done first or again: 初会合, 再提出."""


@dataclass(frozen=True, slots=True)
class PhraseTrigger:
    """A trigger of a noun and a predicate (懸念 / を / 表明) with its rules."""

    trigger: Trigger
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Lexicon:
    """Triggers by the word that a phrase holds."""

    rules: RuleSet

    @cached_property
    def words(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules of each one-word trigger."""
        return {
            text: rules
            for text, rules in self.rules.by_trigger.items()
            if any(t.text == text and not t.is_phrase for r in rules for t in r.triggers)
        }

    @cached_property
    def phrases(self) -> Mapping[str, tuple[PhraseTrigger, ...]]:
        """The phrase triggers by their predicate, longest noun first."""
        out: dict[str, dict[str, PhraseTrigger]] = defaultdict(dict)
        for rule in self.rules.rules:
            for trigger in rule.triggers:
                if trigger.is_phrase:
                    out[trigger.predicate][trigger.text] = PhraseTrigger(trigger, self.rules.by_trigger[trigger.text])
        return {
            p: tuple(sorted(rows.values(), key=lambda r: (-len(r.trigger.noun or ""), r.trigger.text)))
            for p, rows in out.items()
        }

    @cached_property
    def cases(self) -> Mapping[str, frozenset[str]]:
        """The cases that the frames of a trigger word know."""
        out: dict[str, set[str]] = defaultdict(set)
        for text, rules in self.rules.by_trigger.items():
            for rule in rules:
                trigger = next(t for t in rule.triggers if t.text == text)
                word = trigger.predicate if trigger.is_phrase else trigger.text
                for role in rule.roles:
                    if trigger.is_phrase:
                        out[word].update(c for c in role.cases if c in IDIOM_CASES)
                        continue
                    out[word].update(WITH if c == "と" and not role.takes_phrases else c for c in role.cases)
        return {k: frozenset(v) for k, v in out.items()}

    def accepts(self, phrase: Phrase) -> frozenset[str]:
        """The cases that the frames of a phrase's predicate know; empty where no rule has it."""
        return self._accepts(phrase.wording)

    @cached_property
    def _accepts(self) -> Callable[[Wording], frozenset[str]]:
        return lru_cache(_REMEMBERED)(self._accepts_of)

    def _accepts_of(self, wording: Wording) -> frozenset[str]:
        known = self.cases.get(wording.lemma)
        if known is None and wording.nominal:
            hit = self.noun(wording.content)
            known = self.cases.get(hit[0]) if hit else None
        return known or frozenset()

    def acts(self, phrase: Phrase) -> frozenset[str]:
        """The event classes of an act of a day and place that a phrase names (会談, 訪問): its noun alone makes one."""
        return self._acts(phrase.wording)

    @cached_property
    def _acts(self) -> Callable[[Wording], frozenset[str]]:
        return lru_cache(_REMEMBERED)(self._acts_of)

    def _acts_of(self, wording: Wording) -> frozenset[str]:
        rules = self.words.get(wording.lemma, ())
        if not rules and wording.nominal:
            content = wording.content
            hit = self.noun(content) or (self.noun_until(content, len(content) - 1) if len(content) > 1 else None)
            rules = hit[1] if hit else ()  # 会談 in 会談後 too
        return frozenset(r.event for r in rules if r.nominal)

    def idioms(self, phrase: Phrase) -> tuple[PhraseTrigger, ...]:
        """The phrase triggers whose predicate a phrase is."""
        return self._idioms(phrase.wording)

    @cached_property
    def _idioms(self) -> Callable[[Wording], tuple[PhraseTrigger, ...]]:
        return lru_cache(_REMEMBERED)(self._idioms_of)

    def _idioms_of(self, wording: Wording) -> tuple[PhraseTrigger, ...]:
        return tuple([row for word in _variants(wording) for row in self.phrases.get(word, ())])

    def verb(self, phrase: Phrase) -> tuple[str, tuple[Rule, ...]] | None:
        """The trigger that a verb is, with its rules."""
        for lemma in variants(phrase):
            rules = self.words.get(lemma)
            if rules:
                return lemma, rules
        return None

    def negated(self, phrase: Phrase) -> tuple[str, tuple[Rule, ...]] | None:
        """The trigger that a verb is for its not being done (応じない), with its rules: what was done, no condition."""
        ending = phrase.ending
        done = ending.past or ending.progressive or phrase.link == Link.CONTINUE
        if not (ending.negative and done) or phrase.link in (Link.CONDITION, Link.PURPORT):
            return None
        word = phrase.text + "ない"
        rules = self.words.get(word)
        return (word, rules) if rules else None

    def noun(self, content: Sequence[Word | Token]) -> tuple[str, tuple[Rule, ...], int] | None:
        """The longest trigger at the end of a run of nouns, its rules, and the index of its first token."""
        return self.noun_until(content, len(content))

    def noun_until(self, content: Sequence[Word | Token], end: int) -> tuple[str, tuple[Rule, ...], int] | None:
        text = ""
        best = None
        while end > 1 and content[end - 1].pos == Pos.QUOTE:  # 合同演習「〇〇」: the name follows
            end -= 1
        for k in range(end - 1, -1, -1):
            if content[k].pos == Pos.QUOTE:
                break
            text = content[k].surface + text
            known = text if text in self.words else text[1:] if text.startswith(_ANEW) else ""  # 初会合
            rules = self.words.get(known)
            if rules:
                best = (known, rules, k)
        return best


def variants(phrase: Phrase) -> tuple[str, ...]:
    """The dictionary forms under which a predicate may be listed: 応ずる as 応じる, 呼び掛ける as 呼びかける."""
    return _variants(phrase.wording)


@lru_cache(_REMEMBERED)
def _variants(wording: Wording) -> tuple[str, ...]:
    lemma = wording.lemma
    out = [lemma]
    if lemma.endswith("ずる"):
        out.append(lemma[:-2] + "じる")
    if lemma.endswith("する") and len(lemma) == 3:
        out.append(lemma[0] + "す")
    if lemma.endswith("付ける"):
        out.append(lemma[:-3] + "づける")
    if wording.content[-1].pos == Pos.VERB and len(wording.content) == 1:
        norm = wording.content[-1].norm
        out.append(norm)
        if norm.endswith("ずる"):
            out.append(norm[:-2] + "じる")
    return tuple(dict.fromkeys(out))
