"""An explanation as text: each sentence as a tree with what its words name, its events, and what no rule took."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.workbench.notes import EventNote, Explanation, MissNote, PhraseNote, RoleNote, SentenceNote
from kg.workbench.text.table import table

_STEP = "  "


def text_of(explanation: Explanation) -> str:
    """The whole explanation, one block a sentence."""
    return "\n".join(line for note in explanation.sentences for line in _sentence(note))


def _sentence(note: SentenceNote) -> Iterator[str]:
    yield ("inside the quotation: " if note.quoted else "") + note.text
    names: dict[tuple[int, str], list[str]] = {}
    for m in note.mentions:
        known = "" if m.known else ", in no table"
        names.setdefault((m.start, m.text), []).append(f"{m.label} ({m.type}{known})")
    beside = {text: " + ".join(labels) for (_, text), labels in names.items()}
    roots = [p for p in note.phrases if p.head < 0]
    for root in roots:
        yield from _tree(root, note.phrases, beside, "", "")
    if note.dates:
        yield _STEP + "dates: " + "; ".join(f"{d.text} = {d.value or 'open'}" for d in note.dates)
    for event in note.events:
        yield from _event(event)
    for miss in note.misses:
        yield from _miss(miss)
    yield ""


def _tree(
    phrase: PhraseNote, phrases: Sequence[PhraseNote], beside: dict[str, str], indent: str, branch: str
) -> Iterator[str]:
    """The phrase, and under it those that lean on it."""
    named = next((labels for text, labels in beside.items() if text in phrase.text), "")
    relation = (
        f"{phrase.case or (phrase.particle if phrase.link == 'case' else phrase.link)}: " if phrase.head >= 0 else ""
    )
    predicate = f"  [{phrase.predicate}]" if phrase.predicate else ""
    line = f"{_STEP}{indent}{branch}{relation}{phrase.text}{phrase.particle}{predicate}"
    yield line + (f"  = {named}" if named else "")
    under = [p for p in phrases if p.head == phrase.index]
    inner = indent + {"": "", "├─ ": "│  ", "└─ ": "   "}[branch]
    for p in under:
        yield from _tree(p, phrases, beside, inner, "└─ " if p is under[-1] else "├─ ")


def _event(event: EventNote) -> Iterator[str]:
    kept = "" if event.kept else "  (one with an event told elsewhere in the article)"
    yield f"{_STEP}✓ {event.type} by {event.rule} ({event.place}): {event.why}{kept}"
    rows = [_role(role) for role in event.roles]
    if event.date_text:
        until = f" to {event.end}" if event.end else ""
        rows.append(("date", event.date_text, f"= {event.start}{until}", ""))
    rows.append(("status", event.status, "", event.status_why))
    rows += [_role(claim) for claim in event.claimed_by]
    yield from table(rows, _STEP * 3)


def _role(role: RoleNote) -> tuple[str, str, str, str]:
    meant = "" if role.type == "Topic" else f"= {role.label} ({role.type})"
    return role.role, role.text, meant, role.why


def _miss(miss: MissNote) -> Iterator[str]:
    if miss.rule is None:
        found = "; ".join(c.found for c in miss.conditions) or "no rule has a trigger like it"
        yield f"{_STEP}✗ {miss.text} [{miss.predicate}]: {found}"
        return
    yield f"{_STEP}✗ {miss.text} [{miss.predicate}]: nearest is {miss.rule} ({miss.place}) with {miss.trigger}"
    for condition in miss.conditions:
        role = f"{condition.role} " if condition.role else ""
        yield f"{_STEP * 3}{role}wants {condition.expected}"
        yield f"{_STEP * 3}found {condition.found}"
