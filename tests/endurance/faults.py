"""Has the disk fill up, and writes, syncs and renames fail, under commands that write, and says how they took it.

Each must leave with a message that names the folder and what the system said, with exit code 2, and with the earlier
build as it was and nothing else; the same command must do its work once the disk is well again. Half of the cases are a
small file system in memory that is nearly full, for which one must be root; in the other half strace makes a call of
the system fail.

    python tests/endurance/faults.py            20 cases
    python tests/endurance/faults.py --quick    6
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ground import Deed, deeds, leftovers, run, state_of
from kills import traced

_LEFT = (0, 100)
"""Kilobytes that are left on the disk; a build of these articles takes some 700."""
_DISK = 16
"""Megabytes of the disk."""


@dataclass(frozen=True)
class Fault:
    """A call of the system that fails."""

    call: str
    error: str
    when: int = 1
    path: str | None = None
    """Inside the output folder; None for every path."""
    said: str = "Input/output error"


FAULTS = (
    Fault("mkdir", "ENOSPC", path=".new", said="No space left on device"),
    Fault("write", "ENOSPC", path=".new/graph.nq", said="No space left on device"),
    Fault("write", "EIO", path=".new/graph.ttl"),
    Fault("write", "EDQUOT", path=".new/.network.html.part", said="Disk quota exceeded"),
    Fault("write", "EROFS", path=".new/dataset.ttl", said="Read-only file system"),
    Fault("fdatasync", "EIO"),
    Fault("fsync", "EIO", path=".new/graph.nq"),
    Fault("fsync", "EIO", path=".new/store"),
    Fault("fsync", "ENOSPC", path=".new", said="No space left on device"),
    Fault("rename", "EIO", path=".new"),
)


@contextmanager
def disk(place: Path) -> Iterator[Path]:
    """A small file system in memory."""
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_DISK}m", "tmpfs", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)
        place.rmdir()


def mountable(place: Path) -> bool:
    """Whether a file system can be mounted."""
    try:
        with disk(place):
            return True
    except (OSError, subprocess.CalledProcessError):
        shutil.rmtree(place, ignore_errors=True)
        return False


def on_a_full_disk(deed: Deed, place: Path, kilobytes: int) -> list[str]:
    """What is wrong with the deed on a disk with so much room left."""
    with disk(place):
        out, ballast = place / "out", place / "ballast"
        deed.put(out)
        free = os.statvfs(place)
        ballast.write_bytes(bytes(free.f_bavail * free.f_frsize - kilobytes * 1024))
        ran = run(deed.command(out), place.parent)
        wrong = judged(deed, out, ran, "No space left on device")
        ballast.unlink()
        return wrong + mended(deed, out)


def with_a_fault(deed: Deed, out: Path, fault: Fault) -> list[str]:
    """What is wrong with the deed where the call fails."""
    deed.put(out)
    where = [] if fault.path is None else ["-P", str(out / fault.path)]
    inject = f"inject={fault.call}:error={fault.error}:when={fault.when}+"
    tracing = ["strace", "-f", "-qq", *where, "-e", f"trace={fault.call}", "-e", inject, "-o", "/dev/null"]
    ran = run([*tracing, *deed.command(out)], out.parent)
    return judged(deed, out, ran, fault.said) + mended(deed, out)


def judged(deed: Deed, out: Path, ran: subprocess.CompletedProcess[str], said: str) -> list[str]:
    """What is wrong with how it took the fault."""
    wrong = []
    if ran.returncode != 2:
        wrong.append(f"the exit code is {ran.returncode}")
    if not ran.stderr.startswith(f"{out}: the output folder cannot be written\n  found: ") or said not in ran.stderr:
        wrong.append(f"it says {ran.stderr!r}")
    if deed.before is None:
        if out.exists():
            wrong.append(f"it leaves {sorted(p.name for p in out.iterdir())}")
    elif left := leftovers(out):
        wrong.append(f"it leaves {left}")
    if state_of(out) != deed.before:
        wrong.append("the earlier build is not there as it was")
    return wrong


def mended(deed: Deed, out: Path) -> list[str]:
    """What is wrong with the same command on a disk that is well."""
    ran = run(deed.command(out), out.parent)
    if ran.returncode or state_of(out) != deed.after or leftovers(out):
        return [f"run again it gives {ran.returncode}, {ran.stderr!r}"]
    return []


def cases(found: Sequence[Deed], work: Path, quick: bool) -> Iterator[tuple[str, list[str]]]:
    """Each case with what is wrong."""
    if mountable(work / "disk"):
        for n, left in enumerate(_LEFT):
            for deed in found[n :: len(_LEFT)] if quick else found:
                told = f"kg {deed.name} with {left} kB left"
                yield told, on_a_full_disk(deed, work / "disk", left)
    else:
        print("no full disk: only root may mount one")
    if traced():
        for n, fault in enumerate(FAULTS):
            if quick and n % 2:
                continue
            deed = found[n % len(found)]
            told = f"kg {deed.name}, {fault.call} {fault.path or ''}: {fault.error}"
            yield told, with_a_fault(deed, work / "out", fault)
    else:
        print("no failing calls: strace is not here or may not trace")


def main() -> int:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--quick", action="store_true", help="every other case")
    given = wanted.parse_args()
    seen = failed = 0
    with tempfile.TemporaryDirectory(prefix="kg-faults-") as folder:
        work = Path(folder)
        for told, wrong in cases(deeds(work), work, given.quick):
            seen += 1
            failed += bool(wrong)
            print("\n  ".join([f"{told}: {'wrong' if wrong else 'told, and the earlier build is as it was'}", *wrong]))
    print(f"{seen - failed} of {seen}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
