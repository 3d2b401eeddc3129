"""Which reader takes which kind of file.

A new kind of document is a row of the table here and a module beside this one.
"""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType

from kg.errors import InputError
from kg.read.archive import members
from kg.read.feed import read_feed
from kg.read.jsonl import read_jsonl
from kg.read.limit import LINES, PAGE, TEXT
from kg.read.listing import is_listing, read_listing
from kg.read.page import read_page
from kg.read.plain import read_plain
from kg.read.source import Batch, Reader, Source, other_kind
from kg.read.stream import Stream
from kg.read.warc import read_warc
from kg.read.wording import Wording

_CUT = "cut it up"
_WARC, _ZIP, _TAR_AT = b"WARC/", b"PK\x03\x04", 257
_ARCHIVES = (".zip", ".tar")
_PACKED = (".gz",)


def read_text(source: Source, wording: Wording) -> Batch:
    """The articles of a text file, which is a listing page or one article."""
    return (read_listing if is_listing(source, wording) else read_plain)(source, wording)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: who reads it, how many bytes at most, and what a message calls it."""

    reader: Reader
    most: int
    name: str
    by_lines: bool = False
    """Whether what stands before a break is of use."""


_TEXT = Kind(read_text, TEXT, "the text")
_JSONL = Kind(read_jsonl, LINES, "the file", by_lines=True)
_PAGE = Kind(read_page, PAGE, "the page")
_FEED = Kind(read_feed, PAGE, "the feed", by_lines=True)

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        ".txt": _TEXT,
        ".jsonl": _JSONL,
        ".ndjson": _JSONL,
        ".html": _PAGE,
        ".htm": _PAGE,
        ".xhtml": _PAGE,
        ".xml": _FEED,
        ".rss": _FEED,
        ".atom": _FEED,
        ".rdf": _FEED,
    }
)
ENDINGS = (*KINDS, ".warc", *_ARCHIVES, ".tgz")


def is_known(name: str) -> bool:
    """Whether a file of this name is of a kind that can hold articles, gzipped or not."""
    path = PurePath(name.lower())
    return path.suffix in ENDINGS or (path.suffix in _PACKED and PurePath(path.stem).suffix in ENDINGS)


def read_stream(stream: Stream, wording: Wording, within: int = 0) -> Batch:
    """The articles of an open file, told by its first bytes where these say what it is, else by its ending.

    `within` is the number of archives that it stands in; one in another is an InputError.
    """
    try:
        return _read(stream.unpacked(), wording, within)
    except (EOFError, OSError, zlib.error, tarfile.TarError, zipfile.BadZipFile) as error:
        raise InputError("the file cannot be read", file=stream.place, found=str(error)) from error


def _read(stream: Stream, wording: Wording, within: int) -> Batch:
    if stream.head.startswith(_WARC) or (stream.ending == ".warc" and stream.head):
        return read_warc(stream, wording)
    if stream.head.startswith(_ZIP) or stream.ending in _ARCHIVES or stream.head[_TAR_AT:].startswith(b"ustar"):
        return _read_archive(stream, wording, within)
    kind = KINDS.get(stream.ending) or _kind_of(stream.head)
    if not kind.by_lines:
        return kind.reader(stream.whole(kind.most, kind.name, _CUT), wording)
    source = stream.part(kind.most, kind.name, _CUT)
    problems = (stream.problem("what stands before the break was read"),) if stream.broken else ()
    return Batch.of([kind.reader(source, wording) if source.data else Batch(), Batch(problems=problems)])


def _read_archive(stream: Stream, wording: Wording, within: int) -> Batch:
    if within:
        raise InputError("an archive stands in an archive", file=stream.place, fix="unpack the outer one")
    batches: list[Batch] = []
    for member in members(stream):
        if isinstance(member, InputError):
            batches.append(Batch(problems=(member,)))
        elif is_known(member.name):
            try:
                batches.append(read_stream(member, wording, within + 1))
            except InputError as problem:
                batches.append(Batch(problems=(problem,)))
        else:
            batches.append(Batch(drops=(other_kind(member.place, member.name),)))
    return Batch.of(batches)


def _kind_of(head: bytes) -> Kind:
    """The kind of a document whose name says nothing."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()  # of UTF-16 too
    if start.startswith(b"{"):
        return _JSONL
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")):
        return _PAGE if b"<html" in start else _FEED
    return _PAGE if start.startswith(b"<") else _TEXT
