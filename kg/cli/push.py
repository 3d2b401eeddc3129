"""`kg push`: a built graph sent to a store that others keep."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import DEFAULT_FOLDER, count, say

if TYPE_CHECKING:
    from kg.remote.endpoint import Progress


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(push)


def push(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of a SPARQL 1.1 Graph Store.")],
    again: Annotated[
        bool, typer.Option("--again", help="Send all, also what the store is known to have: it may have lost it.")
    ] = False,
    graph: Annotated[
        Path,
        typer.Option("--graph", "-g", "--dir", "-o", metavar="DIR", help="The folder that a build wrote."),
    ] = DEFAULT_FOLDER,
) -> None:
    """Send the graph to a SPARQL 1.1 store, article by article.

    What the store has of an earlier push is not sent again, and what is no more is deleted there; a push that broke off
    goes on. User and password are taken from KG_USER and KG_PASSWORD, or from ~/.netrc.
    """
    from kg.graph import KnowledgeGraph
    from kg.remote import Endpoint

    with _bar() as progress:
        came = Endpoint(url).push(KnowledgeGraph(graph), again=again, progress=progress)
    say(f"{url}: {count(came.sent, 'graph')} sent, {came.deleted} deleted, {came.left} there already")


@contextmanager
def _bar() -> Iterator[Progress | None]:
    """What moves a progress bar, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} graphs, {task.speed:.0f} a second"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("sending", total=None)
        yield lambda done: bar.update(task, completed=done)
