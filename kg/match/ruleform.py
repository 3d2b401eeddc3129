"""The form of a rule file: which keys, which values, and what is said where one is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from kg.match.fields import Fields
from kg.match.marks import read_example
from kg.match.rule import ACTOR, CASES, TYPES, Counterexample, Example, RoleSpec, Rule, Trigger
from kg.match.suggest import nearest
from kg.match.yamltree import Mapping as Form
from kg.match.yamltree import Node, Scalar

FILE_KEYS = ("event", "about", "nominal", "rules")
RULE_KEYS = ("id", "triggers", "nominal", "roles", "status", "examples", "counterexamples", "known_gaps")
ROLE_KEYS = ("case", "type", "required", "words", "not_words", "least")
_COUNTER_KEYS = ("text", "because")
_RULE_ID = re.compile(r"[a-z]+\.[a-z0-9_-]+")

# を always parts a noun from its verb. The other particles may be okurigana too (上がる, 伴う, 立ち上がる), so they
# part only after a letter that is no hiragana and before a predicate of two letters or more.
_PHRASE = re.compile(r"(.+?)(?:(を)(.+)|(?<![ぁ-ん])(に|で|が|と)(?![るりっうつくすぬむぐ]$)(.{2,}))")


def read_trigger(text: str) -> Trigger:
    """The trigger, cut at its particle where it is a phrase: 懸念を表明 → 懸念, を, 表明."""
    found = _PHRASE.fullmatch(text)
    if not found:
        return Trigger(text, text)
    noun, wo, after_wo, other, after_other = found.groups()
    return Trigger(text, after_wo or after_other, noun, wo or other)


class RuleForm:
    """Reads one file's tree into rules."""

    def __init__(self, file: str, roles_by_class: Mapping[str, Collection[str]]) -> None:
        self.file = file
        self.at = Fields(file)
        self.roles_by_class = roles_by_class

    def read(self, tree: Node) -> list[Rule]:
        top = self.at.mapping(tree, "the file", FILE_KEYS, needs=("event", "about", "rules"))
        event_at = self.at.scalar(self.at.need(top, "event"), "event")
        event = event_at.text
        if event not in self.roles_by_class:
            classes = sorted(self.roles_by_class)
            self.at.fail(
                f"the ontology has no event class {event}", event_at.line, event, "one of " + ", ".join(classes),
                nearest(event, classes) or "add the class to ontology/kg.ttl first",
            )  # fmt: skip
        nominal = self.at.flag(top.get("nominal"), "nominal", default=False)
        rules = self.at.sequence(self.at.need(top, "rules"), "rules")
        if not rules.items:
            self.at.fail("the file has no rules", rules.line, "an empty list", "at least one rule", "add '- id: …'")
        return [self._rule(node, event, nominal) for node in rules.items]

    def _rule(self, node: Node, event: str, nominal: bool) -> Rule:
        form = self.at.mapping(
            node, "a rule", RULE_KEYS, needs=("id", "triggers", "roles", "examples", "counterexamples")
        )
        rule_id = self.at.scalar(self.at.need(form, "id"), "id")
        wanted = event.lower() + "."
        if not _RULE_ID.fullmatch(rule_id.text) or not rule_id.text.startswith(wanted):
            self.at.fail(
                "an id that is not the class and a name", rule_id.line, rule_id.text, f"{wanted}name, in a-z 0-9 _ -",
                f"write {wanted}{rule_id.text.rpartition('.')[2].lower()}",
            )  # fmt: skip
        roles = self._roles(self.at.need(form, "roles"), event)
        words = self.at.words(self.at.need(form, "triggers"), "triggers")
        self.at.refuse_twins(words)
        counterexamples = tuple(
            self._counterexample(n) for n in self.at.items(form, "counterexamples", at_least_one=True)
        )
        return Rule(
            id=rule_id.text,
            event=event,
            triggers=tuple(read_trigger(w.text) for w in words),
            roles=roles,
            nominal=self.at.flag(form.get("nominal"), "nominal", default=nominal),
            status=self.at.status(form.get("status")),
            examples=tuple(self._example(n, event) for n in self.at.items(form, "examples", at_least_one=True)),
            counterexamples=counterexamples,
            known_gaps=tuple(self._example(n, event) for n in self.at.items(form, "known_gaps")),
            file=self.file,
            line=rule_id.line,
            trigger_lines=tuple(w.line for w in words),
        )

    def _roles(self, node: Node, event: str) -> tuple[RoleSpec, ...]:
        allowed = (*self.roles_by_class[event], "place")
        form = self.at.mapping(node, "roles", None)
        if not form.pairs:
            self.at.fail(
                "a rule without roles", form.line, "{}", "at least one role", "add agent: {case: [が], type: [Actor]}"
            )
        specs = []
        for name, spec in form.pairs:
            if name.text not in allowed:
                self.at.fail(
                    f"{event} has no role {name.text}", name.line, name.text,
                    "one of " + ", ".join(dict.fromkeys(allowed)),
                    nearest(name.text, allowed) or "use a role of the class",
                )  # fmt: skip
            specs.append(self._role(name.text, spec))
        if not any(s.required or s.alternative for s in specs):
            self.at.fail(
                "a rule without a required role", form.line, "no required: true",
                "one role at least that must be filled",
                "write required: true in the role of the one who acts",
            )  # fmt: skip
        return tuple(specs)

    def _role(self, name: str, node: Node) -> RoleSpec:
        form = self.at.mapping(node, f"the role {name}", ROLE_KEYS, needs=("case", "type"))
        types: list[str] = []
        for word in self.at.words(self.at.need(form, "type"), "type"):
            self.at.one_of(word, (*TYPES, "Actor"), "type")
            types += ACTOR if word.text == "Actor" else (word.text,)
        cases = self.at.words(self.at.need(form, "case"), "case")
        for word in cases:
            self.at.one_of(word, CASES, "case")
        required = form.get("required")
        alternative = isinstance(required, Scalar) and required.text == "any"
        return RoleSpec(
            name=name,
            cases=tuple(w.text for w in cases),
            types=tuple(dict.fromkeys(types)),
            required=not alternative and self.at.flag(required, "required", default=False),
            alternative=alternative,
            words=self._endings(form, "words"),
            not_words=self._endings(form, "not_words"),
            least=self.at.least(form.get("least")),
        )

    def _example(self, node: Node, event: str) -> Example:
        at = self.at.scalar(node, "an example")
        return read_example(at.text, at.line, self.file, tuple(self.roles_by_class[event]))

    def _counterexample(self, node: Node) -> Counterexample:
        form = self.at.mapping(node, "a counterexample", _COUNTER_KEYS, needs=_COUNTER_KEYS)
        text = self.at.scalar(self.at.need(form, "text"), "text")
        return Counterexample(text.text, self.at.scalar(self.at.need(form, "because"), "because").text, text.line)

    def _endings(self, form: Form, key: str) -> tuple[str, ...]:
        node = form.get(key)
        return tuple(w.text for w in self.at.words(node, key)) if node else ()
