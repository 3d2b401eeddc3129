"""Events as the nodes and edges of a picture, as vis-network takes them; rustworkx places them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from kg.keep.event import EntityView, EventView
from kg.view import layout
from kg.view.texts import Words

SHAPES: Mapping[str, str] = {
    "Event": "box",
    "Topic": "box",
    "Person": "dot",
    "Country": "hexagon",
    "Organization": "square",
    "Place": "triangleDown",
    "Post": "diamond",
}
FIRST = 500
"""So many nodes are shown at first sight."""
OUTWARD = frozenset({"agent", "participant", "person", "claimedBy"})
"""Roles of those who act: their edge runs to the event; every other role's runs from the event."""
LETTERS = {"Event": 14, "Topic": 12}
NAME_LETTERS = 15
LINE, LINES = 10, 2
"""A topic's label: two lines of so many characters; the panel has the whole."""
NAME_LENGTH = 18

Reader = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Picture:
    """`nodes` and `edges` as vis-network takes them, the nodes in the order of `_ranked`; `ids` gives an IRI's node."""

    nodes: tuple[dict[str, Any], ...]
    edges: tuple[dict[str, Any], ...]
    ids: Mapping[str, int]
    ranks: Mapping[str, int]
    """An event's place in the order in which events are shown."""


def draw(events: Sequence[EventView], words: Words, read: Reader) -> Picture:
    """The picture of the events, of all who are in them and of those on whose word they are told.

    `read` gives the kana of a name.
    """
    graph = _graph(events)
    by_parties = _by_parties(graph)
    ranked = _ranked(graph, by_parties)
    ids = {iri: i for i, iri in enumerate(ranked)}
    ends = sorted(graph.roles, key=lambda edge: (ids[edge[0]], ids[edge[1]]))
    looks = [_look(graph.things[iri], len(graph.beside[iri]), words) for iri in ranked]
    spots = layout.place([look.box for look in looks], [(ids[a], ids[b]) for a, b in ends], FIRST)
    nodes: list[dict[str, Any]] = []
    for iri, look, (x, y) in zip(ranked, looks, spots, strict=True):
        node = {"id": ids[iri], "shape": look.shape, "label": look.label, **look.options}
        place = {"x": x, "y": y + look.shift, "w": look.box.width, "h": look.box.height}
        nodes.append({**node, "iri": iri, **place, **_names(graph.things[iri], read)})
    edges = [
        {"id": n, "from": ids[a], "to": ids[b], "roles": sorted(graph.roles[a, b])} for n, (a, b) in enumerate(ends)
    ]
    return Picture(tuple(nodes), tuple(edges), ids, {iri: n for n, iri in enumerate(by_parties)})


def claimed_by(event: EventView) -> tuple[EntityView, ...]:
    """Those on whose word any article tells of the event, sorted."""
    return tuple(sorted({claimant for report in event.reports for claimant in report.claimed_by}))


@dataclass(frozen=True, slots=True)
class _Graph:
    """Events and those in them by IRI; `beside` has a neighbour for each edge, `roles` what an edge stands for."""

    things: dict[str, EventView | EntityView] = field(default_factory=dict)
    beside: dict[str, list[str]] = field(default_factory=dict)
    roles: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def add(self, thing: EventView | EntityView) -> None:
        if thing.iri not in self.things:
            self.things[thing.iri] = thing
            self.beside[thing.iri] = []

    def join(self, source: str, target: str, role: str) -> None:
        if (source, target) not in self.roles:
            self.roles[source, target] = set()
            self.beside[source].append(target)
            self.beside[target].append(source)
        self.roles[source, target].add(role)


def _graph(events: Sequence[EventView]) -> _Graph:
    graph = _Graph()
    for event in events:
        graph.add(event)
        for role, parties in sorted({**event.roles, "claimedBy": claimed_by(event)}.items()):
            for party in parties:
                graph.add(party)
                ends = (party.iri, event.iri) if role in OUTWARD else (event.iri, party.iri)
                graph.join(*ends, role)
    return graph


def _by_parties(graph: _Graph) -> list[str]:
    """The IRIs of the events, those between the most connected first."""
    degree = {iri: len(beside) for iri, beside in graph.beside.items()}
    events = [iri for iri, thing in graph.things.items() if isinstance(thing, EventView)]
    return sorted(events, key=lambda iri: (-sum(degree[n] for n in graph.beside[iri]), iri))


def _ranked(graph: _Graph, by_parties: Sequence[str]) -> list[str]:
    """The IRIs, first the `FIRST` to show at first sight, then the rest; in each part the most connected first.

    Those at first sight are the events between the most connected actors, with all who are in them: the most connected
    nodes by themselves would be actors without the events that join them.
    """

    def rank(iri: str) -> tuple[int, str]:
        return -len(graph.beside[iri]), iri

    seen = dict.fromkeys(n for iri in by_parties for n in (iri, *sorted(graph.beside[iri], key=rank)))
    first = list(seen)[:FIRST]
    return sorted(first, key=rank) + sorted(set(graph.things) - set(first), key=rank)


def _names(thing: EventView | EntityView, read: Reader) -> dict[str, Any]:
    """What else the thing is called: its English name, and the other names that a search finds it by."""
    if isinstance(thing, EventView) or thing.kind == "Topic":
        return {}
    kana = {read(name) for name in (thing.label, *thing.aliases)} - {thing.label, *thing.aliases, ""}
    found = {"full_en": thing.label_en, "names": thing.aliases, "kana": sorted(kana)}
    return {key: value for key, value in found.items() if value}


@dataclass(frozen=True, slots=True)
class _Look:
    """How a node is drawn: `shift` is how far its centre lies from the centre of its box with label."""

    shape: str
    label: str
    box: layout.Box
    shift: int
    options: dict[str, Any]


def _look(thing: EventView | EntityView, degree: int, words: Words) -> _Look:
    kind = "Event" if isinstance(thing, EventView) else thing.kind
    letters = LETTERS.get(kind, NAME_LETTERS)
    labels = _labels(thing, words)
    width = max(_width(line) for label in labels for line in label.split("\n")) * letters
    height = max(label.count("\n") + 1 for label in labels) * letters * 1.25
    options: dict[str, Any] = {"group": kind, "full": thing.label}
    if labels[1] != labels[0]:
        options["label_en"] = labels[1]
    shape = SHAPES.get(kind, "dot")
    if shape == "box":
        return _Look(shape, labels[0], layout.Box(round(width + 16), round(height + 12)), 0, options)
    size = round(7 + 3 * sqrt(degree))
    box = layout.Box(round(max(width, 2 * size)), round(2 * size + 4 + height))
    return _Look(shape, labels[0], box, round(size - box.height / 2), {**options, "size": size})


def _labels(thing: EventView | EntityView, words: Words) -> tuple[str, str]:
    """The short label in Japanese and in English."""
    if isinstance(thing, EventView):
        names = (words.name(thing.type, "ja"), words.name(thing.type, "en"))
        days = (date_text(thing.start, "ja", words), date_text(thing.start, "en", words))
        return f"{names[0]}\n{days[0]}".strip(), f"{names[1]}\n{days[1]}".strip()
    if thing.kind == "Topic":
        short = _shorten(thing.label, LINE * LINES)
        label = "\n".join(short[i : i + LINE] for i in range(0, len(short), LINE))
        return label, label
    return _shorten(thing.label, NAME_LENGTH), _shorten(thing.label_en or thing.label, 2 * NAME_LENGTH)


def _shorten(text: str, length: int) -> str:
    flat = " ".join(text.split()) or "…"
    return flat if len(flat) <= length else flat[: length - 1] + "…"


def _width(line: str) -> float:
    """The line's width in letters: 1 for a full-width character, 0.58 for another."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.58 for c in line)


def date_text(lexical: str | None, language: str, words: Words) -> str:
    """A partial date for people: 2025-10-28 gives 2025/10/28, --10-28 gives 10/28; "" for None."""
    if not lexical:
        return ""
    parts = [p.lstrip("0") for p in lexical.split("-") if p]
    if lexical.startswith("---"):
        return words.text["day_only"][language].replace("{n}", parts[0])
    if lexical.startswith("--") and len(parts) == 1:
        return words.text["month_only"][language].replace("{n}", parts[0])
    return "/".join(parts)
