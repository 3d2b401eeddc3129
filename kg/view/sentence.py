"""A quoted sentence cut into plain and marked pieces: the page marks words without any markup in the text."""

from __future__ import annotations

from itertools import groupby

from kg.keep.event import Report

Piece = tuple[str, str]
"""Words of the sentence, and "" or what they are: "trigger" or a role's name."""


def pieces(report: Report) -> list[Piece]:
    """The sentence's pieces in order; joined, they are the sentence.

    Where words have two parts to play, the trigger comes before a filler and a shorter filler before one around it.
    Example: 中国は撤回を求めた gives 中国 (agent), は, 撤回 (topic), を, 求め (trigger), た.
    """
    paint = [""] * len(report.exact)
    spans = [(m.start - report.start, m.end - report.start, m.role) for m in report.mentions]
    inside = [s for s in spans if 0 <= s[0] < s[1] <= len(paint)]
    for start, end, role in sorted(inside, key=lambda s: (s[0] - s[1], s)):
        paint[start:end] = [role] * (end - start)
    at = _trigger(report.exact, report.trigger, paint)
    if at >= 0:
        paint[at : at + len(report.trigger)] = ["trigger"] * len(report.trigger)
    cut = groupby(zip(report.exact, paint, strict=True), key=lambda c: c[1])
    return [("".join(c for c, _ in run), role) for role, run in cut]


def _trigger(text: str, trigger: str, paint: list[str]) -> int:
    """Where the trigger stands: its first place outside all fillers, else its first place; -1 for nowhere."""
    first = at = text.find(trigger) if trigger else -1
    while at >= 0:
        if not any(paint[at : at + len(trigger)]):
            return at
        at = text.find(trigger, at + 1)
    return first
