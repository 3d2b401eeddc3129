"""The rows of a CSV file that a user may have written."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from kg.errors import RuleError

MOST = 16_000_000
"""Bytes of one file: some half a million rows."""


def rows_of(file: Path, what: str) -> list[tuple[int, list[str]]]:
    """All rows, empty ones too, with the line that each begins on; `what` is what a message calls the file.

    A RuleError where the file cannot be read, is too large, is not UTF-8 or is no CSV.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST + 1)
    except OSError as error:
        raise RuleError(f"{what} cannot be read", file=file, found=error.strerror, fix="check the path") from error
    if len(data) > MOST:
        raise RuleError(
            f"{what} is too large",
            file=file,
            line=data.count(b"\n") + 1,
            found=f"more than {MOST:,} bytes",
            expected=f"at most {MOST:,}",
            fix="keep the rows that the articles need",
        )
    line, found = 1, []
    try:
        reader = csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        for row in reader:
            found.append((line, row))
            line = reader.line_num + 1
    except UnicodeDecodeError as error:
        raise RuleError(
            f"{what} is not UTF-8",
            file=file,
            line=data[: error.start].count(b"\n") + 1,
            found=f"byte 0x{data[error.start]:02x}",
            expected="UTF-8",
            fix="save it again as UTF-8",
        ) from error
    except csv.Error as error:
        raise RuleError(f"{what} is no CSV: {error}", file=file, line=line) from error
    return found
