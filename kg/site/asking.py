"""The SPARQL endpoint, and what the query page needs beside it."""

from __future__ import annotations

import re
import time
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from kg.keep.query import prefixes_under, unknown_terms
from kg.model import Kind
from kg.site.accept import best
from kg.site.desk import Desk
from kg.site.evaluate import GRAPHS, RESULTS, Job
from kg.site.library import Library
from kg.site.protocol import answered, job_of
from kg.site.render import View

_HINTED = 4_000
"""Queries up to so many characters are looked through for terms that the vocabulary lacks."""
_SETTING = re.compile(r"\s*[(（]--set [^)）]*[)）]")
"""What the head of a question says of the command line."""
_LOCAL = re.compile(r"[^\W_]\w*")
_EXAMPLE = "who-met-whom"
_COMMON = (
    "rdf:type",
    "rdfs:label",
    "skos:altLabel",
    "dcterms:identifier",
    "dcterms:title",
    "dcterms:issued",
    "schema:url",
    "oa:exact",
    "oa:start",
    "oa:end",
    "owl:sameAs",
)
"""Properties of other vocabularies that a graph uses."""


async def sparql(desk: Desk, request: Request) -> Response:
    """The endpoint; without a query its description, and for a browser the query page."""
    library = await run_in_threadpool(desk.holder.current)
    accept = request.headers.get("accept")
    if request.method in ("GET", "HEAD") and best(accept, (*RESULTS, *GRAPHS, "text/html")) == "text/html":
        asked = request.query_params.getlist("query")
        return RedirectResponse("/query?" + urlencode({"query": asked[0]}) if asked else "/query", 303)
    if request.method in ("GET", "HEAD") and not request.url.query:
        return _described(str(request.url), library)
    job = await job_of(request, desk.limits)
    if not isinstance(job, Job):
        return answered(job, accept, desk.limits, 0.0)
    begun = time.monotonic()
    outcome = await run_in_threadpool(library.pool.ask, job)
    response = answered(outcome, accept, desk.limits, time.monotonic() - begun)
    if len(job.query) <= _HINTED:
        hints = await run_in_threadpool(unknown_terms, job.query, library.ontology)
        if hints:
            response.headers["KG-Hint"] = quote("; ".join(hints[:5]))
    return response


def _described(address: str, library: Library) -> Response:
    """The endpoint in the terms of SPARQL 1.1 Service Description."""
    results = ", ".join(
        f"formats:{name}" for name in ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV")
    )
    graphs = ", ".join(f"formats:{name}" for name in ("Turtle", "N-Triples", "JSON-LD", "RDF_XML"))
    text = f"""@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .
@prefix void: <http://rdfs.org/ns/void#> .

<{quote(address, safe=":/[]?&=%")}> a sd:Service ;
    sd:endpoint <{quote(address, safe=":/[]?&=%")}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat {results}, formats:SPARQL_Results_TSV, {graphs} ;
    sd:feature sd:UnionDefaultGraph ;
    sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ; void:triples {library.triples} ] ] .
"""
    return Response(text, media_type="text/turtle; charset=utf-8")


def query_page(desk: Desk, request: Request) -> Response:
    """The page with the editor."""
    library = desk.holder.current()

    def data(view: View) -> dict[str, object]:
        return {
            "texts": {key: view.text(key) for key in view.words.text},
            "questions": {question.name: _without_comments(question.query) for question in library.questions},
            "first": _EXAMPLE,
            "base": library.base,
            "prefixes": prefixes_under(library.base),
            "terms": [
                {"name": f"kg:{t.name}", "kind": t.kind, "label": t.label.get(view.language) or t.name}
                for t in library.terms.values()
            ],
            "properties": _COMMON,
            "limits": {"seconds": f"{desk.limits.seconds:g}", "rows": desk.limits.rows},
        }

    limits = {"seconds": f"{desk.limits.seconds:g}", "rows": desk.limits.rows}
    questions = [
        (q.name, {"ja": _SETTING.sub("", q.about), "en": _SETTING.sub("", q.about_en)}) for q in library.questions
    ]
    values = {"questions": questions, "limits": limits, "data": data}
    return desk.page(request, library, "query.html", values)


def _without_comments(query: str) -> str:
    """The query without the lines at its head that say what it asks: the list says that."""
    lines = query.splitlines(keepends=True)
    while lines and lines[0].startswith("#"):
        lines.pop(0)
    return "".join(lines)


def complete(desk: Desk, request: Request) -> Response:
    """The entities whose name begins with or holds the words, as a query writes them."""
    library = desk.holder.current()
    found = library.index.completions(request.query_params.get("q", "")[:80])
    return JSONResponse(
        [{"name": _written(entry.iri, library.base or ""), "label": entry.label, "kind": entry.kind} for entry in found]
    )


def _written(iri: str, base: str) -> str:
    """`person:高市早苗`, or the IRI in full where its end is no plain name."""
    kind, _, local = iri.removeprefix(base).partition("/")
    short = kind in {k.value.lower() for k in Kind} and _LOCAL.fullmatch(local)
    return f"{kind}:{local}" if short else f"<{iri}>"
