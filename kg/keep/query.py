"""Questions to a built graph: SPARQL through rdflib over the embedded store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from kg.errors import QueryError
from kg.keep.answer import Answer
from kg.keep.sparql import check_query, syntax_error
from kg.write.nquads import PREFIXES

if TYPE_CHECKING:
    from rdflib import Dataset, Graph
    from rdflib.term import Identifier


def ask(dataset: Dataset, query: str, file: Path | None = None) -> Answer:
    """The answer to the query, over the union of all graphs; `kg:`, `rdfs:` and the like need no PREFIX line.

    `file` is where the query was read from, for messages. A QueryError where the query is not one, would change the
    graph, or reaches out of it. The rows of CONSTRUCT and DESCRIBE are statements, sorted.
    """
    from rdflib import Graph

    check_query(query, PREFIXES, file)
    try:
        result = dataset.query(query, initNs=dict(PREFIXES))
        if result.type == "ASK":
            return Answer((), (), bool(result.askAnswer))
        if result.type != "SELECT":
            return _statements(result.graph or Graph())
        columns = tuple(str(variable) for variable in result.vars or ())
        rows = tuple(tuple(row.get(v) for v in result.vars or ()) for row in result.bindings)
    except SyntaxError as error:
        raise syntax_error(error, query, file) from error
    except (OSError, RuntimeError, ValueError) as error:
        message = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise QueryError("the query could not be run", file=file, found=message) from error
    return Answer(columns, rows)


def _statements(graph: Graph) -> Answer:
    rows = [cast("tuple[Identifier, Identifier, Identifier]", row) for row in graph]
    rows.sort(key=lambda row: [term.n3() for term in row])
    return Answer(("subject", "predicate", "object"), tuple(rows))
