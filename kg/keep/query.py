"""Questions to a built graph: SPARQL through rdflib over the embedded store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kg.errors import QueryError
from kg.keep.answer import Answer
from kg.keep.sparql import check_query, syntax_error, tokens
from kg.model import Kind
from kg.ontology import Ontology
from kg.write.nquads import PREFIXES

if TYPE_CHECKING:
    from rdflib import Dataset, Graph
    from rdflib.query import Result
    from rdflib.term import Identifier


_STATEMENT = ("subject", "predicate", "object")


def prefixes_under(base: str | None) -> dict[str, str]:
    """The prefixes that a query need not declare: the vocabularies', and `person:` and the like for nodes."""
    kinds = [*(kind.value.lower() for kind in Kind), "article", "event"]
    return {**PREFIXES, **({kind: f"{base}{kind}/" for kind in kinds} if base else {})}


def ask(
    dataset: Dataset,
    query: str,
    *,
    base: str | None = None,
    ontology: Ontology | None = None,
    file: Path | None = None,
) -> Answer:
    """The answer to the query, over the union of all graphs.

    `kg:`, `rdfs:` and the like need no PREFIX line, nor do `person:高市早苗`, `event:` … where `base` is what the
    graph's IRIs stand under. With an `ontology` the answer's hints name terms that it lacks. `file` is where the query
    was read from, for messages. A QueryError where the query is not one, would change the graph, or reaches out of it.
    The rows of CONSTRUCT and DESCRIBE are statements, sorted.
    """
    prefixes = prefixes_under(base)
    check_query(query, prefixes, file)
    hints = unknown_terms(query, ontology) if ontology else ()
    with told(query, file):
        return answer_of(dataset.query(query, initNs=prefixes), prefixes, hints)


def answer_of(result: Result, prefixes: Mapping[str, str], hints: tuple[str, ...] = ()) -> Answer:
    """The answer that a result of rdflib's comes to."""
    from rdflib import Graph

    if result.type == "ASK":
        return Answer((), (), bool(result.askAnswer), prefixes, hints)
    if result.type != "SELECT":
        return Answer(_STATEMENT, _statements(result.graph or Graph()), None, prefixes, hints)
    columns = tuple(str(variable) for variable in result.vars or ())
    rows = tuple(tuple(row.get(v) for v in result.vars or ()) for row in result.bindings)
    return Answer(columns, rows, None, prefixes, hints)


@contextmanager
def told(query: str, file: Path | None = None) -> Iterator[None]:
    """What the store says of a query inside the block, told as a QueryError."""
    try:
        yield
    except SyntaxError as error:
        raise syntax_error(error, query, file) from error
    except (OSError, RuntimeError, ValueError) as error:
        message = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise QueryError("the query could not be run", file=file, found=message) from error


def unknown_terms(query: str, ontology: Ontology) -> tuple[str, ...]:
    """One sentence for each `kg:` term of the query that the ontology does not have, with the nearest that it has."""
    known = set(ontology.labels)
    found = []
    for token in tokens(query):
        prefix, _, local = token.text.partition(":")
        if token.kind == "prefixed" and prefix == "kg" and local and local not in known:
            near = get_close_matches(local, sorted(known), n=1)
            found.append(f"the ontology has no kg:{local}" + (f"; it has kg:{near[0]}" if near else ""))
    return tuple(dict.fromkeys(found))


def _statements(graph: Graph) -> tuple[tuple[Identifier, ...], ...]:
    rows = [cast("tuple[Identifier, Identifier, Identifier]", row) for row in graph]
    return tuple(sorted(rows, key=lambda row: [term.n3() for term in row]))
