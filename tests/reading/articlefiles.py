"""The articles of these tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FILES = tuple(sorted((Path(__file__).parent / "articles").glob("*.txt")))


@dataclass(frozen=True)
class Told:
    """An article and the events that a reader takes from it, as toldevents.py has them."""

    text: str
    published: str | None
    events: tuple[str, ...]


def load(file: Path) -> Told:
    """The article of a file: `on` and its day, the text, ---, an event a line."""
    day, _, rest = file.read_text(encoding="utf-8").partition("\n")
    text, _, events = rest.partition("---\n")
    given = day.removeprefix("on ")
    return Told(text.rstrip("\n"), None if given == "-" else given, tuple(events.splitlines()))
