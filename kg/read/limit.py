"""How much of one thing is read: more is no news, and would cost all others their turn and the machine its memory."""

from __future__ import annotations

from kg.errors import InputError

MB = 1 << 20
PAGE = 4 * MB
"""Bytes of one page or feed."""
TEXT = 32 * MB
"""Bytes of one text file."""
LINES = 256 * MB
"""Bytes of one file of JSON lines."""
LINE = 16 * MB
"""Bytes of one line of these."""
ARTICLE = 500_000
"""Characters of one article: a long novel."""
ATTRIBUTES = 1_000
"""Attributes of one tag: parsers look through those before for each, so that 100,000 of them take minutes."""


def refuse_attributes(most: int, place: str) -> None:
    """An InputError where a tag has too many attributes."""
    if most > ATTRIBUTES:
        raise InputError(
            "a tag has too many attributes",
            file=place,
            found=f"{most:,} attributes",
            expected=f"at most {ATTRIBUTES:,}",
            fix="fetch it again, or delete the tag",
        )


def too_long(place: str, most: int, what: str, fix: str, line: int | None = None) -> InputError:
    """The error for something of more than `most` bytes."""
    return InputError(
        f"{what} is too long",
        file=place,
        line=line,
        found=f"more than {most // MB} MB",
        expected=f"at most {most // MB} MB",
        fix=fix,
    )
