"""The articles of a web archive (WARC): a page or a feed a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from kg.errors import InputError
from kg.read.feed import read_feed
from kg.read.limit import PAGE, too_long
from kg.read.page import read_page
from kg.read.source import Batch, Drop, Reader, Source
from kg.read.stream import Stream
from kg.read.wording import Wording

_KINDS: dict[str, Reader] = {
    "text/html": read_page,
    "application/xhtml+xml": read_page,
    "application/rss+xml": read_feed,
    "application/atom+xml": read_feed,
    "application/rdf+xml": read_feed,
    "application/xml": read_feed,
    "text/xml": read_feed,
}
_FOUND = 200
_HEADERS = 1 << 16


def read_warc(stream: Stream, wording: Wording) -> Batch:
    """The articles of the archive's pages and feeds, in its order, each as if it had been read by itself.

    A record's number counts as its line. A record that is broken or too long is a problem, and the others are still
    read; where the archive itself breaks off, those before the place are. Other records are one drop for each kind.
    """
    batches: list[Batch] = []
    others: Counter[str] = Counter()
    try:
        for number, record in enumerate(_records(stream), 1):
            try:
                batches.append(_read(record, stream, number, others, wording))
            except InputError as problem:
                batches.append(Batch(problems=(problem,)))
    except OSError as error:
        batches.append(Batch(problems=(_broken(stream, str(error), sum(1 for b in batches if b.found)),)))
    if stream.broken:
        batches.append(Batch(problems=(stream.problem("the records before the place were read"),)))
    drops = tuple(
        Drop(stream.place, None, kind, f"records that hold no page, {kind}: {count}")
        for kind, count in sorted(others.items())
    )
    return Batch.of([*batches, Batch(drops=drops)])


def _records(stream: Stream) -> Iterator[Any]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    yield from ArchiveIterator(_Counted(stream.file), parse_http=False, record_types=WarcRecordType.any_type)


class _Counted:
    """A stream that knows how much of it was read, which fastwarc asks of one that cannot seek."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._read += len(data)
        return data

    def tell(self) -> int:
        return self._read

    def seek(self, offset: int, whence: int = 0) -> int:
        raise OSError("this stream is read once")

    def close(self) -> None:
        """Leaves the file to whoever opened it."""


def _read(record: Any, stream: Stream, number: int, others: Counter[str], wording: Wording) -> Batch:
    from fastwarc.warc import WarcRecordType

    url = record.headers.get("WARC-Target-URI")
    place = f"{stream.place}:{number}"
    if record.record_type not in (WarcRecordType.response, WarcRecordType.resource):
        if record.record_type not in (WarcRecordType.warcinfo, WarcRecordType.request, WarcRecordType.metadata):
            others[f"{record.record_type}"] += 1
        return Batch()
    length = record.content_length
    if length > PAGE + _HEADERS:
        raise too_long(f"{place}: {url}", PAGE, "the page", "leave it out")
    block = record.reader.read(length)
    if len(block) < length:
        raise InputError(
            "the record breaks off",
            file=f"{place}: {url}",
            found=f"{len(block)} bytes",
            expected=f"{length} bytes",
            fix="fetch the archive again",
        )
    kind, charset, payload = _payload(record, block, f"{place}: {url}")
    reader = _KINDS.get(kind)
    if reader is None:
        others[kind or "no type"] += 1
        return Batch()
    if not payload:
        others["an empty page"] += 1
        return Batch()
    return _placed(
        reader(Source(f"{place}: {url}", f"{stream.stem}-{number}", payload, url, charset), wording), stream, number
    )


def _payload(record: Any, block: bytes, place: str) -> tuple[str, str | None, bytes]:
    """Type, charset and bytes of what the server sent; the type says so where it sent no page."""
    from fastwarc.warc import WarcRecord

    if not record.is_http:
        kind, _, rest = (record.headers.get("Content-Type") or "").partition(";")
        return kind.strip().lower(), rest.rpartition("charset=")[2] or None, block
    answer = WarcRecord()
    answer.set_bytes_content(block)
    answer.is_http = True
    try:
        answer.parse_http(auto_decode="all")
        if answer.http_headers.status_code != _FOUND:
            return f"status {answer.http_headers.status_code}", None, b""
        payload = answer.reader.read(PAGE + 1)
    except (OSError, ValueError) as error:
        raise InputError(
            "the record is broken", file=place, found=str(error), expected="an answer of a server"
        ) from error
    if len(payload) > PAGE:
        raise too_long(place, PAGE, "the page", "leave it out")
    return (answer.http_content_type or "").lower(), answer.http_charset, payload


def _placed(batch: Batch, stream: Stream, number: int) -> Batch:
    """The batch with places in the archive, where the record's number stands for the line.

    What was dropped of a page is one drop for each reason: an archive has pages by the hundred thousand.
    """
    found = tuple(replace(one, file=stream.place, line=number) for one in batch.found)
    reasons = Counter(drop.reason for drop in batch.drops)
    first = {drop.reason: drop for drop in reversed(batch.drops)}
    drops = tuple(
        Drop(stream.place, number, first[reason].text, reason if count == 1 else f"{reason}, {count} times")
        for reason, count in reasons.items()
    )
    return Batch(found, drops, batch.problems)


def _broken(stream: Stream, error: str, read: int) -> InputError:
    return InputError(
        "the archive is broken",
        file=stream.place,
        found=f"{error}, behind {read} pages that were read",
        expected="a whole WARC file",
        fix="fetch or write the archive again",
    )
