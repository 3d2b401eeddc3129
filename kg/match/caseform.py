"""Which case the words behind a filler stand for, as `ontology/grammar/particles.yaml` has it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.grammar import Grammar
from kg.match.rule import CASES

SUBJECT_OR_OBJECT = "topic"
"""What a topic particle gives: it stands for が or を."""


@dataclass(frozen=True, slots=True)
class CaseForms:
    """Particles with the case that each stands for, the longest first."""

    forms: tuple[tuple[str, str], ...]
    subject_or_object: tuple[str, str] = (CASES[0], CASES[1])

    @classmethod
    def of(cls, grammar: Grammar) -> CaseForms:
        rows = [(case, case) for case in CASES if case != "compound"]
        rows += [(form, row["case"]) for row in grammar.table("particles", "compound") for form in row["forms"]]
        rows += [(form, SUBJECT_OR_OBJECT) for form in grammar.table("particles", "topic")]
        return cls(tuple(sorted(dict(rows).items(), key=lambda row: (-len(row[0]), row[0]))))

    def case_at(self, text: str, at: int) -> str | None:
        """The case of the particle that begins at `at`: 日本に対し at 2 → に; None where none begins there."""
        return next((case for form, case in self.forms if text.startswith(form, at)), None)
