"""The command line as a whole: its commands, and what it says of a mistake.

A file beside this one holds a group of commands and a function `register` that adds them. What takes long to load is
imported inside the commands, so that `kg --help` does not wait for it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, NoReturn, TextIO

import typer

from kg import __version__
from kg.cli import ask, build, change, push, serve, show, workbench
from kg.cli.output import say
from kg.errors import KgError

FAULT = 3
"""The exit code for a fault of the program."""


def make_app() -> typer.Typer:
    """The command with all that it can do."""
    app = typer.Typer(
        name="kg",
        help="Reads Japanese political and diplomatic news into a graph of events.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for group in (build, ask, show, serve, change, push, workbench):
        group.register(app)
    return app


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command and leaves with its exit code: 0 done, 1 does not conform, 2 a user's mistake, 3 our fault.

    Where a signal ends it, 128 and the number of the signal: 130 of Ctrl+C, 143 of SIGTERM.
    """
    _speak_utf8(sys.stdout, "strict")
    _speak_utf8(sys.stderr, "backslashreplace")
    try:
        with _unwinding():
            make_app()(args=arguments, prog_name="kg")
    except KgError as error:
        say(str(error))
        sys.exit(error.code)
    except Exception as error:
        if os.environ.get("KG_DEBUG"):
            raise
        say(f"kg: a fault of the program, not of your input: {type(error).__name__}: {error}")
        say("  fix: run it again with KG_DEBUG=1 before it, and report what it prints then")
        sys.exit(FAULT)
    sys.exit(0)


@contextmanager
def _unwinding() -> Iterator[None]:
    """Signals that would end the program where it stands let it clear up first, as Ctrl+C does."""

    def leave(number: int, _: object) -> None:
        sys.exit(128 + number)

    # What is ignored, as nohup has it, stays so.
    found = [number for number in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(number) is signal.SIG_DFL]
    for number in found:
        signal.signal(number, leave)
    try:
        yield
    finally:
        for number in found:
            signal.signal(number, signal.SIG_DFL)


def _speak_utf8(stream: TextIO, errors: str) -> None:
    """Data is the same bytes whatever the locale; a terminal keeps its own encoding."""
    if not stream.isatty() and hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors=errors)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kijigraph {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Reads Japanese political and diplomatic news into a graph of events."""
