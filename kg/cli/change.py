"""`kg validate` and `kg remove`: whether a graph is sound, and taking articles out of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import DEFAULT_FOLDER, GraphFolder, count, put, say
from kg.keep.publish import reserving

if TYPE_CHECKING:
    from kg.keep.validate import Violation

_NONCONFORMING = 1


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(validate)
    app.command()(remove)


def validate(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="RDF, or the folder of a build; by default output.", show_default=False),
    ] = None,
) -> None:
    """Check a graph against the shapes (SHACL).

    The exit code is 1 where it does not conform.
    """
    from kg.graph import KnowledgeGraph
    from kg.keep.validate import validate as check

    chosen = file or DEFAULT_FOLDER
    graph = KnowledgeGraph(chosen).nquads if file is None or chosen.is_dir() else chosen
    found = check(graph)
    put(_report(found))
    if found:
        say(f"{graph}: does not conform: {count(len(found), 'violation')}")
        raise typer.Exit(_NONCONFORMING)
    say(f"{graph}: conforms")


def _report(found: Sequence[Violation]) -> Iterator[str]:
    for violation in found:
        yield f"{violation.node}\n"
        yield f"  {violation.path}: {violation.message}\n" if violation.path else f"  {violation.message}\n"
        for name, value in (("found", violation.value), ("fix", violation.fix)):
            if value:
                yield f"  {name}: {value}\n"


def remove(
    identifiers: Annotated[list[str], typer.Argument(metavar="ID", help="Ids of articles: see kg query articles.")],
    graph: GraphFolder = DEFAULT_FOLDER,
) -> None:
    """Withdraw articles from the graph.

    What they alone speak of goes with them.
    """
    with reserving(graph):
        from kg.graph import KnowledgeGraph, draw
        from kg.keep.withdraw import withdraw

        withdraw(graph, identifiers, draw, reserved=True)
        left = KnowledgeGraph(graph)
    gone = count(len(set(identifiers)), "article")
    say(f"{graph}: {gone} withdrawn, {count(len(left.articles()), 'article')} left")
