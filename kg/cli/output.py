"""Where the commands' output goes: data to standard output, all else to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from kg.keep.whole import replacing

DEFAULT_FOLDER = Path("output")

GraphFolder = Annotated[
    Path, typer.Option("--graph", "-g", metavar="DIR", help="The folder that a build wrote.", show_default=True)
]


def say(message: str) -> None:
    """A message for the user, on standard error."""
    sys.stdout.flush()
    print(message, file=sys.stderr)


def put(pieces: Iterable[str], file: Path | None = None) -> None:
    """Data, to standard output or whole into a file; an InputError where the file cannot be written."""
    if file is None:
        try:
            sys.stdout.writelines(pieces)
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read it has had enough. What is left must not be flushed into the closed pipe at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from None
        return
    with replacing(file, "the file") as stream:
        stream.writelines(piece.encode("utf-8") for piece in pieces)


def count(number: int, noun: str, plural: str | None = None) -> str:
    """`1 article`, `2 articles`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
