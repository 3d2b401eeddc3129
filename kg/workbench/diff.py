"""A difference: the statements that an edit of the rules adds to what articles say, and those it removes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from kg.model import Article, Event
from kg.reader import Reader

_Key = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What one event loses and gains; `kind` is added or removed for a whole event, changed for a part of it."""

    kind: str
    type: str
    trigger: str
    rule: str
    """The rule after the edit; before it, where the event is removed."""
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """The changes in one sentence of one article."""

    article: str
    sentence: str
    start: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The sentences that change, in the order of the articles and their texts."""

    sentences: tuple[SentenceChange, ...]
    articles: int
    """How many articles were compared."""

    def count(self, kind: str) -> int:
        """How many events are added, removed or changed."""
        return sum(change.kind == kind for s in self.sentences for change in s.changes)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def diff(before: Reader, after: Reader, articles: Iterable[Article]) -> Difference:
    """How the events of the articles change from one reader to the other."""
    found: list[SentenceChange] = []
    count = 0
    for article in articles:
        count += 1
        found += _of_article(article, before.read(article).events, after.read(article).events)
    return Difference(tuple(found), count)


def _of_article(article: Article, before: Iterable[Event], after: Iterable[Event]) -> Iterator[SentenceChange]:
    old, new = _by_key(before), _by_key(after)
    changes: dict[tuple[int, int], list[Change]] = {}
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        change = _change(article.text, was, now)
        event = now or was
        if change is not None and event is not None:
            changes.setdefault((event.evidence.start, event.evidence.end), []).append(change)
    for (start, end), rows in sorted(changes.items()):
        yield SentenceChange(article.id, article.text[start:end], start, tuple(rows))


def _by_key(events: Iterable[Event]) -> dict[_Key, Event]:
    """The events by where they are told and their class: of one trigger and class there is one."""
    return {(e.trigger.start, e.trigger.end, e.type): e for e in events}


def _change(text: str, was: Event | None, now: Event | None) -> Change | None:
    event = now or was
    if event is None:
        return None
    removed = _statements(was) if was else ()
    added = _statements(now) if now else ()
    if removed == added and was and now:
        return None
    kind = "changed" if was and now else "added" if now else "removed"
    return Change(
        kind,
        event.type,
        event.trigger.of(text),
        event.rule,
        tuple(s for s in added if s not in removed),
        tuple(s for s in removed if s not in added),
    )


def _statements(event: Event) -> tuple[str, ...]:
    """What the graph says of an event, one `role: filler` each; the rule that made it is a statement too."""
    rows = [f"{f.role}: {f.entity.label}" for f in event.fillers]
    rows += [f"{name}: {d.lexical}" for name, d in (("start", event.start), ("end", event.end)) if d]
    rows += [f"status: {event.status.value}", f"rule: {event.rule}"]
    rows += [f"claimedBy: {f.entity.label}" for f in event.claimed_by]
    return tuple(dict.fromkeys(rows))
