"""`kg query` and `kg stats`: questions to a built graph."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import DEFAULT_FOLDER, GraphFolder, put, say
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.export.stats import Stats
    from kg.keep.answer import Answer

_SHOWN = 10
_NAMED = 8


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(query)
    app.command()(stats)


def query(
    question: Annotated[
        str | None, typer.Argument(metavar="SPARQL|NAME", help="A query, or the name of one that ships.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", "-f", metavar="FILE.rq", help="Read the query from a file, - for stdin.")
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="table, csv, tsv, json or xml.")] = "table",
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="A setting of a query that ships.", show_default=False),
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="List the queries that ship.")] = False,
    endpoint: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Ask at this SPARQL endpoint in the place of DIR.", show_default=False),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(metavar="IRI", help="What the IRIs at the endpoint stand under.", show_default=False),
    ] = None,
    graph: GraphFolder = DEFAULT_FOLDER,
) -> None:
    """Ask the graph in SPARQL, or by a query's name.

    kg query --list shows the queries that ship.
    """
    if listing:
        put(_names())
        return
    answer = _answer(question, file, settings or [], _local(graph) if endpoint is None else _remote(endpoint, base))
    put([answer.format(form)])
    if answer.boolean is None and not answer:
        say("the answer is empty: nothing in the graph fits the query")
    for hint in answer.hints:
        say(f"  {hint}")


Ask = Callable[[str, Mapping[str, str], Path | None], "Answer"]
"""Takes a query or a question's name, its settings, and the file that the query was read from."""


def _answer(question: str | None, file: Path | None, settings: Sequence[str], ask: Ask) -> Answer:
    if (question is None) == (file is None):
        raise QueryError(
            "one query is needed" if question is None else "a query and a file are one too many",
            expected="kg query 'SELECT …', kg query NAME, or kg query -f FILE.rq",
            fix="kg query --list shows the names",
        )
    if question is not None:
        return ask(question, _settings(settings), None)
    assert file is not None
    if settings:
        raise QueryError("settings are for named questions", found=", ".join(settings), fix="write it into the file")
    return ask(_of_file(file), {}, file)


def _local(folder: Path) -> Ask:
    from kg.graph import KnowledgeGraph
    from kg.keep.query import ask

    graph = KnowledgeGraph(folder)

    def asked(query: str, settings: Mapping[str, str], file: Path | None) -> Answer:
        if file is None:
            return graph.query(query, settings)
        return ask(graph.dataset, query, base=graph.base, ontology=graph.ontology, file=file)

    return asked


def _remote(url: str, base: str | None) -> Ask:
    from kg.remote import Endpoint
    from kg.write.iris import DEFAULT_BASE, checked_base

    endpoint, under = Endpoint(url), DEFAULT_BASE if base is None else checked_base(base)
    return lambda query, settings, file: endpoint.query(query, settings, base=under, file=file)


def _of_file(file: Path) -> str:
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise QueryError("the query cannot be read", file=file, found=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise QueryError("the query is not UTF-8", file=file, fix="save the file as UTF-8") from error


def _settings(given: Sequence[str]) -> dict[str, str]:
    found = {}
    for setting in given:
        name, equals, value = setting.partition("=")
        if not equals:
            raise QueryError("a setting has no value", found=setting, expected="NAME=VALUE")
        found[name.strip()] = value
    return found


def _names() -> Iterator[str]:
    from kg.keep.question import questions

    found = questions()
    width = max((len(q.name) for q in found), default=0)
    for q in found:
        yield f"{q.name:{width}}  {q.about}\n{'':{width}}  {q.about_en}\n"


def stats(
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Also what is new since this day, month or year.", show_default=False),
    ] = None,
    chart: Annotated[
        Path | None, typer.Option(metavar="FILE.svg", help="Draw the figures into a file.", show_default=False)
    ] = None,
    graph: GraphFolder = DEFAULT_FOLDER,
) -> None:
    """Count what the graph holds.

    Also the most connected actors, the pairs that met most, circles of actors, and what is new since a date.
    """
    from kg.graph import KnowledgeGraph

    found = KnowledgeGraph(graph).stats(since)
    put(_figures(found))
    if chart is not None:
        from kg.export.chart import chart as drawn

        put([drawn(found)], chart)
        say(f"{chart}: open it in a browser")


def _figures(found: Stats) -> Iterator[str]:
    yield from _columns(found.counts)
    rows: list[tuple[str, object]] = [(c.actor.label, f"{c.others}  in {c.events}") for c in found.connected[:_SHOWN]]
    yield from _section("Actors by the number of others they share events with", rows)
    yield from _section(
        "Pairs by meetings and calls", [(f"{p.one.label} – {p.other.label}", p.meetings) for p in found.pairs[:_SHOWN]]
    )
    circles = [circle for circle in found.communities if len(circle) > 2][:_SHOWN]
    yield from _section(
        "Circles of actors", [("、".join(a.label for a in circle[:_NAMED]), len(circle)) for circle in circles]
    )
    if found.since:
        yield from _section(f"New events since {found.since}", [(e.label, e.start or "") for e in found.new_events])
        yield from _section(f"New actors since {found.since}", [(a.label, a.kind) for a in found.new_actors])


def _section(title: str, rows: Sequence[tuple[str, object]]) -> Iterator[str]:
    yield f"\n{title}\n"
    yield from _columns(rows)


def _columns(rows: Sequence[tuple[str, object]]) -> Iterator[str]:
    from kg.keep.answer import display_width, on_one_line

    names = [on_one_line(name) for name, _ in rows]
    width = max((display_width(name) for name in names), default=0)
    for name, (_, value) in zip(names, rows, strict=True):
        yield f"{name}{' ' * (width - display_width(name))}  {value}".rstrip() + "\n"
