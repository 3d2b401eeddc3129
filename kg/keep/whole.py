"""A file that is only ever replaced by a whole new one."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.keep.publish import sync


@contextmanager
def replacing(file: Path, what: str) -> Iterator[BinaryIO]:
    """A stream whose content takes the file's place when the block ends well; else the file stays as it was.

    Who writes the same file at the same time waits for the other. An InputError that says that `what` cannot be written
    where it cannot.
    """
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with _taken(part) as stream:
            try:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
                os.replace(part, file)
            except BaseException:
                with suppress(OSError):
                    part.unlink()
                raise
        sync(file.parent)
    except OSError as error:
        raise InputError(f"{what} cannot be written", file=file, found=error.strerror or str(error)) from error


def _taken(part: Path) -> BinaryIO:
    """The part to write into, empty, which is nobody else's; one that a process left which died is taken over."""
    while True:
        stream = part.open("ab")
        try:
            fcntl.flock(stream, fcntl.LOCK_EX)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(stream.fileno()), part.stat()):
                    stream.truncate(0)
                    return stream
        except BaseException:
            stream.close()
            raise
        stream.close()
