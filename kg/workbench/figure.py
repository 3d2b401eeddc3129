"""Figures: how many were wanted, found and right, and the shares that follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """Counts; precision, recall and F1 are rounded to three places, 0 where nothing is to be counted."""

    gold: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Figure) -> Figure:
        return Figure(self.gold + other.gold, self.found + other.found, self.right + other.right)

    @property
    def precision(self) -> float:
        return share(self.right, self.found)

    @property
    def recall(self) -> float:
        return share(self.right, self.gold)

    @property
    def f1(self) -> float:
        p, r = self.right / self.found if self.found else 0.0, self.right / self.gold if self.gold else 0.0
        return round(2 * p * r / (p + r), 3) if p + r else 0.0


def share(part: int, whole: int) -> float:
    """The share, to three places; 0 of nothing."""
    return round(part / whole, 3) if whole else 0.0


def total(figures: Iterable[Figure]) -> Figure:
    return sum(figures, Figure())
