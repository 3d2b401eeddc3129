"""The sources behind the paths that a user names: files, folders, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.errors import InputError
from kg.read.source import Drop, other_kind
from kg.read.stream import Stream, buffered

Input = Path | Literal["-"]
STDIN: Literal["-"] = "-"


@dataclass(frozen=True, slots=True)
class Files:
    """The files to read, each once and in an order that does not depend on the order of the inputs."""

    files: tuple[Input, ...]
    drops: tuple[Drop, ...]
    problems: tuple[InputError, ...]


def find_files(inputs: Sequence[Input], known: Callable[[str], bool], endings: Collection[str]) -> Files:
    """The files that the inputs name: a file, whatever its ending; a folder's files of a known kind, at any depth.

    Hidden files and folders of a folder are passed over; its files of other kinds, its links to folders and what is no
    file are among the drops. A path that does not exist and a folder without a file to read are among the problems.
    """
    files: dict[Path, Path] = {}
    others: dict[Path, Drop] = {}
    problems: list[InputError] = []
    for path in sorted({Path(given) for given in inputs if given != STDIN}):
        try:
            seen = _Folder.of(path) if path.is_dir() else None
            if seen is None and not path.exists():
                problems.append(InputError("there is no such file or folder", file=shown(path)))
                continue
        except OSError as error:
            problems.append(InputError("the folder cannot be read", file=shown(path), found=error.strerror))
            continue
        inside = [] if seen is None else sorted(seen.files)
        taken = [path] if seen is None else [file for file in inside if known(file.name)]
        if not taken:
            problems.append(_no_articles(path, len(inside), endings))
        for file in taken:
            files.setdefault(file.resolve(), file)
        for file in sorted(set(inside).difference(taken)):
            others.setdefault(file.resolve(), other_kind(shown(file), file.name))
        if seen is not None:
            others.update((file, Drop(shown(file), None, file.name, why)) for file, why in sorted(seen.others.items()))
            problems += seen.problems
    ordered: list[Input] = [STDIN] if STDIN in inputs else []
    drops = tuple(drop for place, drop in sorted(others.items()) if place not in files)
    return Files((*ordered, *sorted(files.values())), drops, tuple(problems))


def open_file(file: Input) -> Stream:
    """The file or standard input, open; what cannot be opened is an InputError."""
    try:
        if file == STDIN:
            return Stream("-", "stdin", buffered(sys.stdin.buffer))
        return Stream(shown(Path(file)), shown(Path(file.name)), file.open("rb"))
    except OSError as error:
        raise InputError("the file cannot be read", file=shown(Path(file)), found=error.strerror) from error


@dataclass(frozen=True, slots=True)
class _Folder:
    """What stands in a folder at any depth: regular files; what is none, and why it is not read; what cannot be."""

    files: list[Path]
    others: dict[Path, str]
    problems: list[InputError]

    @classmethod
    def of(cls, top: Path) -> _Folder:
        """An OSError where the folder itself cannot be listed."""
        found = cls([], {}, [])
        folders = [top]
        while folders:
            folder = folders.pop()
            try:
                entries = [entry for entry in folder.iterdir() if not entry.name.startswith(".")]
            except OSError as error:
                if folder == top:
                    raise
                found.problems.append(InputError("the folder cannot be read", file=shown(folder), found=error.strerror))
                continue
            for entry in entries:
                if entry.is_dir() and not entry.is_symlink():
                    folders.append(entry)
                elif entry.is_file():
                    found.files.append(entry)
                elif entry.is_dir():
                    found.others[entry] = "a link to a folder, which is not followed"
                else:
                    found.others[entry] = "a link that leads nowhere" if entry.is_symlink() else "no regular file"
        return found


def shown(path: Path) -> str:
    """The path as text that can be written anywhere, also where its bytes are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def _no_articles(folder: Path, others: int, endings: Collection[str]) -> InputError:
    return InputError(
        "the folder holds no articles",
        file=shown(folder),
        found=f"{others} files of other kinds" if others else "no file",
        expected="files that end in " + ", ".join(sorted(endings)),
    )
