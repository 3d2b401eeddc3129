"""A site as a process of its own on loopback, and requests to it as they are written."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

HTML = {"Accept": "text/html"}
SECONDS, ROWS = 3, 400
"""Limits that a test can reach."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Site:
    """A running site."""

    host: str
    port: int
    process: int

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def ask(
        self,
        path: str,
        headers: Mapping[str, str] | None = None,
        *,
        method: str = "GET",
        body: bytes | str | None = None,
        address: str = "127.0.0.1",
    ) -> Answer:
        """The answer to a request whose path is sent as it is; a header of None in `headers` is left out."""
        line = http.client.HTTPConnection(address, self.port, timeout=60)
        try:
            data = body.encode("utf-8") if isinstance(body, str) else body
            given = {"Host": f"{self.host}:{self.port}", "User-Agent": "test", **(headers or {})}
            line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in given.items():
                if value is not None:
                    line.putheader(name, value)
            if data is not None:
                line.putheader("Content-Length", str(len(data)))
            line.endheaders(data)
            got = line.getresponse()
            return Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
        finally:
            line.close()

    def query(self, query: str, accept: str = "application/sparql-results+json", **more: str) -> Answer:
        return self.ask("/sparql?" + urlencode({"query": query, **more}), {"Accept": accept})


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Site]:
    """`kg serve` of the folder on a free port, ended as Ctrl+C ends it; it must then leave with code 0."""
    command = [sys.executable, "-m", "kg", "serve", "-o", str(folder), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ)) as process:
        assert process.stderr is not None
        said = process.stderr.readline().decode("utf-8")
        found = re.match(r"http://(\S+):(\d+)/", said)
        try:
            assert found, said + process.stderr.read().decode("utf-8")
            yield Site(found[1], int(found[2]), process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                out, err = process.communicate(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        assert (process.returncode, out) == (0, b""), err.decode("utf-8")
        assert b"Traceback" not in err, err.decode("utf-8")
