"""What a check of the rules finds: one line for each thing to mend."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """The kinds of findings; the value is what a report calls them."""

    EXAMPLE = "example fails"
    COUNTEREXAMPLE = "counterexample fires"
    TRIGGER = "trigger without example"
    CASE = "case without example"
    DEAD = "rule never wins"
    SHADOWED = "trigger shadowed"
    GAP_CLOSED = "known gap passes"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found, and where; `found` and `expected` are spans as an analyst writes them."""

    fault: Fault
    rule: str
    file: str
    line: int
    text: str
    """The sentence, trigger or case that the finding is about."""
    found: str
    expected: str
    fix: str

    def __str__(self) -> str:
        return (
            f"{self.file}:{self.line}: {self.fault}: {self.rule}: {self.text}\n"
            f"  found: {self.found}\n  expected: {self.expected}\n  fix: {self.fix}"
        )
