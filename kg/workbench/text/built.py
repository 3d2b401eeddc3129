"""What a built graph says of an article, as text."""

from __future__ import annotations

from collections.abc import Iterator

from kg.workbench.built import BuiltArticle, BuiltEvent
from kg.workbench.text.table import table


def text_of(built: BuiltArticle) -> str:
    """One block a sentence, with the events that rest on it."""
    head = "  ".join(filter(None, (built.article, built.published, built.title)))
    lines = [head, ""]
    for sentence in built.sentences:
        lines.append(f"{sentence.text}  [{sentence.start}-{sentence.end}]")
        lines += [line for event in sentence.events for line in _event(event)]
        lines.append("")
    if not built.sentences:
        lines += ["no event rests on this article", ""]
    return "\n".join(lines)


def _event(event: BuiltEvent) -> Iterator[str]:
    others = len(event.articles) - 1
    told = f"  (told by {others} more)" if others else ""
    yield f"  ✓ {event.type} by {event.rule}, at {event.trigger}: {event.label}{told}"
    rows = [(r.role, r.text, "" if r.type == "Topic" else f"= {r.label} ({r.type})") for r in event.roles]
    if event.start:
        rows.append(("date", event.date_text or "", f"= {event.start}" + (f" to {event.end}" if event.end else "")))
    rows.append(("status", event.status, ""))
    if event.claimed_by and not any(r.role == "claimedBy" for r in event.roles):
        rows.append(("claimedBy", ", ".join(event.claimed_by), ""))
    yield from table(rows, "      ")
