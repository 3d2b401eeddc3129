"""Status: whether an event happened, is planned, is denied or is only possible, by the words around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kg.analyse.phrase import Link, Phrase
from kg.analyse.token import Pos
from kg.grammar import Grammar
from kg.match.hit import Hit
from kg.match.lexicon import variants
from kg.match.rule import Rule
from kg.model import Status
from kg.parse.tree import Tree

_DEPTH = 12


@dataclass(frozen=True)
class StatusReader:
    """Reads statuses with the words of a grammar."""

    grammar: Grammar

    @cached_property
    def _nouns(self) -> dict[str, Status | None]:
        rows = self.grammar.table("status", "nouns")
        return {w: (None if s == "neutral" else Status(s)) for s, words in rows.items() for w in words}

    @cached_property
    def content_nouns(self) -> frozenset[str]:
        """Nouns that a clause explains and is no relative clause of: こと, 方針, 可能性."""
        return frozenset(self._nouns) | self.clausal

    @cached_property
    def clausal(self) -> frozenset[str]:
        """Nouns that close a clause like a conjunction: 一方, 際."""
        return self.grammar.words("status", "clausal")

    @cached_property
    def _verbs(self) -> dict[str, Status]:
        rows = self.grammar.table("status", "verbs")
        return {w: Status(s) for s, words in rows.items() for w in words}

    @cached_property
    def _settled(self) -> frozenset[str]:
        return self.grammar.words("reporting", "settled")

    @cached_property
    def _ahead(self) -> frozenset[str]:
        return self.grammar.words("status", "ahead")

    @cached_property
    def _commanding(self) -> frozenset[str]:
        return self.grammar.words("status", "commanding")

    @cached_property
    def _reasons(self) -> frozenset[str]:
        return self.grammar.words("status", "reasons")

    @cached_property
    def _refraining(self) -> frozenset[str]:
        return self.grammar.words("status", "refraining")

    @cached_property
    def _proposals(self) -> frozenset[str]:
        return self.grammar.words("status", "proposals")

    @cached_property
    def _stative(self) -> frozenset[str]:
        return self.grammar.words("status", "stative")

    @cached_property
    def _purpose(self) -> frozenset[str]:
        return self.grammar.words("status", "purpose")

    @cached_property
    def _planning(self) -> frozenset[str]:
        return self.grammar.words("status", "planning")

    @cached_property
    def _supposing(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("status", "supposing"))

    @cached_property
    def _turns(self) -> frozenset[str]:
        return self.grammar.words("status", "turns")

    @cached_property
    def _continuing(self) -> frozenset[str]:
        return self.grammar.words("status", "continuing")

    def of(self, tree: Tree, hit: Hit) -> Status:
        """The status of a hit's event."""
        if hit.tail is not None and hit.tail != Status.OCCURRED:
            return hit.tail
        if hit.host is None:
            return self._of_noun(tree, hit.head, 0)
        if hit.head == hit.host or hit.idiom:
            found = self._of_predicate(tree, hit.host, 0, main=True)
            if found == Status.PLANNED and not hit.rules[0].nominal and self._background(tree, hit.host, hit.rules[0]):
                return Status.OCCURRED
            return found
        own = self._of_predicate(tree, hit.host, 0, main=True)
        if hit.tail_word in self.clausal:  # 協議後に発表した
            return Status.PLANNED if own == Status.PLANNED else Status.OCCURRED
        said = self._verb(tree.phrases[hit.host])
        if not hit.rules[0].nominal and any(w in self._refraining for w in variants(tree.phrases[hit.host])):
            return Status.DENIED
        if said == Status.PLANNED and hit.rules[0].event in self._settled:
            return own
        if said in (None, Status.OCCURRED) or (own == Status.DENIED and said != Status.DENIED):
            return own
        return said

    def _background(self, tree: Tree, v: int, rule: Rule) -> bool:
        """Whether a predicate without a day of its own only describes an actor: 侵攻を続けるロシア, 抗議する市民."""
        h = tree.heads[v]
        if tree.phrases[v].link != Link.ADNOMINAL or tree.phrases[v].case or h < 0:
            return False
        if tree.phrases[h].head.surface in self.content_nouns | self._proposals:
            return False
        takes = rule.role("topic")
        open_object = (
            takes is not None
            and "を" in takes.cases
            and not any(tree.phrases[c].case == "を" for c in tree.children[v])
        )
        if open_object and not tree.drafts[h]:
            return False  # ガザに派遣する部隊
        return not any(tree.dates[c] is not None for c in tree.children[v])

    def _verb(self, phrase: Phrase) -> Status | None:
        words = (*variants(phrase), phrase.head.surface) if phrase.nominal else variants(phrase)
        return next((self._verbs[w] for w in words if w in self._verbs), None)

    def _of_predicate(self, tree: Tree, v: int, depth: int, main: bool = False) -> Status:
        """The status of a predicate by its own ending, else by what it leads up to."""
        p = tree.phrases[v]
        e = p.ending
        if depth > _DEPTH:
            return Status.OCCURRED
        if p.link == Link.CONDITION and not e.negative:
            return Status.POSSIBLE
        if (e.past or e.progressive) and (self._imagined(tree, v) or self._supposed(tree, v)):
            return Status.POSSIBLE
        if e.negative:
            return Status.DENIED
        if p.link == Link.PURPORT and tree.phrases[tree.heads[v]].lemma in self._commanding:
            return Status.PLANNED
        if e.desire or e.obligation or (e.conjecture and not e.past) or p.link == Link.PURPORT or e.imperative:
            return Status.POSSIBLE
        if e.volition:
            return Status.PLANNED
        if p.case == "へ" and p.link != Link.ADNOMINAL and tree.heads[v] < 0:
            return Status.PLANNED
        if (
            not e.past
            and not e.progressive
            and any(tree.phrases[c].link == Link.CONDITION and c in tree.predicative for c in tree.children[v])
        ):
            return Status.POSSIBLE
        around = self._around(tree, v, depth)
        if e.past or e.progressive:
            return (
                around
                if around in (Status.DENIED, Status.POSSIBLE)
                and p.link in (Link.ADNOMINAL, Link.QUOTE)
                and (not e.past or around == Status.DENIED)
                else Status.OCCURRED
            )
        if around is not None:
            return around
        if p.link == Link.ROOT or tree.heads[v] < 0:
            still = _headline(p) or (depth > 0 and any(w in self._stative for w in variants(p)))
            return Status.OCCURRED if still else Status.PLANNED
        return Status.OCCURRED

    def _supposed(self, tree: Tree, v: int) -> bool:
        """Whether a clause tells a case that is only supposed: 不信任案が提出された場合."""
        p, h = tree.phrases[v], tree.heads[v]
        return h >= 0 and p.link is Link.ADNOMINAL and tree.phrases[h].text in self._suppositions

    @cached_property
    def _suppositions(self) -> frozenset[str]:
        return self.grammar.words("status", "suppositions")

    def _imagined(self, tree: Tree, v: int) -> bool:
        """Whether somebody tells what would have happened: 「私が大統領なら侵攻しなかった」."""
        if not tree.embedded and tree.phrases[v].link != Link.QUOTE:
            return False
        conditions = (tree.phrases[c] for c in tree.children[v] if c in tree.predicative)
        return any(
            q.link == Link.CONDITION
            and "".join(t.surface for t in q.function).endswith(self._supposing)
            and not any(w in self._turns for w in variants(q))
            for q in conditions
        )

    def _around(self, tree: Tree, v: int, depth: int) -> Status | None:
        """What the words that a predicate leads up to say of it; None where they say nothing."""
        p = tree.phrases[v]
        h = tree.heads[v]
        if h < 0:
            return None
        if p.link in (Link.CONTINUE, Link.BARE):
            if p.function[-1:] and p.function[-1].surface in self._reasons:
                return None  # 離脱するので、与党とはいえない
            if (
                h in tree.predicative
                and tree.phrases[h].nominal
                and tree.phrases[h].predicate
                and _copula(tree.phrases[h])
            ):
                return Status.OCCURRED
            if h in tree.predicative and p.comma and tree.phrases[h].ending.negative:
                return Status.OCCURRED if tree.phrases[h].ending.past else None  # 支持し、処分をしなかった
            if h in tree.predicative and tree.phrases[h].ending.volition and tree.phrases[h].link == Link.QUOTE:
                h = tree.heads[h]  # デモを行い、突入しようとした
            return self._of_predicate(tree, h, depth + 1) if h in tree.predicative else None
        if p.link == Link.QUOTE:
            return self._quoted(tree, v, h)
        if p.link == Link.ADNOMINAL:
            return self._before_noun(tree, v, h, depth)
        if p.link == Link.CASE and h in tree.predicative:
            return self._verb(tree.phrases[h])
        return None

    def _quoted(self, tree: Tree, v: int, h: int) -> Status:
        p = tree.phrases[v]
        if p.nominal and not p.function[:1] and not p.predicate:
            return Status.OCCURRED
        said = self._verb(tree.phrases[h])
        if said in (Status.POSSIBLE, Status.DENIED):
            return said
        plain = p.ending.past or p.ending.progressive
        return Status.OCCURRED if plain else Status.PLANNED

    def _before_noun(self, tree: Tree, v: int, n: int, depth: int) -> Status | None:
        noun = tree.phrases[n]
        word = noun.head.surface
        plain = tree.phrases[v].ending.past or tree.phrases[v].ending.progressive
        if word in self.clausal or noun.text in self.clausal:
            if word in self._purpose and not plain and not tree.phrases[v].ending.negative:
                return Status.PLANNED
            h = tree.heads[n]
            if plain or h not in tree.predicative:
                return Status.OCCURRED
            around = self._of_predicate(tree, h, depth + 1)
            return Status.OCCURRED if around == Status.DENIED else around  # 述べる一方、明らかにしなかった
        name = noun.text if noun.text in self._nouns else word
        if name not in self._nouns:
            goes_on = variants(tree.phrases[v])[0] in self._continuing
            return Status.OCCURRED if plain or goes_on else Status.PLANNED
        known = self._nouns[name]
        if known == Status.PLANNED and self._dropped(tree, n):
            return Status.DENIED
        if known is not None:
            governed = self._governed(tree, n)
            return governed if governed == Status.DENIED else known
        governed = self._governed(tree, n)
        if governed is not None:
            if governed == Status.PLANNED and plain:
                return Status.OCCURRED
            return Status.PLANNED if governed == Status.OCCURRED and not plain else governed
        return Status.OCCURRED if plain else Status.PLANNED

    def _dropped(self, tree: Tree, n: int) -> bool:
        """Whether a plan is what the next clause drops: 会談する予定だったが、中止された."""
        h = tree.heads[n]
        if tree.phrases[n].link != Link.CONTINUE or h < 0 or h not in tree.predicative:
            return False
        own = any(tree.phrases[c].case in ("を", "が") or tree.phrases[c].topic for c in tree.children[h])
        return not own and self._verb(tree.phrases[h]) == Status.DENIED and not tree.phrases[h].ending.negative

    def _governed(self, tree: Tree, n: int) -> Status | None:
        """What the predicate that a noun stands before says of it (会談の可能性を否定した)."""
        h = tree.heads[n]
        if h < 0:
            return None
        p = tree.phrases[n]
        if h in tree.predicative and p.case in ("を", "が", "に", "") and (p.case or p.topic):
            q = tree.phrases[h]
            said = self._verb(q)
            if said is not None and q.ending.negative:
                return Status.DENIED if said != Status.DENIED else Status.OCCURRED
            return said
        return None

    def _of_noun(self, tree: Tree, n: int, depth: int) -> Status:
        """The status of an event that a noun names without a predicate of its own."""
        p = tree.phrases[n]
        h = tree.heads[n]
        if depth > _DEPTH or h < 0:
            return Status.OCCURRED
        if p.link == Link.ADNOMINAL and h not in tree.predicative:
            q = tree.phrases[h]
            known = self._nouns.get(q.text) or self._nouns.get(q.head.surface)
            if q.text in self._purpose and p.case == "の":
                return Status.PLANNED  # 協議のため
            if known is None:
                return Status.OCCURRED
            governed = self._governed(tree, h)
            return governed if governed == Status.DENIED else known
        if h in tree.predicative:
            if p.case in ("を", "が", "に") or (p.topic and not p.case):
                said = self._governed(tree, n)
                if said == Status.OCCURRED:
                    return self._of_predicate(tree, h, depth + 1)
                if said is not None:
                    return said
            if p.case in self._ahead:
                return Status.PLANNED
            if p.case == "で" and any(w in self._planning for w in variants(tree.phrases[h])):
                return Status.PLANNED  # 来月の訪日で調整
            if p.case == "で":
                around = self._of_predicate(tree, h, depth + 1)
                return Status.PLANNED if around == Status.PLANNED else Status.OCCURRED
        return Status.OCCURRED


def _headline(phrase: Phrase) -> bool:
    """Whether a sentence ends like a headline that tells what happened: 停戦案を承認, 停戦案を受け入れ."""
    stem = phrase.head.pos == Pos.VERB and phrase.head.form.startswith("連用")
    return not phrase.function and (phrase.nominal or stem)


def _copula(phrase: Phrase) -> bool:
    """Whether a predicate is a noun with だ or である, and no 〜する."""
    return not any(t.pos == Pos.VERB for t in phrase.function)
