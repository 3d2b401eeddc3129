"""The SPARQL 1.1 Protocol: what a request asks, and how the answer is sent.

The query operation of https://www.w3.org/TR/sparql11-protocol/ by GET and by POST both ways; the graph cannot be
changed from here, so there is no update operation.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from kg.site.accept import best
from kg.site.evaluate import GRAPHS, RESULTS, Job, Refusal, Reply
from kg.site.limits import Limits

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_STATUS = {"query": 400, "update": 400, "form": 406, "kind": 415, "length": 413, "large": 500, "memory": 500}
_STATUS |= {"time": 503, "busy": 503}
_PROBLEM = "application/problem+json"


async def job_of(request: Request, limits: Limits) -> Job | Refusal:
    """What the request asks: exactly one query, and the graphs that it is asked of."""
    parameters = _pairs(request.url.query)
    if isinstance(parameters, Refusal):
        return parameters
    if request.method == "POST":
        body = await _body(request, limits.question)
        if isinstance(body, Refusal):
            return body
        posted = _posted(request.headers.get("content-type", ""), body)
        if isinstance(posted, Refusal):
            return posted
        # A form stands alone; a query sent as such may name its graphs in the address.
        direct = _media(request) == QUERY
        parameters = [*parameters, *posted] if direct else posted
    return _job(parameters, request.headers.get("accept"))


def _job(parameters: Sequence[tuple[str, str]], accept: str | None) -> Job | Refusal:
    def given(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in parameters if key == name)

    if given("update"):
        return _no_update()
    queries = given("query")
    if len(queries) != 1:
        return Refusal("query", "one query is needed", found=f"{len(queries)} of them", expected="one parameter query")
    return Job(
        queries[0],
        best(accept, tuple(RESULTS)),
        best(accept, tuple(GRAPHS)),
        given("default-graph-uri"),
        given("named-graph-uri"),
    )


def _media(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _posted(kind: str, body: bytes) -> list[tuple[str, str]] | Refusal:
    media, _, rest = kind.partition(";")
    media = media.strip().lower()
    charset = rest.partition("charset=")[2].strip(' "').lower()
    if media == UPDATE:
        return _no_update()
    if media not in (FORM, QUERY) or charset not in ("", "utf-8", "utf8"):
        return Refusal(
            "kind", "the request is of a kind that is not read here", found=kind or "none", expected=f"{FORM}, {QUERY}"
        )
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return Refusal("query", "the request is not UTF-8", fix="send it in UTF-8")
    return [("query", text)] if media == QUERY else _pairs(text)


def _pairs(text: str) -> list[tuple[str, str]] | Refusal:
    """The parameters of a query string or a form; what is percent-encoded is UTF-8."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError:
        return Refusal("query", "the parameters cannot be read", expected="name=value&…, percent-encoded UTF-8")


async def _body(request: Request, longest: int) -> bytes | Refusal:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > longest:
            return Refusal("length", f"the query is longer than {longest >> 20} MiB", fix="ask in parts")
    return body


def _no_update() -> Refusal:
    return Refusal(
        "update",
        "a query may only ask, not change the graph",
        expected="SELECT, ASK, CONSTRUCT, DESCRIBE",
        fix="articles are added with kg build and withdrawn with kg remove",
    )


def answered(outcome: Reply | Refusal, accept: str | None, limits: Limits, elapsed: float) -> Response:
    """The response, whose headers say the limits, how long it took, and whether it was cut off."""
    headers = {
        "KG-Time-Limit": f"{limits.seconds:g}",
        "KG-Row-Limit": str(limits.rows),
        "KG-Elapsed": f"{elapsed:.3f}",
        "Vary": "Accept",
    }
    if isinstance(outcome, Reply):
        headers |= {"KG-Rows": str(outcome.rows), "KG-Cut-Off": "rows" if outcome.cut else "none"}
        return Response(outcome.body, media_type=_with_charset(outcome.media), headers=headers)
    if outcome.reason in ("time", "memory", "large"):
        headers["KG-Cut-Off"] = outcome.reason
    status = _STATUS[outcome.reason]
    if best(accept, ("text/plain", _PROBLEM, "application/json", "application/sparql-results+json")) == "text/plain":
        return Response(f"{outcome}\n", status, headers, "text/plain; charset=utf-8")
    return Response(_problem(outcome, status), status, headers, _PROBLEM)


def _with_charset(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _problem(refusal: Refusal, status: int) -> str:
    """The refusal as RFC 9457 has it."""
    parts: Mapping[str, object] = {
        "title": refusal.message,
        "status": status,
        "reason": refusal.reason,
        "line": refusal.line,
        "column": refusal.column,
        "found": refusal.found,
        "expected": refusal.expected,
        "fix": refusal.fix,
    }
    return json.dumps({name: value for name, value in parts.items() if value is not None}, ensure_ascii=False) + "\n"
