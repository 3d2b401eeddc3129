"""An output folder that is only ever replaced by a whole new one."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from kg.errors import InputError
from kg.keep.lock import alone, held, writing

_NEW, _READY, _OLD = ".new", ".ready", ".old"
_OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG, errno.ESTALE}


@contextmanager
def reserving(target: Path) -> Iterator[None]:
    """Holds the folder for what this process is about to publish in it.

    An InputError, at once, where another process holds it or it cannot be written.
    """
    with _told(target), writing(target):
        yield


@contextmanager
def publishing(target: Path, reserved: bool = False) -> Iterator[Path]:
    """A folder to write into, whose files and folders take their place in `target` when the block ends well.

    Where the block fails or the process dies, `target` stays as it was; where it dies in the midst of the renaming, the
    next to open `target` finishes that. What was written is on the disk before it takes its place. An InputError where
    the folder cannot be written or another process writes it. `reserved` says that the caller is `reserving` it.
    """
    with _told(target), nullcontext() if reserved else writing(target):
        _settle(target)
        new = target / _NEW
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        try:
            yield new
            # What the renaming needs room for is there before it begins.
            (target / _OLD).mkdir(exist_ok=True)
            for folder, _, files in os.walk(new, topdown=False):
                for name in files:
                    sync(Path(folder, name))
                sync(Path(folder))
            sync(target.parent)
            with alone(target):
                os.replace(new, target / _READY)
                sync(target)
                _swap(target)
        finally:
            shutil.rmtree(new, ignore_errors=True)
            _clear(target)


def settle(target: Path) -> None:
    """Finishes what a publication that died had left to rename, unless another is at it or it cannot be written."""
    if unfinished(target):
        with suppress(InputError), _told(target), writing(target):
            _settle(target)


def unfinished(target: Path) -> bool:
    """Whether a publication that died has left something to rename, so that the folder holds parts of two builds."""
    return (target / _READY).is_dir()


def sync(path: Path) -> None:
    """Has the file, or the names in the folder, written to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if not (path.is_dir() and error.errno == errno.EINVAL):  # of a file system that syncs no folders
            raise
    finally:
        os.close(handle)


def unwritable(what: str, place: Path, error: OSError) -> InputError:
    """What to tell of a place that cannot be written."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT) or (error.errno is None and "space" in str(error))
    return InputError(
        f"{what} cannot be written",
        file=place,
        found=error.strerror or str(error),
        fix="make room, or name another place with -o" if full else "name a place that can be written with -o",
    )


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """An error of the disk, or of a place in the folder, as an InputError; the store's errors have no number."""
    try:
        yield
    except OSError as error:
        place = error.filename
        if error.errno in (None, *_OF_THE_DISK) or (isinstance(place, str) and Path(place).is_relative_to(target)):
            raise unwritable("the output folder", target, error) from error
        raise


def _settle(target: Path) -> None:
    if unfinished(target):
        with alone(target):
            _swap(target)
    _clear(target)


def _swap(target: Path) -> None:
    """Puts what is ready into its place, from wherever one that died had left off."""
    ready, old = target / _READY, target / _OLD
    old.mkdir(exist_ok=True)
    for item in sorted(ready.iterdir()):
        place = target / item.name
        if place.is_dir() and not place.is_symlink():
            os.replace(place, old / item.name)
        os.replace(item, place)
    ready.rmdir()
    sync(target)


def _clear(target: Path) -> None:
    """Removes what earlier builds left, but for what a reader still holds: that is for the next to remove."""
    for old in sorted(target.glob(f"{_OLD}*")):
        if not any(held(item) for item in old.iterdir() if item.is_dir()):
            shutil.rmtree(old, ignore_errors=True)
        elif old.name == _OLD:
            free = next(n for n in range(1, 1 << 30) if not (target / f"{_OLD}-{n}").exists())
            os.replace(old, target / f"{_OLD}-{free}")
