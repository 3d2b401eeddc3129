"""What stands before every answer: who may ask, and the headers that keep a page to itself."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_WILDCARDS = frozenset({"0.0.0.0", "::"})


class Guard:
    """An ASGI application around another: 403 for who asks under a foreign name or from a foreign page.

    A page of another site can make the browser ask a server on loopback: its Origin and Sec-Fetch-Site give it away,
    and where it points a name of its own at 127.0.0.1, the Host header does.
    """

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        self._hosts = _LOOPBACK | {host.lower()}
        self._open = host in _WILDCARDS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        wrong = self._wrong(Headers(scope=scope))
        if wrong:
            await PlainTextResponse(wrong + "\n", status_code=403)(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)

    def _wrong(self, headers: Headers) -> str | None:
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or not self._known(hosts[0]):
            return "403: this server answers to the name that it was started under: localhost, 127.0.0.1 or [::1]"
        if any(origin.lower() != f"http://{hosts[0].lower()}" for origin in origins):
            return "403: a page of another site may not ask this server"
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return "403: a page of another site led here; type the address or follow a link of this site"
        return None

    def _known(self, host: str) -> bool:
        try:
            split = urlsplit(f"//{host}")
            name = split.hostname or ""
            plain = not (split.username or split.path or split.query or split.fragment) and split.port != 0
        except ValueError:
            return False
        return plain and (name in self._hosts or (self._open and (_is_address(name) or name == _own_name())))


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _own_name() -> str:
    return socket.gethostname().lower()
