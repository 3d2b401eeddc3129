"""The site behind an address of this machine."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import uvicorn

from kg.errors import InputError
from kg.site.app import make_app
from kg.site.limits import Limits

_BACKLOG = 128
_LOOPBACK = ("127.0.0.1", "::1")
"""What localhost is, whatever the machine's table of names says."""


def serve(directory: Path, host: str, port: int, limits: Limits, say: Callable[[str], None]) -> None:
    """Serves the folder until it is told to end; `say` is told where.

    `localhost` is both 127.0.0.1 and ::1; port 0 is any that is free. An InputError where the folder holds no finished
    build or the address cannot be had.
    """
    app = make_app(directory, limits, host)
    sockets = _listening(host, port)
    port = sockets[0].getsockname()[1]
    everywhere = not all(ip_address(s.getsockname()[0].partition("%")[0]).is_loopback for s in sockets)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="on")

    def tell() -> None:
        say(f"http://{f'[{host}]' if ':' in host else host}:{port}/  serves {directory}; Ctrl+C ends it")
        if everywhere:
            say("  other machines can reach it: leave --host out to keep it to this one")

    try:
        _Server(config, tell).run(sockets=sockets)
    except KeyboardInterrupt:
        return


class _Server(uvicorn.Server):
    """A server that tells when it is up: from then on Ctrl+C ends it in good order."""

    def __init__(self, config: uvicorn.Config, tell: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = tell

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._tell()


def _listening(host: str, port: int) -> list[socket.socket]:
    """A socket for each address that the host's name stands for, all on one port."""
    names = _LOOPBACK if host.lower() == "localhost" else (host,)
    try:
        found = [a for name in names for a in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise InputError(
            "no such host", found=host, expected="localhost, 127.0.0.1, ::1 or a name of this machine"
        ) from error
    sockets: list[socket.socket] = []
    for family, _, _, _, address in dict.fromkeys(found):
        try:
            sockets.append(_bound(family, (address[0], port, *address[2:])))
        except OSError as error:
            if sockets and error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
                # A machine may be without IPv6.
                continue
            for bound in sockets:
                bound.close()
            raise InputError(
                "the address cannot be had",
                found=f"{host}, port {port}: {error.strerror or error}",
                fix="name another port with --port, or 0 for any that is free",
            ) from error
        port = sockets[0].getsockname()[1]
    return sockets


def _bound(family: int, address: tuple[Any, ...]) -> socket.socket:
    """A socket that listens on the address."""
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind(address)
        made.listen(_BACKLOG)
    except OSError:
        made.close()
        raise
    return made
