"""The examples of the rules, run: what fails, what no example hits, what can never win."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.grammar import Grammar
from kg.match.caseform import SUBJECT_OR_OBJECT, CaseForms
from kg.match.finding import Fault, Finding
from kg.match.marks import marked
from kg.match.rule import COMMON_ROLES, Counterexample, Example, Mark, RoleSpec, Rule, RuleSet, Trigger
from kg.model import Event

Read = Callable[[str], Sequence[Event]]
"""Turns a sentence into the events that the engine finds in it."""


_SURU = "する"
_ENDING = 3
"""How many letters of an ending the trigger's span may leave out (明らか|にし|た)."""


def check(rules: RuleSet, read: Read, grammar: Grammar) -> tuple[Finding, ...]:
    """Everything that is wrong with the rules, in the order of their files and lines; empty where nothing is.

    Dates (start, end) and places and claimants that a rule does not name itself are compared where an example marks
    them, and are free where it does not.
    """
    forms = CaseForms.of(grammar)
    findings: list[Finding] = []
    for rule in rules.rules:
        findings += _RuleCheck(rule, rules, read, forms).findings()
    return tuple(sorted(findings, key=lambda f: (f.file, f.line, f.fault, f.text)))


class _RuleCheck:
    """One rule's examples and counterexamples, and what they leave open."""

    def __init__(self, rule: Rule, rules: RuleSet, read: Read, forms: CaseForms) -> None:
        self.rule = rule
        self.rules = rules
        self.read = read
        self.forms = forms
        self.hit_triggers: set[str] = set()
        self.taken_by: dict[str, str] = {}
        self.won = False

    def findings(self) -> Iterator[Finding]:
        for example in self.rule.examples:
            yield from self._example(example)
        for gap in self.rule.known_gaps:
            yield from self._gap(gap)
        for counterexample in self.rule.counterexamples:
            yield from self._counterexample(counterexample)
        if not self.won:
            yield self._finding(
                Fault.DEAD, self.rule.line, self.rule.id, "no example that this rule wins", "one at least",
                "see which rule took the examples (kg explain), and make one of the two narrower",
            )  # fmt: skip
        yield from self._triggers()
        yield from self._cases()

    def _example(self, example: Example) -> Iterator[Finding]:
        events = self.read(example.text)
        own = [e for e in events if e.rule == self.rule.id]
        for event in events:
            if event.rule != self.rule.id:
                self.taken_by |= dict.fromkeys(self._triggers_of(event, example.text), event.rule)
        for event in own:
            self.won = True
            self.hit_triggers |= set(self._triggers_of(event, example.text))
        if len(own) != 1 or not self._agrees(own[0], example):
            yield self._finding(
                Fault.EXAMPLE, example.line, example.text, _told(own or events, example.text),
                _marks(example.marks, example.text),
                "mend the marks, widen the rule, or move the sentence to known_gaps",
            )  # fmt: skip

    def _gap(self, gap: Example) -> Iterator[Finding]:
        own = [e for e in self.read(gap.text) if e.rule == self.rule.id]
        if len(own) == 1 and self._agrees(own[0], gap):
            yield self._finding(
                Fault.GAP_CLOSED, gap.line, gap.text, "the spans as marked", "a sentence that does not work yet",
                "move it up to examples",
            )  # fmt: skip

    def _counterexample(self, counterexample: Counterexample) -> Iterator[Finding]:
        own = [e for e in self.read(counterexample.text) if e.rule == self.rule.id]
        if own:
            yield self._finding(
                Fault.COUNTEREXAMPLE, counterexample.line, counterexample.text, _told(own, counterexample.text),
                f"nothing ({counterexample.because})", "bind a role with required, type, words or not_words",
            )  # fmt: skip

    def _agrees(self, event: Event, example: Example) -> bool:
        """Whether the event has the marked spans, each in its role, and no others in the rule's roles.

        What the engine inferred from the sentences around (a post from a title) need not be marked.
        """
        named = {r.name for r in self.rule.roles}
        wanted = {(m.role, m.span) for m in example.marks if m.role not in ("start", "end")}
        marked = {m.role for m in example.marks}
        found = {(f.role, f.span) for f in event.fillers} | {("claimedBy", f.span) for f in event.claimed_by}
        inferred = {(f.role, f.span) for f in event.fillers if not f.named and f.role not in marked}
        found -= inferred
        extra = {(role, span) for role, span in found - wanted if role in marked or role in named - set(COMMON_ROLES)}
        dates_fit = all(
            event.date_text is not None and m.span.of(example.text) in event.date_text
            for m in example.marks
            if m.role in ("start", "end")
        )
        return wanted <= found and not extra and dates_fit

    def _triggers(self) -> Iterator[Finding]:
        for trigger, line in zip(self.rule.triggers, self.rule.trigger_lines, strict=True):
            if trigger.text in self.hit_triggers:
                continue
            if rival := self.taken_by.get(trigger.text):
                yield self._finding(
                    Fault.SHADOWED,
                    line,
                    trigger.text,
                    f"{rival} takes it in every example",
                    "an example in which this rule takes it",
                    f"delete {trigger.text} here, or narrow {rival}",
                )
            else:
                yield self._finding(
                    Fault.TRIGGER,
                    line,
                    trigger.text,
                    "no example in which it makes this rule's event",
                    "one at least",
                    f"write an example with {trigger.text}",
                )

    def _cases(self) -> Iterator[Finding]:
        for role in self.rule.roles:
            for case in role.cases:
                if not any(self._shows(e, role, case) for e in self.rule.examples):
                    yield self._finding(
                        Fault.CASE, self.rule.line, f"{role.name} with {case}", "no example that shows it",
                        "one at least", f"write an example in which {case} marks the {role.name}, or delete the case",
                    )  # fmt: skip

    def _shows(self, example: Example, role: RoleSpec, case: str) -> bool:
        return any(m.role == role.name and self._stands(example.text, m, case) for m in example.marks)

    def _stands(self, text: str, mark: Mark, case: str) -> bool:
        """Whether a marked span stands in a case; `compound` is inside a trigger's word or right before it."""
        end = mark.span.end
        if case == "compound":
            words = [t.text for t in self.rule.triggers]
            inside = mark.span.of(text)
            return any(text.startswith(w, end) or inside.endswith(w) for w in words)
        found = self.forms.case_at(text, end)
        return found == case or (found == SUBJECT_OR_OBJECT and case in self.forms.subject_or_object)

    def _triggers_of(self, event: Event, text: str) -> Iterable[str]:
        """The rule's longest trigger in the words that the event rests on."""
        words = text[event.trigger.start : event.trigger.end + _ENDING]
        matched = {t.text: self._matched(t, words) for t in self.rule.triggers}
        longest = max(matched.values())
        return [text for text, length in matched.items() if length == longest > 0]

    def _matched(self, trigger: Trigger, words: str) -> int:
        """How many letters of a trigger the words hold, whatever the inflection; 0 where they do not hold it."""
        start = 0
        if trigger.noun:
            start = words.find(trigger.noun) + len(trigger.noun)
            if trigger.noun not in words or self.forms.case_at(words, start) is None:
                return 0
        for piece in (trigger.predicate, _stem(trigger.predicate)):
            if words.find(piece, start) >= 0:
                return len(trigger.noun or "") + len(piece)
        return 0

    def _finding(self, fault: Fault, line: int, text: str, found: str, expected: str, fix: str) -> Finding:
        return Finding(fault, self.rule.id, self.rule.file, line, text, found, expected, fix)


def _stem(predicate: str) -> str:
    """What stays when a predicate is inflected; all of it where it does not end in kana."""
    if predicate.endswith(_SURU):
        return predicate.removesuffix(_SURU)
    return predicate[:-1] if len(predicate) > 1 and "ぁ" <= predicate[-1] <= "ん" else predicate


def _told(events: Iterable[Event], text: str) -> str:
    """The events as an analyst would mark them, each with its rule."""
    return "; ".join(f"{e.rule} {_marks(_marks_of(e), text)}" for e in events) or "no event"


def _marks_of(event: Event) -> tuple[Mark, ...]:
    rows = [Mark(f.role, f.span) for f in event.fillers] + [Mark("claimedBy", f.span) for f in event.claimed_by]
    return tuple(sorted(set(rows), key=lambda m: (m.span, m.role)))


def _marks(marks: Iterable[Mark], text: str) -> str:
    return " ".join(marked(m, text) for m in marks) or "no role"
