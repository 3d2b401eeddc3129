"""Who asks, as an endpoint wants to be told: HTTP's Digest or Basic, whichever it challenges with."""

from __future__ import annotations

import netrc
import os
from collections.abc import Generator
from pathlib import Path

import httpx

from kg.errors import InputError

USER, PASSWORD, NETRC = "KG_USER", "KG_PASSWORD", "NETRC"


class Login(httpx.Auth):
    """Answers a challenge, and from then on answers before it is asked."""

    def __init__(self, user: str, password: str) -> None:
        self._digest = httpx.DigestAuth(user, password)
        self._basic = httpx.BasicAuth(user, password)
        self._wanted: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._wanted is None:
            response = yield request
            schemes = [c.partition(" ")[0].lower() for c in response.headers.get_list("www-authenticate")]
            if response.status_code != httpx.codes.UNAUTHORIZED or not {"digest", "basic"} & set(schemes):
                return
            self._wanted = self._digest if "digest" in schemes else self._basic
        yield from self._wanted.auth_flow(request)


def login(host: str) -> Login | None:
    """The name and password for the host: of KG_USER and KG_PASSWORD, else of ~/.netrc; None where neither has one.

    An InputError where one of the two variables is missing or the file cannot be read.
    """
    user, password = os.environ.get(USER), os.environ.get(PASSWORD)
    if user is not None and password is not None:
        return Login(user, password)
    if user is not None or password is not None:
        missing = USER if user is None else PASSWORD
        raise InputError("half of the credentials is missing", expected=f"{missing} beside the other", fix="set both")
    file = Path(os.environ.get(NETRC) or Path.home() / ".netrc")
    try:
        found = netrc.netrc(str(file)).authenticators(host)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("the file of passwords cannot be read", file=file, found=str(error)) from error
    except netrc.NetrcParseError as error:
        raise InputError("the file of passwords is wrong", file=file, line=error.lineno, found=error.msg) from error
    return Login(found[0], found[2] or "") if found else None
