"""Scenes: a tree with what its phrases name in the end, and the words that its readers look for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from kg.analyse.phrase import Link
from kg.find.date import DateExpression
from kg.grammar import Grammar
from kg.model import Entity, Span
from kg.parse.tree import Tree
from kg.value import value


@value(frozen=True, slots=True)
class Named:
    """An entity and the words that name it."""

    entity: Entity
    span: Span
    by_name: bool = True
    post: Entity | None = None
    """The post that the words name, where they stand for its holder."""
    form: str = ""
    """The name alone, as the article spells it."""
    leader: Entity | None = None
    """Whose government the words name, where it acts as its country: 高市内閣."""


@value(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Words:
    """The words that the readers of a scene look for, as the grammar lists them: one value a reader."""

    content_nouns: frozenset[str]
    """Nouns that a clause explains (こと, 方針, 考え) and is no relative clause of."""
    until: frozenset[str]
    """Cases that make an end of a date: まで."""
    planning: frozenset[str]
    """Predicates that only plan what their clause tells: 調整, 検討."""
    receiving: frozenset[str]
    """Predicates whose subject the noun's act befalls: 攻撃を受けた."""
    light: frozenset[str]
    """Predicates that do or arrange what a noun names."""
    clausal: frozenset[str]
    """Nouns that close a clause like a conjunction (一方, 際)."""
    sequel: frozenset[str]
    """Nouns of that kind between which and what follows the day may change (会談した後)."""
    schedules: frozenset[str]
    """Nouns that hold the days of what is done: 〜の日程で."""
    moments: frozenset[str]
    """Parts of what is held: 演説の最後に, 会談の冒頭で."""
    place_bodies: tuple[str, ...]
    """Endings of bodies that one can meet at (外務省で)."""
    joint: frozenset[str]
    """Event classes that those do together who met."""
    session_acts: frozenset[str]
    """Event classes of what a body does at its session."""
    sessions: frozenset[str]
    """Predicates that tell in the passive of a session: 会合が開かれ."""
    cabinets: tuple[str, ...]
    """Sessions of the government: 閣議."""
    contests: tuple[str, ...]
    """Votes on a post: 選 in 総裁選."""
    no_contests: tuple[str, ...]
    """What stands before these where the vote is on no one post: 総 in 総選挙."""
    of_leaders: frozenset[str]
    """Event classes that tell of the one who leads a government: 高市内閣が発足."""
    own_acts: frozenset[str]
    """Event classes that a speaker tells of himself (「辞任する」と述べた)."""
    state_acts: frozenset[str]
    """Event classes that a speaker tells of his country (「供与する」と述べた)."""
    also: frozenset[str]
    """も and its like: what they add is no new topic."""
    bodies: frozenset[str]
    """Bodies that act without a name of their own: 与党, 治安部隊."""
    doers: frozenset[str]
    """Nouns of doers whom no name follows: 国 in 決議に賛成した国."""
    purports: frozenset[str]
    """Nouns that hold what is said like と: 〜する旨."""
    pronouns: frozenset[str]
    """これ and its like: what they mean stands in another sentence."""
    suffered: frozenset[str]
    """Event classes whose passive need not tell who did it: 批判されている."""
    offices: frozenset[str]
    """Words for posts: 要職."""
    purpose: frozenset[str]
    """What a clause is done for: ため."""
    commanding: frozenset[str]
    """Predicates that order one's own to do what their clause tells."""
    audiences: frozenset[str]
    """Those to whom something is only told: 記者団."""
    unaddressed: frozenset[str]
    """Event classes that are not aimed at such."""
    existing: frozenset[str]
    """Predicates whose subject has the noun's act, and does not do it: 支持がある."""
    rallies: frozenset[str]
    """Event classes of which the clause before the noun tells what they are against: 増税に反対する集会."""
    protesting: frozenset[str]
    """Predicates of such clauses."""
    offering: frozenset[str]
    """Predicates whose day is not that of what they offer: 4日、協議を呼びかけた."""
    relayed: frozenset[str]
    """With として these say that somebody else's words follow: 幹部の話として."""
    sending: frozenset[str]
    """Classes of acts in which somebody sends those who are told before the noun: 自衛隊員の派遣を決めた."""
    making: frozenset[str]
    """Predicates of making what the next clause is about: 案をまとめ、提案した."""
    naming: frozenset[str]
    """Predicates that give a name: 呼ぶ."""
    happening: frozenset[str]
    """Predicates whose topic is nobody's deed: 侵攻は起きなかった."""
    voices: frozenset[str]
    """What somebody who is not the subject wants or says: 要望 in 訪問したいという要望が出た."""
    groups_alone: frozenset[str]
    """Event classes that people without a name make alone."""
    gatherings: frozenset[str]
    """Event classes of which 初の会談 and 約60分間の会談 tell no topic."""
    documents: tuple[str, ...]
    """Texts that say something themselves: 条例では…としている."""
    described: frozenset[str]
    """Event classes that a clause before a noun tells of nobody, where it is not past: 増税を懸念する反発."""
    stance_nouns: frozenset[str]
    """Nouns that hold the stance of who has them: 反対する立場."""
    telling: frozenset[str]
    """Event classes whose clause before a noun only describes it, where it is not past: A国が主張する領有権."""
    place_tails: frozenset[str]
    """What makes a place of an event's noun: 先 in 訪問先."""

    @classmethod
    def of(cls, grammar: Grammar, content_nouns: frozenset[str]) -> Words:
        return cls(
            content_nouns,
            until=grammar.words("particles", "until"),
            planning=grammar.words("status", "planning"),
            receiving=grammar.words("status", "receiving"),
            light=grammar.words("status", "light"),
            clausal=grammar.words("status", "clausal"),
            sequel=grammar.words("status", "sequel"),
            schedules=grammar.words("status", "schedules"),
            moments=grammar.words("reporting", "occasion_parts"),
            place_bodies=tuple(grammar.table("names", "place_bodies")),
            joint=grammar.words("reporting", "joint_acts"),
            session_acts=grammar.words("reporting", "session_acts"),
            sessions=grammar.words("reporting", "sessions"),
            cabinets=tuple(grammar.table("reporting", "cabinets")),
            contests=tuple(grammar.table("names", "contests")),
            no_contests=tuple(grammar.table("names", "no_contests")),
            of_leaders=grammar.words("reporting", "of_leaders"),
            own_acts=grammar.words("reporting", "own_acts"),
            state_acts=grammar.words("reporting", "state_acts"),
            also=grammar.words("particles", "also"),
            bodies=grammar.words("names", "plain_bodies"),
            doers=grammar.words("names", "doers"),
            purports=grammar.words("reporting", "purports"),
            pronouns=grammar.words("names", "pronouns"),
            suffered=grammar.words("reporting", "suffered"),
            offices=grammar.words("names", "offices"),
            purpose=grammar.words("status", "purpose"),
            commanding=grammar.words("status", "commanding"),
            audiences=grammar.words("names", "audiences"),
            unaddressed=grammar.words("reporting", "unaddressed"),
            existing=grammar.words("status", "existing"),
            rallies=grammar.words("reporting", "rallies"),
            protesting=grammar.words("reporting", "protesting"),
            naming=grammar.words("reporting", "naming"),
            offering=grammar.words("reporting", "offering"),
            relayed=grammar.words("reporting", "relayed"),
            sending=grammar.words("reporting", "sending"),
            making=grammar.words("predicates", "making"),
            happening=grammar.words("status", "happening"),
            voices=grammar.words("reporting", "voices"),
            groups_alone=grammar.words("reporting", "groups_alone"),
            gatherings=grammar.words("reporting", "gatherings"),
            documents=tuple(grammar.table("reporting", "documents")),
            described=grammar.words("reporting", "described"),
            stance_nouns=grammar.words("reporting", "performing_nouns"),
            telling=grammar.words("reporting", "telling"),
            place_tails=grammar.words("names", "event_places"),
        )


@value(frozen=True)
class Scene:
    """A tree with what its phrases name in the end, and the subject that the article carried into it."""

    tree: Tree
    named: tuple[tuple[Named, ...], ...]
    words: Words
    carried: tuple[Entity, ...] = ()
    speakers: tuple[Entity, ...] = ()
    """Whose words a quotation is, the innermost speaker alone."""
    homes: tuple[Entity, ...] = ()
    """The countries of the speakers."""
    together: tuple[Entity, ...] = ()
    """The participants of the last event that several took part in."""
    government: tuple[Entity, ...] = ()
    """Whose cabinet 閣議 is, where the sentence has the word."""
    met: tuple[Entity, ...] = ()
    """Those of whose meeting the sentence has told."""
    arguments: dict[tuple[int, bool], tuple[Arg, ...]] = field(default_factory=dict, init=False, repr=False)
    """The arguments of predicates found so far, by the predicate and by whether they are turned to the active.

    See `kg.match.args.of_predicate`: several rules and readers ask for those of one predicate.
    """
    subjects: dict[tuple[int, int], Arg | None] = field(default_factory=dict, init=False, repr=False)
    """The subjects found so far, by predicate and by how many clauses inside it asked: see `kg.match.subject`."""

    left_subjects: dict[int, Arg | None] = field(default_factory=dict, init=False, repr=False)
    """Those of the clauses that others are chained to from the right."""

    def entities(self, i: int) -> tuple[Named, ...]:
        """What a phrase and its equals name."""
        group = self.tree.group(i)
        return self.named[i] if len(group) == 1 else tuple([n for g in group for n in self.named[g]])

    @cached_property
    def main_level(self) -> tuple[bool, ...]:
        """Whether each phrase belongs to a main clause: no relative clause, quotation or condition stands around it."""
        tree, clausal = self.tree, self.words.clausal
        out = [not tree.embedded] * len(tree.phrases)
        for i in range(len(out) - 2, -1, -1):  # heads stand to the right: a head is known before what leans on it
            h = tree.heads[i]
            if h >= 0:
                out[i] = out[h] and not (i in tree.predicative and _leaves(tree, i, h, clausal))
        return tuple(out)

    @cached_property
    def mains(self) -> tuple[int, ...]:
        """The predicates of the main clause, from left to right."""
        return tuple([v for v in sorted(self.tree.predicative) if self.main_level[v]])


def _leaves(tree: Tree, i: int, h: int, clausal: frozenset[str]) -> bool:
    """Whether a predicate that leans on a phrase leaves the main clause; not with 述べる一方 and the like."""
    p = tree.phrases[i]
    if p.link is Link.ADNOMINAL:
        return h not in tree.predicative and tree.phrases[h].head.surface not in clausal
    if p.link is Link.CASE:
        return not (h in tree.predicative and p.case == "に")
    return p.link in (Link.QUOTE, Link.PURPORT, Link.CONDITION)
