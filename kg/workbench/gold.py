"""A gold file: articles with the events that a careful reader takes from them."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.match.suggest import nearest
from kg.model import Status

ACTOR_ROLES = ("agent", "recipient", "participant", "person", "post", "place")
CORE_ROLES = ("agent", "recipient", "participant", "person")
DATE_ROLES = ("start", "end")
ROLES = (*ACTOR_ROLES, *DATE_ROLES, "topic", "claimedBy")

Labels = tuple[str, ...]
"""The ways of writing one filler that are right."""


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One event of the gold; `fillers` has each role's fillers in the order of the file."""

    type: str
    status: str
    trigger: str
    fillers: tuple[tuple[str, tuple[Labels, ...]], ...]

    def wanted(self, role: str) -> tuple[Labels, ...]:
        return next((fillers for name, fillers in self.fillers if name == role), ())


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """The events of one article, by the article's id."""

    id: str
    events: tuple[GoldEvent, ...]


def load_gold(file: Path, classes: Collection[str]) -> tuple[GoldArticle, ...]:
    """The gold of a JSONL file, in its order; an InputError with file and line where a line is none."""
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise InputError("the gold file cannot be read", file=file, found=error.strerror) from error
    except UnicodeDecodeError as error:
        raise InputError("the gold file is not UTF-8", file=file, fix="save the file as UTF-8") from error
    found = tuple(_Line(file, n, classes).article(line) for n, line in enumerate(lines, 1) if line.strip())
    if not found:
        raise InputError("the gold file is empty", file=file, expected="one article a line, with its events")
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    file: Path
    number: int
    classes: Collection[str]

    def article(self, line: str) -> GoldArticle:
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise self._wrong("this line is not JSON", error.msg, "one article a line") from error
        if not isinstance(record, dict) or not isinstance(record.get("id"), str):
            raise self._wrong("this line is no article", "no id", '"id": "…"')
        events = record.get("events")
        if not isinstance(events, list):
            raise self._wrong(
                "the article has no gold", 'no list "events"', '"events": [{"type": "Meeting", …}]',
                "score a gold file; kg explain and kg gaps take articles without one",
            )  # fmt: skip
        return GoldArticle(record["id"], tuple(self._event(event) for event in events))

    def _event(self, event: Any) -> GoldEvent:
        if not isinstance(event, dict):
            raise self._wrong("a gold event is no object", str(event)[:60], '{"type": "Meeting", …}')
        kind, status = str(event.get("type")), str(event.get("status"))
        if kind not in self.classes:
            classes = sorted(self.classes)
            raise self._wrong(
                "a gold event of an unknown class", kind, "one of " + ", ".join(classes), nearest(kind, classes)
            )
        if status not in {s.value for s in Status}:
            statuses = [s.value for s in Status]
            raise self._wrong(f"a {kind} of an unknown status", status, ", ".join(statuses), nearest(status, statuses))
        fillers = tuple((role, self._fillers(event[role], role)) for role in ROLES if event.get(role))
        return GoldEvent(kind, status, str(event.get("trigger", "")), fillers)

    def _fillers(self, value: Any, role: str) -> tuple[Labels, ...]:
        if role in DATE_ROLES:  # one date, written in any of several ways
            value = [value]
        if not isinstance(value, list):
            raise self._wrong(f"the role {role} holds no list", str(value)[:60], f'"{role}": [["…"]]')
        return tuple(tuple(map(str, f)) if isinstance(f, list) else (str(f),) for f in value)

    def _wrong(self, message: str, found: str, expected: str, fix: str | None = None) -> InputError:
        return InputError(message, file=self.file, line=self.number, found=found, expected=expected, fix=fix)
