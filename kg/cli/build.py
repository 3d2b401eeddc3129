"""`kg build`, `kg add` and `kg merge`: articles in, a graph out.

The folder is reserved before what takes long to load is loaded, so that a second writer hears of it at once.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import DEFAULT_FOLDER, count, say
from kg.errors import InputError
from kg.keep.publish import reserving

if TYPE_CHECKING:
    from kg.account import Account, Progress
    from kg.shard import Engine

_SHOWN = 10


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(build)
    app.command()(add)
    app.command()(merge)


Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT", help="Files, folders or archives of articles; - for standard input.")
]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to write.")]
Workers = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="Processes that read; by default as many as pay.", show_default=False),
]
Rules = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Rules in the place of those that ship.", show_default=False)
]
Actors = Annotated[
    Path | None, typer.Option(metavar="FILE", help="A CSV of actors, added to those that ship.", show_default=False)
]
Same = Annotated[Path | None, typer.Option(metavar="FILE", help="A CSV of entities that are one.", show_default=False)]
Different = Annotated[
    Path | None, typer.Option(metavar="FILE", help="A CSV of where an entity is another.", show_default=False)
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="List all that was dropped or not known.")]


def build(
    inputs: Inputs,
    out: Out = DEFAULT_FOLDER,
    workers: Workers = None,
    base: Annotated[
        str | None, typer.Option(metavar="IRI", help="What the graph's own IRIs stand under.", show_default=False)
    ] = None,
    rules: Rules = None,
    actors: Actors = None,
    same: Same = None,
    different: Different = None,
    shard: Annotated[
        str | None,
        typer.Option(metavar="I/N", help="Read the I-th of N shards alone, for kg merge to join.", show_default=False),
    ] = None,
    engine: Annotated[str, typer.Option(metavar="NAME", help="What runs the processes: local or dask.")] = "local",
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="With --engine dask: read on the cluster of this scheduler.", show_default=False
        ),
    ] = None,
    verbose: Verbose = False,
) -> None:
    """Build a graph from articles.

    DIR gets graph.nq, graph.ttl, dataset.ttl, network.html and store/, all of them or none.
    """
    begun = time.monotonic()
    with reserving(out):
        from kg.builder import make
        from kg.write.iris import DEFAULT_BASE

        with _bar() as progress:
            built = make(
                inputs,
                out,
                workers=workers,
                base=DEFAULT_BASE if base is None else base,
                rules=rules,
                actors=actors,
                same=same,
                different=different,
                shard=shard,
                engine=_engine(engine, scheduler, workers),
                progress=progress,
                reserved=True,
            )
    _tell(built, verbose)
    made = f"{out}: shard {shard}" if shard else str(out)
    say(f"{made}: graph.nq, graph.ttl, dataset.ttl, network.html and store/, in {time.monotonic() - begun:.1f} s")
    if built.failures:
        raise typer.Exit(3)


def add(
    inputs: Inputs,
    out: Out = DEFAULT_FOLDER,
    workers: Workers = None,
    rules: Rules = None,
    actors: Actors = None,
    same: Same = None,
    different: Different = None,
    verbose: Verbose = False,
) -> None:
    """Add articles to a graph that was built, or put corrected ones in the place of those with their ids.

    Only they are read; DIR becomes what one build of all articles writes. The settings must be those of the build.
    """
    begun = time.monotonic()
    with reserving(out):
        from kg.addition import add as added
        from kg.graph import draw

        with _bar() as progress:
            account = added(
                out,
                inputs,
                draw,
                workers=workers,
                rules=rules,
                actors=actors,
                same=same,
                different=different,
                progress=progress,
                reserved=True,
            )
    _tell(account, verbose)
    taken = f", {len(account.replaced)} of them in the place of earlier ones" if account.replaced else ""
    say(f"{out}: {count(account.articles, 'article')} added{taken}, in {time.monotonic() - begun:.1f} s")
    if account.failures:
        raise typer.Exit(3)


def merge(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder to write.")],
    shards: Annotated[list[Path], typer.Argument(metavar="SHARD", help="Folders that were built.")],
) -> None:
    """Join built folders into one.

    OUT becomes what one build of all their articles writes. The folders must have been built with the same settings.
    """
    begun = time.monotonic()
    with reserving(out):
        from kg.merger import join

        articles = count(join(out, shards, reserved=True).articles, "article")
    say(f"{out}: {articles} of {count(len(shards), 'folder')}, in {time.monotonic() - begun:.1f} s")


def _engine(name: str, scheduler: str | None, workers: int | None) -> Engine | None:
    if name == "dask":
        from kg.cluster import Dask

        return Dask(scheduler, workers)
    if name != "local":
        raise InputError("no such engine", found=name, expected="local or dask")
    if scheduler is not None:
        raise InputError("a scheduler is dask's", found=scheduler, fix="give --engine dask too")
    return None


@contextmanager
def _bar() -> Iterator[Progress | None]:
    """What moves a progress bar, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("articles, {task.fields[events]} events, {task.fields[rate]:.0f} articles/s, left"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, events=0, rate=0)

        def told(done: int, whole: int, events: int) -> None:
            rate = done / max(bar.tasks[0].elapsed or 0, 0.001)
            doing = "reading" if done < whole else "writing"
            bar.update(task, description=doing, completed=done, total=whole, events=events, rate=rate)

        yield told


def _tell(account: Account, verbose: bool) -> None:
    for line in _summary(account, verbose):
        say(line)


def _summary(built: Account, verbose: bool) -> Iterator[str]:
    """What was read, what was not, and what nobody knew."""
    for problem in built.problems:
        yield str(problem)
    for failure in built.failures:
        yield f"{failure}\n  fix: run it again with KG_DEBUG=1 before it, and report what it prints then"
    yield f"{count(built.articles, 'article')}, {count(sum(built.events.values()), 'event')}"
    if built.events:
        yield "  " + _counts(built.events)
    if built.repeats:
        yield f"{count(len(built.repeats), 'article')} with the text of another: further reports of the same events"
        yield "  " + _some(built.repeats, verbose)
    if built.quiet:
        yield f"{count(len(built.quiet), 'article')} without an event"
        yield "  " + _some(built.quiet, verbose)
    if built.drops:
        yield f"{count(len(built.drops), 'part')} of the input dropped"
        shown = built.drops if verbose else built.drops[:_SHOWN]
        for drop in shown:
            place = f"{drop.file}:{drop.line}" if drop.line else drop.file
            yield f"  {place}: {drop.reason}" + (f": {drop.text[:40]}" if drop.line else "")
        if len(shown) < len(built.drops):
            yield f"  and {len(built.drops) - len(shown)} more: see --verbose"
    if built.unknown:
        yield f"{count(len(built.unknown), 'actor')} that no table knows"
        yield "  " + _some([f"{name} {n}" if n > 1 else name for name, n in built.unknown.items()], verbose)


def _counts(events: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in events.items())


def _some(names: list[str] | tuple[str, ...], verbose: bool) -> str:
    shown = names if verbose else names[:_SHOWN]
    rest = len(names) - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest else "")
