"""An output folder that is only ever replaced by a whole new one."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import InputError

_LOCK, _NEW, _READY, _OLD = ".lock", ".new", ".ready", ".old"


@contextmanager
def publishing(target: Path) -> Iterator[Path]:
    """A folder to write into, whose files and folders take their place in `target` when the block ends well.

    Where the block fails or the process dies, `target` stays as it was; where it dies in the midst of the renaming, the
    next to open `target` finishes that. An InputError where the folder cannot be written or another process writes it.
    """
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(target, error) from error
    with _locked(target):
        _settle(target)
        new = target / _NEW
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        try:
            yield new
            os.replace(new, target / _READY)
        finally:
            shutil.rmtree(new, ignore_errors=True)
        _settle(target)


def settle(target: Path) -> None:
    """Finishes what a publication that died had left to rename, unless another process is at it or none was left."""
    if (target / _READY).is_dir():
        try:
            with _locked(target):
                _settle(target)
        except InputError:
            return


def _settle(target: Path) -> None:
    ready, old = target / _READY, target / _OLD
    shutil.rmtree(old, ignore_errors=True)
    if not ready.is_dir():
        return
    old.mkdir()
    for item in sorted(ready.iterdir()):
        place = target / item.name
        if place.is_dir() and not place.is_symlink():
            os.replace(place, old / item.name)
        os.replace(item, place)
    ready.rmdir()
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    """Holds the folder for one writer; the system lets go of it when the process ends, however it ends."""
    try:
        handle = os.open(target / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise _unwritable(target, error) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InputError(
                "another process is writing this folder",
                file=target,
                fix="wait until it ends, or name another folder with -o",
            ) from error
        yield
    finally:
        os.close(handle)


def _unwritable(target: Path, error: OSError) -> InputError:
    return InputError(
        "the output folder cannot be written",
        file=target,
        found=error.strerror or str(error),
        fix="name a folder that you may write with -o",
    )
