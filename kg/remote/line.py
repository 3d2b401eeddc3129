"""Requests to an endpoint: sent again where it was busy or away, and what a refusal means told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential

from kg import __version__
from kg.errors import EndpointError, InputError
from kg.remote.login import NETRC, PASSWORD, USER, login

_PASSING = {408, 425, 429, 500, 502, 503, 504}
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_NO_STORE = {404, 405, 501}
_STORES = "Virtuoso has it at /sparql-graph-crud-auth, Fuseki at /DATASET/data, Oxigraph at /store"
_MARKUP = re.compile(r"<[^>]*>")
_SAID = 300


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a request is sent before it counts as failed, and the seconds before the second try; they double."""

    tries: int = 6
    first: float = 0.5
    longest: float = 30
    answer: float = 60
    """How long one answer may take."""


def checked_url(url: str) -> httpx.URL:
    """The address as one to send requests to; an InputError otherwise."""
    try:
        made = httpx.URL(url)
    except httpx.InvalidURL:
        made = httpx.URL()
    if made.scheme not in ("http", "https") or not made.host:
        raise InputError("not the address of an endpoint", found=url, expected="http(s)://host/path")
    if made.userinfo:
        raise InputError(
            "a password does not belong in an address",
            found=str(made.copy_with(username="…", password=None)),
            fix=f"set {USER} and {PASSWORD}, or write it into ~/.netrc",
        )
    return made.copy_with(fragment=None)


class Line:
    """An open connection to one address; a context manager."""

    def __init__(self, url: httpx.URL, patience: Patience) -> None:
        self.url = url
        self._patience = patience
        self._client = httpx.Client(
            auth=login(url.host),
            headers={"User-Agent": f"kijigraph/{__version__}"},
            timeout=httpx.Timeout(30, read=patience.answer),
            # What goes to this machine goes to no proxy, whatever the environment says.
            mounts={f"all://{host}": None for host in _LOOPBACK},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def send(
        self,
        method: str,
        parameters: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        form: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """The answer, of whatever status; an EndpointError where none came, or none but of passing trouble."""
        url = self.url.copy_merge_params(dict(parameters or {}))
        request = self._client.build_request(method, url, headers=headers, content=body, data=form)
        waiting = wait_exponential(self._patience.first, max=self._patience.longest, min=self._patience.first)
        tries = Retrying(
            stop=stop_after_attempt(self._patience.tries),
            wait=lambda state: max(waiting(state), min(_asked(state), self._patience.longest)),
            retry=retry_if_exception(_passes),
            reraise=True,
        )
        try:
            return tries(self._once, request)
        except _Busy as busy:
            return busy.response
        except httpx.HTTPError as error:
            raise EndpointError(
                "the endpoint does not answer",
                file=str(self.url),
                found=str(error) or type(error).__name__,
                fix="see that it runs and that the address is right; what was sent before stays sent",
            ) from error

    def _once(self, request: httpx.Request) -> httpx.Response:
        response = self._client.send(request)
        if response.status_code in _PASSING:
            raise _Busy(response)
        return response


class _Busy(Exception):
    """An answer that may be another one soon."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__(response.status_code)
        self.response = response


def _passes(error: BaseException) -> bool:
    # Who took a request and has not answered for so long will not the next time either: Virtuoso's /sparql to a PUT.
    return isinstance(error, _Busy | httpx.TransportError) and not isinstance(error, httpx.ReadTimeout)


def _asked(state: RetryCallState) -> float:
    """The seconds that the endpoint asks to be left alone for, 0 where it asks for none."""
    error = state.outcome.exception() if state.outcome else None
    said = error.response.headers.get("retry-after", "") if isinstance(error, _Busy) else ""
    return float(said) if said.isdigit() else 0


def refusal(response: httpx.Response, url: httpx.URL, doing: str) -> EndpointError:
    """What an answer that is none of success means, as an error to raise; `doing` is what was asked."""
    status = response.status_code
    expected = fix = None
    if status == httpx.codes.UNAUTHORIZED:
        expected = "a user who may"
        fix = f"set {USER} and {PASSWORD}, or write user and password into ~/.netrc (or the file that {NETRC} names)"
    elif response.is_redirect:
        fix = f"give the address that it names: {response.headers.get('location', '')}"
    elif status == httpx.codes.FORBIDDEN:
        fix = "give a user who may; Virtuoso takes graphs at /sparql-graph-crud-auth"
    elif status in _NO_STORE:
        expected = "the address of a SPARQL 1.1 Graph Store"
        fix = f"{_STORES}; kg serve shows a graph and takes none: run kg build or kg add where it is served"
    elif status == httpx.codes.REQUEST_ENTITY_TOO_LARGE:
        fix = "raise the limit of the server, or of the proxy before it"
    return EndpointError(
        f"the endpoint refuses {doing}",
        file=str(url),
        found=" ".join(filter(None, [str(status), response.reason_phrase, told(response)])),
        expected=expected,
        fix=fix,
    )


def told(response: httpx.Response) -> str:
    """What the answer says in words, on one line."""
    return " ".join(_MARKUP.sub(" ", response.text).split())[:_SAID]
