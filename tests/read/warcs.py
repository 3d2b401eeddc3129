"""Web archives made for the tests, with fastwarc's writer."""

from __future__ import annotations

import gzip
import io
from dataclasses import dataclass

from fastwarc.warc import WarcRecord, WarcRecordType

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What a server sent."""

    url: str
    body: bytes
    type: str = HTML
    status: str = "200 OK"
    headers: str = ""

    def record(self) -> WarcRecord:
        head = f"HTTP/1.1 {self.status}\r\nContent-Type: {self.type}\r\n{self.headers}\r\n"
        record = _record(WarcRecordType.response, self.url, head.encode() + self.body)
        record.is_http = True
        record.headers["Content-Type"] = "application/http; msgtype=response"
        return record


def gzipped(url: str, body: bytes) -> Answer:
    return Answer(url, gzip.compress(body), headers="Content-Encoding: gzip\r\n")


def chunked(url: str, body: bytes, size: int = 100) -> Answer:
    chunks = [body[at : at + size] for at in range(0, len(body), size)] + [b""]
    sent = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    return Answer(url, sent, headers="Transfer-Encoding: chunked\r\n")


def other(kind: WarcRecordType, url: str, content: bytes) -> WarcRecord:
    """A record that is no answer of a server."""
    return _record(kind, url, content)


def warc(*records: Answer | WarcRecord) -> bytes:
    """The bytes of an archive."""
    out = io.BytesIO()
    for one in records:
        (one.record() if isinstance(one, Answer) else one).write(out)
    return out.getvalue()


def _record(kind: WarcRecordType, url: str, content: bytes) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(kind)
    record.headers["WARC-Target-URI"] = url
    record.set_bytes_content(content)
    return record
