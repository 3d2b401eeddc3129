"""The events as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from kg.export.source import Source
from kg.keep.event import EventView
from kg.keep.events import FILLED_ROLES

COLUMNS = (
    "type",
    "status",
    "label",
    "start",
    "end",
    *FILLED_ROLES,
    "claimedBy",
    "reports",
    "articles",
    "sentences",
    "triggers",
    "rules",
    "iri",
)
_FORMULA = re.compile(r"[=+\-@\t\r]")
_BOM = "\ufeff"


def events_csv(source: Source, lean: bool) -> Iterator[str]:
    """One row an event, UTF-8 with a byte order mark as spreadsheets want it; the lean form has those that occurred.

    Several values of a cell stand on lines of their own. A part of a date that is not known is written X (XXXX-11-23,
    as ISO 8601-2 has it), and a text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    yield _BOM + _row(COLUMNS)
    for event in source.contents.events:
        if not lean or event.status == "occurred":
            yield _row(_cells(event))


def _cells(event: EventView) -> Iterator[str]:
    reports = event.reports
    claimed = sorted({entity.label for report in reports for entity in report.claimed_by})
    yield from (event.type, event.status, event.label, _date(event.start), _date(event.end))
    for role in FILLED_ROLES:
        yield "\n".join(entity.label for entity in event.roles.get(role, ()))
    yield "\n".join(claimed)
    yield str(len(event.articles))
    yield "\n".join(event.articles)
    yield "\n".join(report.exact for report in reports)
    for values in ([r.trigger for r in reports], [r.rule for r in reports]):
        yield "\n".join(dict.fromkeys(values))
    yield event.iri


def _date(lexical: str | None) -> str:
    if lexical is None or not lexical.startswith("--"):
        return lexical or ""
    return "XXXX-XX-" + lexical[3:] if lexical.startswith("---") else "XXXX-" + lexical[2:]


def _row(cells: Iterator[str] | tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(["'" + c if _FORMULA.match(c) else c for c in cells])
    return out.getvalue()
