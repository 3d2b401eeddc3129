"""The files inside a zip or tar archive, read where they stand: nothing is unpacked onto a disk."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePosixPath
from typing import IO, Any

from kg.errors import InputError
from kg.read.stream import Stream, buffered

_UTF8_NAME = 0x800


def members(stream: Stream) -> Iterator[Stream | InputError]:
    """The archive's regular files, in its order; an InputError for a name that leads out of it, or where it breaks.

    Folders, links and hidden files are passed over.
    """
    try:
        yield from _zipped(stream) if stream.ending == ".zip" else _taped(stream)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, OSError, RuntimeError, zlib.error) as error:
        yield InputError(
            "the archive is broken",
            file=stream.place,
            found=str(error),
            expected="a whole zip or tar file",
            fix="fetch or pack it again",
        )


def _zipped(stream: Stream) -> Iterator[Stream | InputError]:
    if not stream.file.seekable():
        raise InputError(
            "a zip archive cannot be read as it comes in", file=stream.place, fix="save it, and name the file"
        )
    with zipfile.ZipFile(stream.file) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield from _member(stream, _zip_name(info), lambda info=info: archive.open(info))


def _taped(stream: Stream) -> Iterator[Stream | InputError]:
    with tarfile.open(fileobj=stream.file, mode="r|") as archive:
        for info in archive:
            if info.isfile():
                yield from _member(stream, info.name, lambda info=info: archive.extractfile(info))


def _member(stream: Stream, name: str, opened: Any) -> Iterator[Stream | InputError]:
    path = PurePosixPath(name.replace("\\", "/"))
    place = f"{stream.place}!{path}"
    if ".." in path.parts or path.is_absolute() or ":" in path.parts[0]:
        yield InputError(
            "the name of a file in the archive leads out of it",
            file=place,
            expected="a name below the archive's own folder",
            fix="pack the file under another name",
        )
    elif not any(part.startswith(".") or part == "__MACOSX" for part in path.parts):
        try:
            file: IO[bytes] = opened()
        except RuntimeError as error:  # encrypted, or packed in a way that is not known here
            yield InputError("the file in the archive cannot be read", file=place, found=str(error))
            return
        with file:
            yield Stream(place, path.name, buffered(file))


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The member's name; one that says nothing of its encoding is CP932 where it fits, as Windows in Japan packs it."""
    if not info.flag_bits & _UTF8_NAME:
        with suppress(UnicodeError):
            return info.filename.encode("cp437").decode("cp932")
    return info.filename
