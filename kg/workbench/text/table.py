"""Columns of plain text, aligned by the width that characters have on a screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def width(text: str) -> int:
    """Columns on a screen: two for a Japanese character, one for a Latin letter."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def table(rows: Sequence[Sequence[str]], indent: str = "") -> list[str]:
    """The rows as lines; a column in which all but the first row are numbers is set to the right."""
    if not rows:
        return []
    widths = [max(width(row[k]) for row in rows) for k in range(len(rows[0]))]
    right = [len(rows) > 1 and all(_number(row[k]) for row in rows[1:]) for k in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            " " * (w - width(cell)) + cell if to_right else padded(cell, w)
            for cell, w, to_right in zip(row, widths, right, strict=True)
        ]
        lines.append((indent + "  ".join(cells)).rstrip())
    return lines


def _number(cell: str) -> bool:
    return cell.replace(".", "", 1).isdigit() or not cell
