"""The rows of the CSV files of actors: those that ship, and a user's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kg.csvfile import rows_of
from kg.errors import RuleError
from kg.find.term import read_date
from kg.model import PartialDate

EXTRA_COLUMNS = ("type", "label", "label_en", "country", "aliases", "qid", "family", "post")
_TABLE = "the table of actors"
_NEEDED = ("type", "label")
_QID = re.compile(r"Q[1-9]\d*")
_POST = re.compile(r"(?:(?P<organization>[^/@]+)/)?(?P<post>[^/@]+)(?:@(?P<start>[^@.]*)\.\.(?P<end>[^@.]*))?")


@dataclass(frozen=True, slots=True)
class ExtraPost:
    """One `organization/post@from..to` of a user's row."""

    post: str
    organization: str | None
    start: PartialDate | None
    end: PartialDate | None


@dataclass(frozen=True, slots=True)
class ExtraRow:
    """One row of a user's table, checked."""

    line: int
    type: str
    label: str
    label_en: str | None
    country: str | None
    aliases: tuple[str, ...]
    qid: str | None
    family: tuple[str, ...]
    posts: tuple[ExtraPost, ...]


def values(cell: str) -> tuple[str, ...]:
    """The values that a cell separates by |, each once."""
    return tuple(dict.fromkeys(filter(None, cell.split("|")))) if cell else ()


def read_rows(file: Path, columns: Sequence[str]) -> list[list[str]]:
    """The rows under the header of a table that ships; row n stands on line n + 2.

    Errors: RuleError where the file is missing, its header is not `columns`, or a row has too few or too many cells.
    """
    rows = [row for _, row in rows_of(file, _TABLE)]
    header = rows[0] if rows else []
    if header != list(columns):
        raise RuleError(
            "the header of a table of actors is wrong",
            file=file,
            line=1,
            found=",".join(header),
            expected=",".join(columns),
        )
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(columns):
            raise _width(file, number, row, columns)
    return rows[1:]


def read_extra(file: Path, types: Collection[str], countries: Collection[str]) -> list[ExtraRow]:
    """A user's rows of actors, checked against the known types and ISO codes.

    Errors: RuleError with file and line at the first cell that cannot be right.
    """
    rows = rows_of(file, _TABLE)
    header = [name.strip() for name in rows[0][1]] if rows else []
    unknown = [name for name in header if name not in EXTRA_COLUMNS]
    missing = [name for name in _NEEDED if name not in header]
    if unknown or missing or len(set(header)) != len(header):
        near = get_close_matches(unknown[0], EXTRA_COLUMNS, 1) if unknown else []
        raise RuleError(
            "the header of the table of actors is wrong",
            file=file,
            line=1,
            found=",".join(header) or "an empty file",
            expected=f"type and label, and any of {', '.join(c for c in EXTRA_COLUMNS if c not in _NEEDED)}",
            fix=f"write {near[0]} for {unknown[0]}" if near else None,
        )
    found = []
    for number, row in rows[1:]:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            raise _width(file, number, row, header)
        cells = dict.fromkeys(EXTRA_COLUMNS, "") | dict(zip(header, (cell.strip() for cell in row), strict=True))
        found.append(_extra(file, number, cells, types, countries))
    return found


def _extra(
    file: Path, line: int, cells: dict[str, str], types: Collection[str], countries: Collection[str]
) -> ExtraRow:
    def wrong(column: str, expected: str, fix: str | None = None) -> RuleError:
        message = f"the {column} of an actor is wrong"
        return RuleError(message, file=file, line=line, found=cells[column] or "nothing", expected=expected, fix=fix)

    if cells["type"] not in types:
        near = get_close_matches(cells["type"], list(types), 1)
        raise wrong("type", f"one of {', '.join(sorted(types))}", f"write {near[0]}" if near else None)
    if not cells["label"]:
        raise wrong("label", "the actor's name")
    if cells["country"] and cells["country"] not in countries:
        raise wrong("country", "an ISO 3166-1 alpha-2 code of the table of countries", "write JP for Japan, or nothing")
    if cells["qid"] and not _QID.fullmatch(cells["qid"]):
        raise wrong("qid", "a Wikidata item such as Q17, or nothing")
    for column in ("family", "post"):
        if cells[column] and cells["type"] != "person":
            raise wrong(column, f"nothing, for only a person has a {column}")
    return ExtraRow(
        line=line,
        type=cells["type"],
        label=cells["label"],
        label_en=cells["label_en"] or None,
        country=cells["country"] or None,
        aliases=values(cells["aliases"]),
        qid=cells["qid"] or None,
        family=values(cells["family"]),
        posts=tuple(_post(text, wrong) for text in values(cells["post"])),
    )


def _post(text: str, wrong: Callable[[str, str], RuleError]) -> ExtraPost:
    expected = "post@from..to, or organization/post@from..to, with dates such as 2025-10-21, 2025-10 or 2025"
    found = _POST.fullmatch(text)
    if found is None:
        raise wrong("post", expected)
    try:
        start, end = read_date(found["start"] or ""), read_date(found["end"] or "")
    except ValueError:
        raise wrong("post", expected) from None
    return ExtraPost(found["post"], found["organization"], start, end)


def _width(file: Path, line: int, row: Sequence[str], columns: Sequence[str]) -> RuleError:
    return RuleError(
        "a row of a table of actors has too few or too many cells",
        file=file,
        line=line,
        found=f"{len(row)} cells: {','.join(row)}",
        expected=f"{len(columns)} cells: {','.join(columns)}",
        fix="separate the values inside one cell by |, not by a comma",
    )
