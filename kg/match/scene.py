"""Scenes: a tree with what its phrases name in the end, and the words that its readers look for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kg.analyse.phrase import Link
from kg.find.date import DateExpression
from kg.model import Entity, Span
from kg.parse.tree import Tree


@dataclass(frozen=True, slots=True)
class Named:
    """An entity and the words that name it."""

    entity: Entity
    span: Span
    by_name: bool = True
    post: Entity | None = None
    """The post that the words name, where they stand for its holder."""
    form: str = ""
    """The name alone, as the article spells it."""


@dataclass(frozen=True, slots=True)
class Arg:
    """What stands in a case. `cases` are the cases it may be taken for, the likeliest first.

    `span` is the whole phrase with what leans on it; `phrase` is its index, None where it comes from another sentence.
    """

    cases: tuple[str, ...]
    span: Span
    named: tuple[Named, ...] = ()
    phrase: int | None = None
    date: DateExpression | None = None
    quoted: bool = False
    inherited: bool = False


@dataclass(frozen=True)
class Scene:
    """A tree with what its phrases name in the end, and the subject that the article carried into it."""

    tree: Tree
    named: tuple[tuple[Named, ...], ...]
    carried: tuple[Entity, ...] = ()
    speakers: tuple[Entity, ...] = ()
    """Whose words a quotation is, the innermost speaker alone."""
    homes: tuple[Entity, ...] = ()
    """The countries of the speakers."""
    together: tuple[Entity, ...] = ()
    """The participants of the last event that several took part in."""
    content_nouns: frozenset[str] = frozenset()
    """Nouns that a clause explains (こと, 方針, 考え) and is no relative clause of."""
    until: frozenset[str] = frozenset()
    """Cases that make an end of a date: まで."""
    planning: frozenset[str] = frozenset()
    """Predicates that only plan what their clause tells: 調整, 検討."""
    receiving: frozenset[str] = frozenset()
    """Predicates whose subject the noun's act befalls: 攻撃を受けた."""
    light: frozenset[str] = frozenset()
    """Predicates that do or arrange what a noun names."""
    clausal: frozenset[str] = frozenset()
    """Nouns that close a clause like a conjunction (一方, 際)."""
    sequel: frozenset[str] = frozenset()
    """Nouns of that kind between which and what follows the day may change (会談した後)."""
    place_bodies: tuple[str, ...] = ()
    """Endings of bodies that one can meet at (外務省で)."""
    joint: frozenset[str] = frozenset()
    """Event classes that those do together who met."""
    own_acts: frozenset[str] = frozenset()
    """Event classes that a speaker tells of himself (「辞任する」と述べた)."""
    state_acts: frozenset[str] = frozenset()
    """Event classes that a speaker tells of his country (「供与する」と述べた)."""
    also: frozenset[str] = frozenset()
    """も and its like: what they add is no new topic."""
    bodies: frozenset[str] = frozenset()
    """Bodies that act without a name of their own: 与党, 治安部隊."""
    groups_alone: frozenset[str] = frozenset()
    """Event classes that people without a name make alone."""
    gatherings: frozenset[str] = frozenset()
    """Event classes of which 初の会談 and 約60分間の会談 tell no topic."""
    stances: frozenset[str] = frozenset()
    """Event classes of taking a stance."""
    stance_nouns: frozenset[str] = frozenset()
    """Nouns that hold the stance of who has them: 反対する立場."""
    telling: frozenset[str] = frozenset()
    """Event classes whose clause before a noun only describes it, where it is not past: A国が主張する領有権."""
    place_tails: frozenset[str] = frozenset()
    """What makes a place of an event's noun: 先 in 訪問先."""

    def entities(self, i: int) -> tuple[Named, ...]:
        """What a phrase and its equals name."""
        return tuple(n for g in self.tree.group(i) for n in self.named[g])

    @cached_property
    def mains(self) -> tuple[int, ...]:
        """The predicates of the main clause, from left to right."""
        return tuple(v for v in sorted(self.tree.predicative) if main_level(self.tree, v, self.clausal))


def main_level(tree: Tree, i: int, clausal: frozenset[str]) -> bool:
    """Whether a phrase belongs to a main clause: no relative clause, quotation or condition stands around it.

    `clausal` are nouns that close a clause like a conjunction (述べる一方).
    """
    here = i
    while tree.heads[here] >= 0:
        p = tree.phrases[here]
        h = tree.heads[here]
        if here in tree.predicative and p.link == Link.ADNOMINAL and tree.phrases[h].head.surface in clausal:
            here = h
            continue
        if here in tree.predicative and p.link == Link.ADNOMINAL and h in tree.predicative:
            here = h
            continue
        if here in tree.predicative and p.link in (Link.ADNOMINAL, Link.QUOTE, Link.PURPORT, Link.CONDITION):
            return False
        if here in tree.predicative and p.link == Link.CASE and not (h in tree.predicative and p.case == "に"):
            return False
        here = h
    return not tree.embedded
