"""A store that keeps graphs in memory and answers as it is told to, to see what a client makes of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from loopback import Server

Answer = Callable[["Troubled", BaseHTTPRequestHandler], bool]
"""Answers a request in the place of the store, or gives False and leaves it to the store."""


@dataclass
class Troubled:
    """The store: what it holds, every request that it was sent, and what it does instead of its work."""

    port: int = 0
    graphs: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    answer: Answer = lambda store, request: False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/store"


def say(request: BaseHTTPRequestHandler, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> bool:
    request.send_response(status)
    for name, value in ((headers or {}) | {"Content-Length": str(len(body))}).items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(body)
    return True


@contextmanager
def troubled() -> Iterator[Troubled]:
    store = Troubled()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 10

        def do_PUT(self) -> None:
            self._taken(store.graphs.__setitem__)

        def do_DELETE(self) -> None:
            self._taken(lambda graph, _: store.graphs.pop(graph, None))

        def do_POST(self) -> None:
            self._taken(lambda graph, _: None)

        def _taken(self, change: Callable[[str, bytes], object]) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            graph = parse_qs(urlsplit(self.path).query).get("graph", [""])[0]
            store.asked.append((self.command, graph))
            if not store.answer(store, self):
                change(graph, body)
                say(self, 204)

        def log_message(self, *_: object) -> None:
            pass

    with Server(("127.0.0.1", 0), Handler) as server:
        store.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield store
        finally:
            server.shutdown()
