"""Which reader takes which kind of file.

A new kind (pages, feeds, archives) is a row of the table here and a module beside this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from types import MappingProxyType

from kg.errors import InputError
from kg.read.jsonl import read_jsonl
from kg.read.listing import is_listing, read_listing
from kg.read.plain import read_plain
from kg.read.source import Batch, Reader, Source
from kg.read.wording import Wording


def read_text(source: Source, wording: Wording) -> Batch:
    """The articles of a text file, which is a listing page or one article."""
    return (read_listing if is_listing(source, wording) else read_plain)(source, wording)


READERS: Mapping[str, Reader] = MappingProxyType({".jsonl": read_jsonl, ".ndjson": read_jsonl, ".txt": read_text})


def reader_of(source: Source) -> Reader:
    """The reader for the source's ending; without a known one, for its first character. Markup is an InputError."""
    known = READERS.get(PurePath(source.place).suffix.lower())
    if known:
        return known
    first = source.text.lstrip()[:1]
    if first == "<":
        raise InputError(
            "no reader takes this kind of file",
            file=source.place,
            found="markup",
            expected="files that end in " + ", ".join(sorted(READERS)),
            fix="save the articles as text, or as JSON, one object a line",
        )
    return read_jsonl if first == "{" else read_text
