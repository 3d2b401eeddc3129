"""`kg query` and `kg stats`: questions to a built graph."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import DEFAULT_FOLDER, GraphFolder, put, say
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph
    from kg.keep.answer import Answer


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
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="table, csv, tsv or json.")] = "table",
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="A setting of a query that ships.", show_default=False),
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="List the queries that ship.")] = False,
    graph: GraphFolder = DEFAULT_FOLDER,
) -> None:
    """Ask the graph in SPARQL, or by a query's name.

    kg query --list shows the queries that ship.
    """
    if listing:
        put(_names())
        return
    answer = _answer(question, file, graph, settings or [])
    put([answer.format(form)])
    if answer.boolean is None and not answer:
        say("the answer is empty: nothing in the graph fits the query")
    for hint in answer.hints:
        say(f"  {hint}")


def _answer(question: str | None, file: Path | None, folder: Path, settings: Sequence[str]) -> Answer:
    from kg.graph import KnowledgeGraph

    if (question is None) == (file is None):
        raise QueryError(
            "one query is needed" if question is None else "a query and a file are one too many",
            expected="kg query 'SELECT …', kg query NAME, or kg query -f FILE.rq",
            fix="kg query --list shows the names",
        )
    graph = KnowledgeGraph(folder)
    if question is not None:
        return graph.query(question, _settings(settings))
    assert file is not None
    if settings:
        raise QueryError("settings are for named questions", found=", ".join(settings), fix="write it into the file")
    return _of_file(graph, file)


def _of_file(graph: KnowledgeGraph, file: Path) -> Answer:
    from kg.keep.query import ask

    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise QueryError("the query cannot be read", file=file, found=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise QueryError("the query is not UTF-8", file=file, fix="save the file as UTF-8") from error
    return ask(graph.dataset, text, base=graph.base, ontology=graph.ontology, file=file)


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


def stats(graph: GraphFolder = DEFAULT_FOLDER) -> None:
    """Count what the graph holds."""
    from kg.graph import KnowledgeGraph

    put(_counts(KnowledgeGraph(graph)))


def _counts(graph: KnowledgeGraph) -> Iterator[str]:
    from collections import Counter

    contents = graph.contents
    reports = sum(len({r.article for r in event.reports}) for event in contents.events)
    rows = [
        ("articles", len(contents.articles)),
        ("events", len(contents.events)),
        ("reports of events", reports),
        ("statements", sum(1 for _ in graph.lines())),
    ]
    for values in (
        Counter(event.type for event in contents.events),
        Counter(event.status for event in contents.events),
        Counter(entity.kind for entity in contents.entities),
    ):
        rows += sorted(values.items(), key=lambda item: (-item[1], item[0]))
    width = max(len(name) for name, _ in rows)
    return (f"{name:{width}}  {number}\n" for name, number in rows)
