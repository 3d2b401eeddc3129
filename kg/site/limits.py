"""What one query, and one request, may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of a site; sizes in bytes."""

    seconds: float = 10.0
    """How long a query may run."""
    rows: int = 10_000
    """How many rows or statements of an answer are sent."""
    memory: int = 1 << 30
    """What a query may take beyond what its process takes at rest."""
    question: int = 2 << 20
    """The longest request."""
    answer: int = 64 << 20
    """The longest answer."""
    workers: int = 4
    """How many queries run at once."""
    waiting: int = 16
    """How many more may wait for that."""
