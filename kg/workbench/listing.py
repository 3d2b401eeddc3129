"""The rules as a reader of them wants to see them: all by class, and one with its lines and examples."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import RuleError
from kg.match.rule import Rule, RuleSet
from kg.match.suggest import nearest


@dataclass(frozen=True, slots=True)
class ShownRule:
    """One rule with the lines of its file."""

    id: str
    event: str
    file: str
    line: int
    triggers: tuple[str, ...]
    source: str

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id, "event": self.event, "file": self.file, "line": self.line, "triggers": list(self.triggers),
            "source": self.source,
        }  # fmt: skip


def by_class(rules: RuleSet) -> dict[str, list[Rule]]:
    """The rules of each class, classes by name, rules in the order of their file."""
    found: dict[str, list[Rule]] = {}
    for rule in rules.rules:
        found.setdefault(rule.event, []).append(rule)
    return dict(sorted(found.items()))


def show(rules: RuleSet, rule_id: str) -> ShownRule:
    """A rule with its lines; a RuleError where no rule has the id."""
    rule = rules.rule(rule_id)
    if rule is None:
        known = [r.id for r in rules.rules]
        raise RuleError(
            "no rule has this id", found=rule_id, expected=f"one of {len(known)} ids: see kg rules list",
            fix=nearest(rule_id, known),
        )  # fmt: skip
    later = [r.line for r in rules.rules if r.file == rule.file and r.line > rule.line]
    lines = Path(rule.file).read_text(encoding="utf-8-sig").split("\n")
    source = "\n".join(lines[rule.line - 1 : min(later) - 1 if later else None]).rstrip()
    return ShownRule(rule.id, rule.event, rule.file, rule.line, tuple(t.text for t in rule.triggers), source)
