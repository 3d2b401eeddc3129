"""Events as a line that a person can read, and whether what was read from a text is what such lines say.

    Visit planned 訪問 agent=小泉進次郎 place=与那国島 start=2025-11-23 by=外務省

The class comes first, then status and trigger where they matter, then roles: `participant=A+B` names all that fill the
role, whatever their order, `topic=~減税` is a part of the words, `place=-` says that nothing fills it. What a line does
not mention is not looked at. `…` in place of an event says that others may stand beside; without it none may.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from caselines import Case, cases

from kg.model import Article, Event, Reading, Status
from kg.reader import Reader

ROLES = ("agent", "recipient", "participant", "person", "post", "topic", "place")
OTHERS = "…"


def dated_cases(file: Path) -> tuple[Case, ...]:
    """The cases of a file in which a line `on 2025-11-23` dates the articles that follow, and `on -` undates them."""
    published: str | None = None
    out = []
    for case in cases(file):
        if case.line.startswith("on "):
            day = case.line.removeprefix("on ")
            published = None if day == "-" else day
            continue
        out.append(replace(case, published=published))
    return tuple(out)


def read(reader: Reader, text: str, published: str | None, name: str = "case") -> Reading:
    return reader.read(Article(name, text.replace("⏎", "\n"), published=published))


def as_line(event: Event, text: str) -> str:
    """An event in the form of the cases, with everything that a case can name."""
    fields = (f"{name}={value}" for name, value in _fields(event).items())
    return " ".join([event.type, event.status.value, event.trigger.of(text), *fields])


def _fields(event: Event) -> dict[str, str]:
    found = {role: "+".join(sorted(f.entity.label for f in event.filling(role))) for role in ROLES}
    found["by"] = "+".join(sorted(f.entity.label for f in event.claimed_by))
    found["start"] = event.start.lexical if event.start else ""
    found["end"] = event.end.lexical if event.end else ""
    return {name: value for name, value in found.items() if value}


def says(line: str, event: Event, text: str) -> bool:
    """Whether an event is what a line says."""
    kind, *words = line.split()
    found = _fields(event)
    if kind != event.type:
        return False
    for word in words:
        name, is_field, wanted = word.partition("=")
        value = found.get(name, "")
        if not is_field:
            told = event.status.value if word in set(Status) else event.trigger.of(text)
            if word != told:
                return False
        elif wanted == "-":
            if value:
                return False
        elif wanted.startswith("~"):
            if wanted[1:] not in value:
                return False
        elif "+".join(sorted(wanted.split("+"))) != value:
            return False
    return True


def compare(reading: Reading, expected: Sequence[str]) -> None:
    """Holds a reading against the lines of a case.

    Raises:
        AssertionError: a line that no event is, or an event too many; the message shows all that was read.
    """
    text = reading.article.text
    left = list(reading.events)
    shown = "\n".join(["read:", *(as_line(event, text) for event in reading.events)])
    for line in expected:
        if line == OTHERS:
            continue
        found = next((event for event in left if says(line, event, text)), None)
        assert found is not None, f"nothing read is: {line}\n{shown}"
        left.remove(found)
    if OTHERS not in expected:
        assert not left, f"more was read than the case says\n{shown}"
