"""Commands that write, each with the folder that it starts from and the states that it leads from and to."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.keep.held import Held

SEEDS = Path(__file__).parents[2] / "seeds" / "alliance-listing.txt"
FILES = ("graph.nq", "graph.ttl", "dataset.ttl", "network.html")
KG = [sys.executable, "-m", "kg"]
ARTICLES = 12


@dataclass(frozen=True)
class State:
    """All that a folder's build holds."""

    files: tuple[bytes, ...]
    quads: frozenset[str]


@dataclass(frozen=True)
class Deed:
    """A command that writes the folder `out` of the place where it is run."""

    name: str
    start: Path | None
    """The folder as it is before; None where there is none."""
    arguments: tuple[str, ...]
    before: State | None
    after: State
    seconds: float
    """How long it takes undisturbed."""
    repeatable: bool
    """Whether it can be run again when it was done; an article that was removed cannot be removed again."""

    def put(self, out: Path) -> None:
        """Makes `out` what it is before."""
        shutil.rmtree(out, ignore_errors=True)
        if self.start is not None:
            shutil.copytree(self.start, out)

    def command(self, out: Path) -> list[str]:
        return [*KG, *(str(out) if argument == "OUT" else argument for argument in self.arguments)]

    def fails(self, code: int, said: str, state: State | None) -> bool:
        """Whether a run that was not disturbed, from this state, came to anything but what it should."""
        if state == self.after and not self.repeatable:
            return code != 2 or "no article of this id" not in said
        return code != 0


def state_of(out: Path) -> State | None:
    """The state of the folder; None where nothing was built. An InputError where it cannot be read."""
    try:
        held = Held(out)
    except InputError as error:
        if error.message == "no graph was built here" and not any((out / name).exists() for name in FILES):
            return None
        raise
    return State(tuple((out / name).read_bytes() for name in FILES), frozenset(map(str, held.store)))


def leftovers(out: Path) -> list[str]:
    """What a folder holds beside a build and its lock."""
    return sorted({item.name for item in out.iterdir()} - {*FILES, "store", ".lock"})


def run(command: Sequence[str | Path], cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def deeds(work: Path) -> list[Deed]:
    """The commands that write: a first build, a build in the place of another, add, remove, merge."""
    lines = [line for line in SEEDS.read_text("utf-8").splitlines() if len(line) > 40][:ARTICLES]
    half = len(lines) // 2

    def inputs(name: str, first: int, last: int) -> str:
        rows = [{"id": f"a{n}", "text": lines[n], "published": "2025-12-01"} for n in range(first, last)]
        file = work / f"{name}.jsonl"
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
        return str(file)

    whole, one, two = inputs("whole", 0, len(lines)), inputs("one", 0, half), inputs("two", half, len(lines))
    folders = {name: work / name for name in ("whole", "one", "two")}
    for name, file in (("whole", whole), ("one", one), ("two", two)):
        told = run([*KG, "build", file, "-o", folders[name]], work)
        assert told.returncode == 0, told.stderr
    gone = [f"a{n}" for n in range(half, len(lines))]

    def deed(name: str, start: str | None, arguments: Sequence[str], repeatable: bool = True) -> Deed:
        out = work / "out"
        found = Deed(name, folders[start] if start else None, tuple(arguments), None, _NOTHING, 0, repeatable)
        found.put(out)
        before = state_of(out)
        begun = time.monotonic()
        told = run(found.command(out), work)
        seconds = time.monotonic() - begun
        assert told.returncode == 0, told.stderr
        after = state_of(out)
        assert after is not None
        assert after != before
        shutil.rmtree(out)
        return Deed(name, found.start, found.arguments, before, after, seconds, repeatable)

    return [
        deed("build", None, ["build", whole, "-o", "OUT"]),
        deed("build again", "one", ["build", whole, "-o", "OUT"]),
        deed("add", "one", ["add", two, "-o", "OUT"]),
        deed("remove", "whole", ["remove", *gone, "-g", "OUT"], repeatable=False),
        deed("merge", "one", ["merge", "OUT", str(folders["one"]), str(folders["two"])]),
    ]


_NOTHING = State((), frozenset())
