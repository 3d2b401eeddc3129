"""A SPARQL 1.1 store at an address: graphs go to it, questions are asked there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.graph import KnowledgeGraph
from kg.keep.answer import Answer
from kg.keep.question import named_or_sparql
from kg.remote.ask import ask
from kg.remote.line import Line, Patience, checked_url, refusal
from kg.remote.piece import Piece, pieces
from kg.remote.record import Record
from kg.write.iris import DEFAULT_BASE

# Who asks decides whether to ask again: a query that ran too long once will do so again.
_ASKING = Patience(tries=1, answer=600)

Progress = Callable[[int], object]
"""Is called with the number of graphs that were looked at."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push came to: graphs that were sent, deleted, and left as they are there."""

    sent: int
    deleted: int
    left: int


@dataclass(frozen=True)
class Endpoint:
    """A store at `url`: the address of its Graph Store for `push`, of its SPARQL endpoint for `query`.

    `patience` is for `push`. Credentials are those of the environment, see `kg.remote.login`. An InputError where the
    address is none.
    """

    url: str
    patience: Patience = field(default_factory=Patience)

    def __post_init__(self) -> None:
        checked_url(self.url)

    def push(self, graph: KnowledgeGraph, *, again: bool = False, progress: Progress | None = None) -> Pushed:
        """Sends the graph by the SPARQL 1.1 Graph Store HTTP Protocol: what has come since the last push, or differs.

        Graphs that the last push sent and that are no more are deleted; no other graph there is touched. What the
        endpoint acknowledged stays recorded wherever this ends, so that the next push goes on from there. `again` sends
        all, for an endpoint that has lost what it had. An EndpointError where it refuses or does not answer.
        """
        url = checked_url(self.url)
        sent = deleted = left = 0
        with Record(graph.directory, str(url)) as record, Line(url, self.patience) as line:
            if again:
                record.forget()
            for number, piece in enumerate(pieces(graph), 1):
                if record.holds(piece.graph, piece.digest):
                    left += 1
                else:
                    _put(line, piece)
                    record.sent(piece.graph, piece.digest)
                    sent += 1
                if progress is not None:
                    progress(number)
            for gone in record.absent():
                _delete(line, gone)
                record.deleted(gone)
                deleted += 1
        return Pushed(sent, deleted, left)

    def query(
        self,
        query: str,
        settings: Mapping[str, str] | None = None,
        *,
        base: str = DEFAULT_BASE,
        file: Path | None = None,
    ) -> Answer:
        """The answer to SPARQL, or to a question that ships, by its name, as `KnowledgeGraph.query` gives it.

        `base` is what the graph's IRIs stand under; `file` is where the query was read from. A QueryError where the
        query is wrong, an EndpointError where the endpoint refuses or does not answer.
        """
        text, named = (query, file) if file else named_or_sparql(query, settings or {})
        with Line(checked_url(self.url), _ASKING) as line:
            return ask(line, text, base, named)


def _put(line: Line, piece: Piece) -> None:
    # Turtle, of which N-Triples is a part, is what every store takes.
    headers = {"Content-Type": "text/turtle; charset=utf-8"}
    response = line.send("PUT", {"graph": piece.graph}, headers=headers, body=piece.body)
    if not response.is_success:
        raise refusal(response, line.url, f"the graph {piece.graph}")


def _delete(line: Line, graph: str) -> None:
    response = line.send("DELETE", {"graph": graph})
    # Who has it no more has done what was asked.
    if not response.is_success and response.status_code not in (404, 410):
        raise refusal(response, line.url, f"to delete the graph {graph}")
