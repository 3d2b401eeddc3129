"""Gold and found events side by side: which found event is which gold event, and which fillers they share."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kg.workbench.gold import CORE_ROLES, DATE_ROLES, GoldEvent, Labels
from kg.workbench.told import Names, ToldEvent

_REST = ("post", "place", "topic", *DATE_ROLES)


@dataclass(frozen=True, slots=True)
class Shared:
    """One role of a pair: how many fillers agree, which of the gold are lacking, which of those found are too many."""

    right: int
    lacking: tuple[Labels, ...]
    extra: tuple[Names, ...]


def fold(text: str) -> str:
    """The form in which labels are compared: NFKC, lower case, without spaces and ・."""
    return unicodedata.normalize("NFKC", text).replace(" ", "").replace("・", "").lower()


def same_topic(gold: str, found: str) -> bool:
    """Whether half of the pairs of characters of either phrase, two at least of the one found, are in the other."""
    a, b = _pairs(gold), _pairs(found)
    shared = len(a & b)
    return shared >= 0.5 * len(a) or (shared >= 0.5 * len(b) and shared >= 2)


def _pairs(text: str) -> set[str]:
    plain = "".join(c for c in fold(text) if c.isalnum())
    return {plain[i : i + 2] for i in range(len(plain) - 1)} or {plain}


def agree(role: str, wanted: Labels, got: Names) -> bool:
    """Whether a filler found is the filler wanted."""
    if role == "topic":
        return any(same_topic(w, g) for w in wanted for g in got)
    if role in DATE_ROLES:
        return bool(set(wanted) & set(got))
    return bool({fold(w) for w in wanted} & {fold(g) for g in got})


def shared(role: str, wanted: Sequence[Labels], got: Sequence[Names]) -> Shared:
    """What the fillers of one role have in common; each filler found counts for one wanted."""
    left = list(got)
    lacking = []
    for labels in wanted:
        k = next((k for k, names in enumerate(left) if agree(role, labels, names)), None)
        if k is None:
            lacking.append(labels)
        else:
            del left[k]
    return Shared(len(wanted) - len(lacking), tuple(lacking), tuple(left))


def overlap(gold: GoldEvent, found: ToldEvent) -> tuple[int, int]:
    """How many actors the two have in common, and how many fillers of other roles."""

    def count(roles: Sequence[str]) -> int:
        return sum(shared(role, gold.wanted(role), found.got(role)).right for role in roles)

    return count(CORE_ROLES), count(_REST)


def align(golds: Sequence[GoldEvent], founds: Sequence[ToldEvent]) -> dict[int, int]:
    """Index of gold → index of found: the same class and an actor in common, those with most in common first.

    Where two found events have as much in common with a gold event, the one earlier in the text is taken.
    """
    order = sorted(
        (
            (*(-n for n in overlap(gold, found)), i, j)
            for i, gold in enumerate(golds)
            for j, found in enumerate(founds)
            if gold.type == found.type
        ),
    )
    pairs: dict[int, int] = {}
    for core, _, i, j in order:
        if core and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs
