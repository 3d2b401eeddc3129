"""The figures of a graph as one SVG picture of bars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from kg.export.stats import Stats
from kg.keep.answer import display_width

_SHOWN = 12
_WIDTH, _ROW, _NAMES, _GAP = 720, 22, 300, 44
_CHAR = 7
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Rows = Sequence[tuple[str, int]]


def chart(stats: Stats) -> str:
    """The picture: the most connected actors, who met most, and events by month, as an SVG text."""
    parts = [
        ("Actors by the number of others they share events with", [(c.actor.label, c.others) for c in stats.connected]),
        ("Pairs by meetings and calls", [(f"{p.one.label} – {p.other.label}", p.meetings) for p in stats.pairs]),
        ("Events that occurred, by month (the latest)", list(stats.months)[-_SHOWN:]),
    ]
    if stats.since:
        new = [("events", len(stats.new_events)), ("actors", len(stats.new_actors))]
        parts.append((f"New since {stats.since}", new))
    shown = [(title, rows[:_SHOWN]) for title, rows in parts if rows]
    height = sum(_GAP + _ROW * len(rows) for _, rows in shown) + 16
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" '
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    top = 0
    for title, rows in shown:
        lines += _panel(title, rows, top)
        top += _GAP + _ROW * len(rows)
    return "\n".join([*lines, "</svg>", ""])


def _panel(title: str, rows: Rows, top: int) -> Iterator[str]:
    most = max(1, *(number for _, number in rows))
    yield f'<text x="12" y="{top + 30}" font-weight="bold" fill="#222222">{_text(title)}</text>'
    for at, (name, number) in enumerate(rows):
        y = top + _GAP + at * _ROW
        length = round((_WIDTH - _NAMES - 60) * number / most)
        yield f'<text x="{_NAMES - 8}" y="{y + 12}" text-anchor="end" fill="#222222">{_text(_cut(name))}</text>'
        yield f'<rect x="{_NAMES}" y="{y}" width="{length}" height="{_ROW - 6}" fill="#2f6fab"/>'
        yield f'<text x="{_NAMES + length + 6}" y="{y + 12}" fill="#222222">{number}</text>'


def _cut(name: str) -> str:
    """The name as far as it fits beside the bar."""
    name = " ".join(name.split())
    while display_width(name) * _CHAR > _NAMES - 20:
        name = name.removesuffix("…")[:-1] + "…"
    return name


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))
