"""The page of a graph, from its events to a file."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from kg.errors import QueryError
from kg.keep.event import EventView
from kg.keep.whole import replacing
from kg.view.page import render
from kg.view.select import choose


class HasEvents(Protocol):
    """What the page asks of a graph; `kg.graph.KnowledgeGraph` is one."""

    def events(self) -> Iterable[EventView]: ...


def page_bytes(
    graph: HasEvents,
    *,
    focus: str | None = None,
    since: str | None = None,
    until: str | None = None,
    types: Sequence[str] = (),
    of: int | None = None,
) -> bytes:
    """The page in UTF-8: the same graph and choices give the same bytes.

    `since`, `until` (ISO dates) and `types` (local names of event classes) choose the events that the page holds;
    `focus` (a label or an IRI) is where it opens. `of` is how many events there are in all, where the graph is a part.
    Raises QueryError for a choice that names nothing.
    """
    events = choose(graph.events(), since=since, until=until, types=types)
    return render(events, focus=_find(events, focus) if focus else None, of=of)


def write_page(
    graph: HasEvents,
    out: Path,
    *,
    focus: str | None = None,
    since: str | None = None,
    until: str | None = None,
    types: Sequence[str] = (),
    of: int | None = None,
) -> None:
    """Writes the page of `page_bytes` to `out`, whole or not at all. Raises InputError where it cannot be written."""
    page = page_bytes(graph, focus=focus, since=since, until=until, types=types, of=of)
    with replacing(out, "the page") as stream:
        stream.write(page)


def _find(events: Sequence[EventView], focus: str) -> str:
    """The IRI of the entity or event of that label or IRI, else of that other name; of two, the one in more events."""
    count: dict[tuple[str, str], int] = {}
    others: dict[tuple[str, str], tuple[str | None, ...]] = {}
    for event in events:
        parties = {party for role in event.roles.values() for party in role}
        parties |= {party for report in event.reports for party in report.claimed_by}
        for iri, label in {(event.iri, event.label), *((p.iri, p.label) for p in parties)}:
            count[iri, label] = count.get((iri, label), 0) + 1
        others |= {(p.iri, p.label): (p.label_en, *p.aliases) for p in parties}
    fitting = [key for key in count if focus in key] or [key for key in others if focus in others[key]]
    if fitting:
        return min(fitting, key=lambda key: (-count[key], key))[0]
    labels = sorted({label for _, label in count})
    near = difflib.get_close_matches(focus, labels, n=3, cutoff=0.4) or [x for x in labels if focus in x][:3]
    fix = f"one of: {', '.join(near)}" if near else None
    raise QueryError("nothing in the graph has this name", found=focus, fix=fix)
