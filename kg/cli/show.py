"""`kg view` and `kg export`: a built graph as a page, and in the forms of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.output import DEFAULT_FOLDER, GraphFolder, count, put, say


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(view)
    app.command()(export)


def view(
    focus: Annotated[
        str | None, typer.Option(metavar="NAME", help="Open on this actor, event or topic.", show_default=False)
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only events from this day, month or year.", show_default=False)
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Only events up to it.", show_default=False)] = None,
    types: Annotated[
        str | None, typer.Option(metavar="CLASS,…", help="Only these classes: Meeting,Demand.", show_default=False)
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE.html", help="By default network.html in DIR.", show_default=False),
    ] = None,
    graph: GraphFolder = DEFAULT_FOLDER,
) -> None:
    """Write the network as one HTML page."""
    from kg.graph import KnowledgeGraph

    chosen = [name.strip() for name in (types or "").split(",") if name.strip()]
    page = KnowledgeGraph(graph).view(out, focus=focus, since=since, until=until, types=chosen)
    say(f"{page}: open it in a browser")


def export(
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="turtle, trig, nquads, jsonld, graphml, gexf, plover or csv.",
            show_default=False,
        ),
    ],
    lean: Annotated[bool, typer.Option("--lean", help="Only the shortcuts, and the names of what they join.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="By default standard output.", show_default=False),
    ] = None,
    graph: GraphFolder = DEFAULT_FOLDER,
) -> None:
    """Write the graph for other programs."""
    from kg.export import pieces
    from kg.export.plover import left_out
    from kg.graph import KnowledgeGraph

    source = KnowledgeGraph(graph)
    put(pieces(source, form, lean=lean), out)
    if form == "plover" and (rest := left_out(source)):
        told = ", ".join(f"{name} {number}" for name, number in rest.items())
        say(f"{count(sum(rest.values()), 'event')} left out, of classes that PLOVER has no type for: {told}")
