"""An earlier good output is never replaced by a partial one."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.keep.publish import publishing, settle

ROOT = Path(__file__).parents[2]


def put(folder: Path, words: str) -> None:
    (folder / "graph.nq").write_text(words)
    (folder / "store").mkdir()
    (folder / "store" / "data").write_text(words)


def put_and_fail(folder: Path) -> None:
    put(folder, "two")
    raise ZeroDivisionError


def held(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file() and p.name != ".lock"
    }


def whole(words: str) -> dict[str, str]:
    return {"graph.nq": words, "store/data": words}


def test_a_new_output_takes_the_old_ones_place_and_leaves_other_files(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    for words in ("one", "two"):
        with publishing(tmp_path) as new:
            put(new, words)
    assert held(tmp_path) == whole("two") | {"notes.txt": "mine"}


def test_a_build_that_fails_leaves_the_old_output(tmp_path: Path) -> None:
    with publishing(tmp_path) as new:
        put(new, "one")
    with pytest.raises(ZeroDivisionError), publishing(tmp_path) as new:
        put_and_fail(new)
    assert held(tmp_path) == whole("one")


KILLED = """
import os, signal, sys
from pathlib import Path
import kg.keep.publish as publish
target = Path(sys.argv[1])
real, left = os.replace, [int(sys.argv[2])]
def replace(one, other):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    real(one, other)
os.replace = replace
with publish.publishing(target) as new:
    (new / "graph.nq").write_text("two")
    (new / "store").mkdir()
    (new / "store" / "data").write_text("two")
"""


@pytest.mark.parametrize(("renames", "expected"), [(0, "one"), (1, "two"), (2, "two"), (3, "two")])
def test_a_build_killed_at_any_rename_leaves_one_whole_output(renames: int, expected: str, tmp_path: Path) -> None:
    with publishing(tmp_path) as new:
        put(new, "one")
    run = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), str(renames)], cwd=ROOT, check=False)
    assert run.returncode == -9
    settle(tmp_path)
    assert {k: v for k, v in held(tmp_path).items() if not k.startswith(".new/")} == whole(expected)


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    with publishing(tmp_path) as new:
        put(new, "one")
        with pytest.raises(InputError, match="another process is writing") as refused, publishing(tmp_path):
            pass
    command = shlex.join([Path(sys.argv[0]).name.replace("__main__.py", "kg"), *sys.argv[1:]])
    assert refused.value.found is not None
    said = re.fullmatch(r"process (\d+) since (\S+ \S+): (.*)", refused.value.found)
    assert said
    assert (int(said[1]), said[3]) == (os.getpid(), command)
    assert datetime.fromisoformat(said[2]).timestamp() == int((tmp_path / ".lock").stat().st_mtime)
    assert held(tmp_path) == whole("one")


def test_a_folder_that_was_made_for_nothing_goes_again(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), publishing(tmp_path / "a" / "b") as new:
        put_and_fail(new)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "mine").mkdir()
    with pytest.raises(ZeroDivisionError), publishing(tmp_path / "mine") as new:
        put_and_fail(new)
    assert (tmp_path / "mine").is_dir()


def test_what_is_published_is_on_the_disk_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, replace = os.fsync, os.replace

    def synced(handle: int) -> None:
        done.append("sync " + os.readlink(f"/proc/self/fd/{handle}").removeprefix(str(tmp_path)))
        sync(handle)

    def replaced(one: Path, other: Path) -> None:
        done.append("name " + str(other).removeprefix(str(tmp_path)))
        replace(one, other)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    with publishing(tmp_path) as new:
        put(new, "one")
    named = done.index("name /.ready")
    assert set(done[:named]) >= {f"sync /.new{part}" for part in ("", "/graph.nq", "/store", "/store/data")}
    assert done[named:] == ["name /.ready", "sync ", "name /graph.nq", "name /store", "sync "]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"), publishing(tmp_path / "file" / "out"):
        pass
