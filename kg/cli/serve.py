"""`kg serve`: a built graph as a site on one's own machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.output import DEFAULT_FOLDER, say
from kg.site.limits import Limits

_BOUNDS = Limits()


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(serve)


def serve(
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="The port; 0 takes one that is free.")
    ] = 8000,
    host: Annotated[str, typer.Option(metavar="NAME", help="The name or address to listen on.")] = "localhost",
    time_limit: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="How long a query may run.")
    ] = _BOUNDS.seconds,
    row_limit: Annotated[
        int, typer.Option(min=1, metavar="N", help="How many rows of an answer are sent.")
    ] = _BOUNDS.rows,
    graph: Annotated[
        Path,
        typer.Option("--graph", "-g", "--dir", "-o", metavar="DIR", help="The folder that a build wrote."),
    ] = DEFAULT_FOLDER,
) -> None:
    """Serve the graph as a site on this machine.

    Pages to search and read, a query page, and a SPARQL endpoint at /sparql. Read-only.
    """
    from kg.site.server import serve as run

    run(graph, host, port, Limits(seconds=time_limit, rows=row_limit), say)
