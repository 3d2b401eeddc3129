"""The sources behind the paths that a user names: files, folders, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.errors import InputError
from kg.read.source import Drop, Source

Input = Path | Literal["-"]
STDIN: Literal["-"] = "-"


@dataclass(frozen=True, slots=True)
class Files:
    """The files to read, each once and in an order that does not depend on the order of the inputs."""

    files: tuple[Input, ...]
    drops: tuple[Drop, ...]
    problems: tuple[InputError, ...]


def find_files(inputs: Sequence[Input], endings: Collection[str]) -> Files:
    """The files that the inputs name: a file, whatever its ending; a folder's files with a known ending, at any depth.

    Hidden files and folders of a folder are passed over; its files of other kinds are among the drops. A path that does
    not exist and a folder without a file to read are among the problems.
    """
    files: dict[Path, Path] = {}
    others: dict[Path, Path] = {}
    problems: list[InputError] = []
    for path in sorted({Path(given) for given in inputs if given != STDIN}):
        try:
            inside = sorted(_visible(path)) if path.is_dir() else None
            if inside is None and not path.exists():
                problems.append(InputError("there is no such file or folder", file=_shown(path)))
                continue
        except OSError as error:
            problems.append(InputError("the folder cannot be read", file=_shown(path), found=error.strerror))
            continue
        known = [path] if inside is None else [file for file in inside if file.suffix.lower() in endings]
        if not known:
            problems.append(_no_articles(path, len(inside or ()), endings))
        for file in known:
            files.setdefault(file.resolve(), file)
        for file in sorted(set(inside or ()).difference(known)):
            others.setdefault(file.resolve(), file)
    ordered: list[Input] = [STDIN] if STDIN in inputs else []
    drops = tuple(
        Drop(_shown(file), None, file.name, "a kind of file that holds no articles")
        for resolved, file in sorted(others.items())
        if resolved not in files
    )
    return Files((*ordered, *sorted(files.values())), drops, tuple(problems))


def load(file: Input) -> Source:
    """The bytes of a file or of standard input; what cannot be opened or holds nothing is an InputError."""
    try:
        if file == STDIN:
            source = Source("-", "stdin", sys.stdin.buffer.read())
        else:
            source = Source(_shown(file), _shown(Path(file.stem)), file.read_bytes())
    except OSError as error:
        raise InputError("the file cannot be read", file=_shown(Path(file)), found=error.strerror) from error
    if not source.data:
        raise InputError("the file is empty", file=source.place, expected="articles")
    return source


def _visible(folder: Path) -> Iterator[Path]:
    """The regular files under the folder, without hidden ones; links to folders are not followed."""
    for entry in folder.iterdir():
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _visible(entry)
        elif entry.is_file():
            yield entry


def _shown(path: Path) -> str:
    """The path as text that can be written anywhere, also where its bytes are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def _no_articles(folder: Path, others: int, endings: Collection[str]) -> InputError:
    return InputError(
        "the folder holds no articles",
        file=_shown(folder),
        found=f"{others} files of other kinds" if others else "no file",
        expected="files that end in " + ", ".join(sorted(endings)),
    )
