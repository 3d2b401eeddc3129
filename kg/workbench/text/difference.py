"""A difference as text: each sentence that changes, with the statements added (+) and removed (-)."""

from __future__ import annotations

from kg.workbench.diff import Difference

_SIGN = {"added": "+", "removed": "-", "changed": "~"}


def text_of(difference: Difference) -> str:
    """One block a sentence, then how many events are added, removed and changed."""
    lines = []
    for sentence in difference.sentences:
        lines.append(f"{sentence.article}: {sentence.sentence}")
        for change in sentence.changes:
            lines.append(f"  {_SIGN[change.kind]} {change.type} ({change.trigger})")
            lines += [f"      - {statement}" for statement in change.removed]
            lines += [f"      + {statement}" for statement in change.added]
        lines.append("")
    counts = ", ".join(f"{difference.count(kind)} {kind}" for kind in _SIGN)
    lines.append(f"events: {counts}, in {difference.articles} articles")
    return "\n".join(lines) + "\n"
