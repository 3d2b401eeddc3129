"""The locks of an output folder: one writer at a time, who says who it is, and a moment in which nobody opens it."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import Event

from kg.errors import InputError

LOCK = ".lock"
_TRIES, _PAUSE = 10, 0.05
"""How often, and every how many seconds, a writer that has the lock is waited for to say who it is."""


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Holds the folder for one writer, and makes it where there is none.

    The system lets go of it when the process ends, however it ends. An InputError that tells who holds the folder where
    another does, an OSError where it cannot be written. Where the block fails and left nothing in a folder that was
    made here, the folder goes again.
    """
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    handle = _taken(folder)
    try:
        _say_who(handle)
        try:
            yield
        except BaseException:
            if made:
                _unmake(folder, made)
            raise
    finally:
        os.close(handle)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No reader opens the folder while the block runs; it waits for those that are opening it."""
    with _flocked(folder, fcntl.LOCK_EX):
        yield


@contextmanager
def steady(folder: Path) -> Iterator[None]:
    """Nothing in the folder is put in the place of another while the block runs."""
    with _flocked(folder, fcntl.LOCK_SH):
        yield


def hold(folder: Path) -> int:
    """A handle of the folder; `held` says so until it is closed."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    _flock(handle, fcntl.LOCK_SH)
    return handle


def held(folder: Path) -> bool:
    """Whether a process that lives holds the folder."""
    try:
        with _flocked(folder, fcntl.LOCK_EX | fcntl.LOCK_NB):
            return False
    except BlockingIOError:
        return True


@contextmanager
def _flocked(folder: Path, how: int) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _flock(handle, how)
        yield
    finally:
        os.close(handle)


def _flock(handle: int, how: int) -> None:
    """Locks a folder, where the file system can: a network's may have no locks of folders."""
    try:
        fcntl.flock(handle, how)
    except BlockingIOError:
        raise
    except OSError:
        return


def _taken(folder: Path) -> int:
    """The handle of the folder's lock, which is this process's now."""
    file = folder / LOCK
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        except FileNotFoundError:
            continue  # the folder was unmade meanwhile
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(handle), file.stat()):
                    return handle
            os.close(handle)
        except BlockingIOError as error:
            os.close(handle)
            raise InputError(
                "another process is writing this folder",
                file=folder,
                found=_who(file),
                fix="wait until it ends, or name another folder with -o",
            ) from error
        except BaseException:
            os.close(handle)
            raise


def _say_who(handle: int) -> None:
    name = Path(sys.argv[0]).name
    command = shlex.join(["kg" if name == "__main__.py" else name, *sys.argv[1:]])
    told = json.dumps({"process": os.getpid(), "host": os.uname().nodename, "command": command})
    with suppress(OSError):  # on a disk that is full the others are refused without a name
        os.ftruncate(handle, 0)
        os.pwrite(handle, told.encode(), 0)


def _who(file: Path) -> str | None:
    """Process, since when and command of whoever holds the lock, once it has said so."""
    for _ in range(_TRIES):
        with suppress(OSError, ValueError, KeyError):
            told = json.loads(file.read_bytes())
            if told["host"] != os.uname().nodename or _lives(told["process"]):
                since = datetime.fromtimestamp(file.stat().st_mtime).astimezone().isoformat(" ", "seconds")
                command = re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", told["command"])
                return f"process {told['process']} since {since}: {command}"
        Event().wait(_PAUSE)
    return None


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _unmake(folder: Path, made: list[Path]) -> None:
    if [item.name for item in folder.iterdir()] == [LOCK]:
        (folder / LOCK).unlink()
        with suppress(OSError):  # another may have made something there meanwhile
            for place in made:
                place.rmdir()
