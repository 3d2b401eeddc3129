"""A query answered within limits, in the form that its client takes: what a worker process does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import QueryError
from kg.keep.answer import Answer
from kg.keep.query import prefixes_under, told
from kg.keep.sparql import check_query
from kg.site.limits import Limits

if TYPE_CHECKING:
    from rdflib.term import Identifier

RESULTS: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
}
"""Media types of SELECT and ASK, the one first that is sent where the client does not mind."""

GRAPHS: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
"""Media types of CONSTRUCT and DESCRIBE."""

_STRING = "http://www.w3.org/2001/XMLSchema#string"


@dataclass(frozen=True, slots=True)
class Job:
    """A query, and the media types that its client takes: None where it takes none that there is."""

    query: str
    results: str | None
    graphs: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; `cut` says that there were more rows than the limit."""

    body: bytes
    media: str
    rows: int
    cut: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer.

    The reason is query, update, form, kind or length for what the client may mend, large, memory or time for a limit,
    busy for a server that has its hands full.
    """

    reason: str
    message: str
    line: int | None = None
    column: int | None = None
    found: str | None = None
    expected: str | None = None
    fix: str | None = None

    @classmethod
    def of(cls, error: QueryError) -> Refusal:
        return cls("query", error.message, error.line, error.column, error.found, error.expected, error.fix)

    def __str__(self) -> str:
        told = QueryError(
            self.message, line=self.line, column=self.column, found=self.found, expected=self.expected, fix=self.fix
        )
        return str(told)


def evaluate(store: ox.Store, job: Job, base: str | None, limits: Limits) -> Reply | Refusal:
    """The answer, or why there is none; it may take all the time and memory that the process has."""
    try:
        check_query(job.query, prefixes_under(base))
        with told(job.query):
            result = _run(store, job, base)
            reply = _reply(result, job, base, limits)
    except QueryError as error:
        return Refusal.of(error)
    except MemoryError:
        return out_of_memory(limits)
    if isinstance(reply, Reply) and len(reply.body) > limits.answer:
        fix = "ask for fewer columns or rows, or use LIMIT"
        return Refusal("large", f"the answer is longer than {limits.answer >> 20} MiB", fix=fix)
    return reply


def out_of_memory(limits: Limits) -> Refusal:
    """What is said of a query that took more memory than it may."""
    message = f"the query took more memory than the {limits.memory >> 20} MiB that it may"
    return Refusal("memory", message, fix="ask for less at once: join fewer patterns, or drop ORDER BY or GROUP BY")


def _run(store: ox.Store, job: Job, base: str | None) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    if not (job.default_graphs or job.named_graphs):
        return store.query(job.query, prefixes=prefixes_under(base))
    for graph in (*job.default_graphs, *job.named_graphs):
        if not _held(store, graph):
            raise QueryError(
                "the graph that the request names is not in this store, and nothing is fetched",
                found=graph,
                expected="the IRI of an article of this graph",
            )
    return store.query(
        job.query,
        prefixes=prefixes_under(base),
        default_graph=[ox.NamedNode(graph) for graph in job.default_graphs],
        named_graphs=[ox.NamedNode(graph) for graph in job.named_graphs],
    )


def _held(store: ox.Store, graph: str) -> bool:
    try:
        return store.contains_named_graph(ox.NamedNode(graph))
    except ValueError:
        return False


def _reply(
    result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, job: Job, base: str | None, limits: Limits
) -> Reply | Refusal:
    prefixes = prefixes_under(base)
    if isinstance(result, ox.QueryTriples):
        if job.graphs is None:
            return _no_form("the answer is a graph", GRAPHS)
        triples = list(islice(result, limits.rows + 1))
        kept = triples[: limits.rows]
        body = ox.serialize(sorted(kept, key=str), format=GRAPHS[job.graphs], prefixes=prefixes)
        assert body is not None
        return Reply(body, job.graphs, len(kept), len(kept) < len(triples))
    if job.results is None:
        return _no_form("the answer is a table", RESULTS)
    if isinstance(result, ox.QueryBoolean):
        answer, cut = Answer((), (), bool(result)), False
    else:
        columns = tuple(variable.value for variable in result.variables)
        rows = tuple(tuple(map(_term, solution)) for solution in islice(result, limits.rows + 1))
        answer, cut = Answer(columns, rows[: limits.rows]), len(rows) > limits.rows
    body = answer.format(RESULTS[job.results]).encode("utf-8", "replace")
    return Reply(body, job.results, len(answer), cut)


def _no_form(message: str, offered: Mapping[str, object]) -> Refusal:
    return Refusal("form", f"{message}, and the request takes none of its forms", expected=", ".join(offered))


def _term(term: object) -> Identifier | None:
    """An rdflib term for the store's; the text of a literal stays as it is."""
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = term.datatype.value
        return Literal(term.value, datatype=None if datatype == _STRING else URIRef(datatype), normalize=False)
    if term is None:
        return None
    raise QueryError("a statement inside a statement has no form here", found=str(term))
