"""A question asked at an endpoint by the SPARQL 1.1 Protocol, its answer as one of the local graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import EndpointError, QueryError
from kg.keep.answer import Answer
from kg.keep.query import answer_of, prefixes_under, unknown_terms
from kg.keep.sparql import check_query, form_of, with_prefixes
from kg.ontology import load_ontology
from kg.remote.line import Line, refusal, told

if TYPE_CHECKING:
    import httpx
    from rdflib.query import Result

_TABLE = "application/sparql-results+json"
_GRAPHS = ("application/n-triples", "text/turtle")
_BAD = 400
_VIRTUOSO_SAYS_SO = "__ASK_RETVAL"
"""Its answer to an ASK is a table of one column of this name, 1 for true."""


def ask(line: Line, query: str, base: str, file: Path | None = None) -> Answer:
    """The answer to the query as `kg.keep.query.ask` gives it of a graph on this machine.

    A QueryError where the query is wrong, an EndpointError where the endpoint refuses or does not answer.
    """
    prefixes = prefixes_under(base)
    check_query(query, prefixes, file)
    # Not both: Virtuoso then sends a graph as a table.
    accept = _TABLE if form_of(query) in ("SELECT", "ASK") else ", ".join(_GRAPHS)
    response = line.send("POST", headers={"Accept": accept}, form={"query": with_prefixes(query, prefixes)})
    if response.status_code == _BAD:
        raise QueryError("the endpoint finds the query wrong", file=file, found=told(response))
    if not response.is_success:
        raise refusal(response, line.url, "the query")
    hints = (*unknown_terms(query, load_ontology()), *_cut(response))
    answer = answer_of(_result(response, line.url), prefixes, hints)
    if answer.columns == (_VIRTUOSO_SAYS_SO,):
        return replace(answer, columns=(), rows=(), boolean=answer.texts() == [("1",)])
    return answer


def _result(response: httpx.Response, url: httpx.URL) -> Result:
    from rdflib import Graph
    from rdflib.query import Result

    media = response.headers.get("content-type", "").partition(";")[0].strip()
    try:
        if media == _TABLE:
            return Result.parse(BytesIO(response.content), content_type=media)
        if media in _GRAPHS:
            result = Result("CONSTRUCT")
            result.graph = Graph().parse(data=response.content, format=media)
            return result
    except Exception as error:  # of whatever the parser trips over
        raise EndpointError("the answer cannot be read", file=str(url), found=f"{media}: {error}") from error
    raise EndpointError(
        "the answer is of a kind that is not read here",
        file=str(url),
        found=media or "none",
        expected=", ".join((_TABLE, *_GRAPHS)),
        fix="give the address of the SPARQL endpoint: Virtuoso and kg serve have it at /sparql, Oxigraph at /query, "
        "Fuseki at /DATASET/sparql",
    )


def _cut(response: httpx.Response) -> Iterator[str]:
    """What says that the answer is not the whole, as `kg serve` and Virtuoso say it."""
    cut, most = response.headers.get("KG-Cut-Off", "none"), response.headers.get("X-SPARQL-MaxRows")
    if cut != "none" or most:
        yield "the endpoint has cut the answer off" + (f" after {most} rows" if most else "")
