"""A rule as the matcher takes it: trigger words, and which case of which phrase fills which role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kg.model import Kind, Span, Status

ACTOR = ("Person", "Country", "Organization", "Post")
"""What `Actor` stands for in a rule file."""

TYPES = (*ACTOR, "Place", "Phrase")
CASES = ("が", "を", "に", "へ", "と", "から", "より", "まで", "で", "の", "について", "よう", "として", "compound")
CORE = ("agent", "participant", "person")
"""The roles of those whose event it is."""
COMMON_ROLES = ("start", "end", "place", "claimedBy")
"""What an event of any class may carry; an example may mark them though no rule names them."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word, or a phrase of a noun, its case and a predicate (懸念を表明: 懸念 / を / 表明)."""

    text: str
    predicate: str
    noun: str | None = None
    case: str | None = None

    @property
    def is_phrase(self) -> bool:
        return self.noun is not None


@dataclass(frozen=True)
class RoleSpec:
    """Which phrases of a clause fill one role.

    `types` has `Actor` spelt out and holds `Phrase` for topics. `words` and `not_words` are endings of the filler's
    last word. `least` is how many fillers a required role needs (2 where two sides do it together). Of a rule's
    `alternative` roles (required: any) one must be filled.
    """

    name: str
    cases: tuple[str, ...]
    types: tuple[str, ...]
    required: bool = False
    alternative: bool = False
    words: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()
    least: int = 1

    @cached_property
    def takes_phrases(self) -> bool:
        return "Phrase" in self.types

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """The classes of entities that may fill the role; where a place may, a country may."""
        kinds = {Kind(t) for t in self.types if t != "Phrase"}
        return frozenset(kinds | {Kind.COUNTRY} if Kind.PLACE in kinds else kinds)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The cases that the role takes, each with its place in their order; へ is taken where に is."""
        known = {case: n for n, case in reversed(list(enumerate(self.cases)))}
        return {"へ": len(self.cases), **known} if "に" in known else known


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span of an example, in the text without the marks."""

    role: str
    span: Span


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and the role spans that the rule must find in it."""

    text: str
    marks: tuple[Mark, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A sentence in which the rule must find nothing, and the reason."""

    text: str
    because: str
    line: int


@dataclass(frozen=True)
class Rule:
    """One case frame. `status`, where given, is the status of every event that the rule makes."""

    id: str
    event: str
    triggers: tuple[Trigger, ...]
    roles: tuple[RoleSpec, ...]
    nominal: bool
    status: Status | None
    examples: tuple[Example, ...]
    counterexamples: tuple[Counterexample, ...]
    known_gaps: tuple[Example, ...]
    file: str
    line: int
    trigger_lines: tuple[int, ...] = field(default=(), compare=False)

    @cached_property
    def required(self) -> tuple[RoleSpec, ...]:
        return tuple(r for r in self.roles if r.required)

    @cached_property
    def by_need(self) -> tuple[RoleSpec, ...]:
        """The roles in the order of their filling: those required first."""
        return (*self.required, *(r for r in self.roles if not r.required))

    @cached_property
    def subjects(self) -> tuple[RoleSpec, ...]:
        """The roles of those whose event it is that a subject may fill."""
        return tuple(r for r in self.roles if "が" in r.cases and r.name in CORE)

    @cached_property
    def alternatives(self) -> tuple[RoleSpec, ...]:
        return tuple(r for r in self.roles if r.alternative)

    @cached_property
    def by_name(self) -> Mapping[str, RoleSpec]:
        return {r.name: r for r in reversed(self.roles)}

    @property
    def specificity(self) -> tuple[int, int, int]:
        """How much the rule asks of a clause: of two rules with one trigger, the larger is tried first.

        Required roles bound to words, then fillers demanded beyond the first, then required roles.
        """
        required = self.required
        worded = sum(bool(r.words or r.not_words) for r in required)
        return worded, sum(r.least - 1 for r in required), len(required)

    def unmet(self, filled: Mapping[str, int]) -> tuple[RoleSpec, ...]:
        """The required roles that `filled` (fillers by role) leaves open; empty where the clause satisfies the rule."""
        open_roles = [r for r in self.required if filled.get(r.name, 0) < r.least]
        if self.alternatives and not any(filled.get(r.name, 0) for r in self.alternatives):
            open_roles += self.alternatives
        return tuple(open_roles)

    def role(self, name: str) -> RoleSpec | None:
        return self.by_name.get(name)


def excludes(one: Rule, other: Rule) -> bool:
    """Whether no clause can satisfy both rules, because required fillers of one case differ in type or in words."""
    return any(
        set(a.cases) <= set(b.cases) | {"compound"}
        and (_types_differ(a, b) or _words_differ(a, b) or _words_differ(b, a))
        for a in one.required
        for b in other.required
        if set(a.cases) & set(b.cases)
    )


def _types_differ(a: RoleSpec, b: RoleSpec) -> bool:
    return not a.takes_phrases and not b.takes_phrases and not set(a.types) & set(b.types)


def _words_differ(a: RoleSpec, b: RoleSpec) -> bool:
    if a.words and b.words:
        return not any(x.endswith(y) or y.endswith(x) for x in a.words for y in b.words)
    return bool(a.words) and all(any(word.endswith(n) for n in b.not_words) for word in a.words)


@dataclass(frozen=True)
class RuleSet:
    """The rules in the order of their files, and where each trigger leads.

    `by_trigger` gives a trigger's rules, the most specific first. `hash` is the SHA-256 of the rule files' bytes in
    the order of their names, and stands in the graph's provenance.
    """

    rules: tuple[Rule, ...]
    hash: str
    by_trigger: dict[str, tuple[Rule, ...]] = field(repr=False)

    def rule(self, rule_id: str) -> Rule | None:
        return next((r for r in self.rules if r.id == rule_id), None)
