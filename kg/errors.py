"""One base error: what went wrong, where, and what would mend it."""

from __future__ import annotations

import re
from pathlib import Path

_LONGEST = 1_500
"""Characters of one part of what is told."""
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What would move a terminal's cursor, colour it, or turn the direction of writing."""


class KgError(Exception):
    """A mistake in the input, the rules, the query or the data, told so that its maker can mend it.

    `code` is the exit code: 1 the graph or the gold does not conform, 2 the input, the rules or the query are wrong.
    """

    code = 2

    def __init__(
        self,
        message: str,
        *,
        file: str | Path | None = None,
        line: int | None = None,
        column: int | None = None,
        found: str | None = None,
        expected: str | None = None,
        fix: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = str(file) if file is not None else None
        self.line = line
        self.column = column
        self.found = found
        self.expected = expected
        self.fix = fix

    @property
    def place(self) -> str:
        """`file:line:column`, as far as known."""
        parts = [self.file or "", str(self.line) if self.line else "", str(self.column) if self.column else ""]
        return ":".join(p for p in parts if p)

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        rest = [("found", self.found), ("expected", self.expected), ("fix", self.fix)]
        return "\n".join(map(_plain, [head, *(f"  {name}: {value}" for name, value in rest if value)]))


def _plain(told: str) -> str:
    """What was told as far as one reads it, with controls by their numbers."""
    cut = told if len(told) <= _LONGEST else f"{told[:_LONGEST]}… ({len(told):,} characters)"
    return _CONTROLS.sub(lambda control: f"\\u{ord(control[0]):04x}", cut)


class InputError(KgError):
    """An input that cannot be read."""


class RuleError(KgError):
    """A rule, a table or the grammar is wrong."""


class QueryError(KgError):
    """A query is wrong."""


class ConformanceError(KgError):
    """A graph does not conform to the shapes, or a reading to the gold."""

    code = 1


class EndpointError(KgError):
    """An endpoint that refuses or does not answer."""
