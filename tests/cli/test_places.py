"""Folders of odd names, on other file systems, and that can only be read."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import Run


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", place]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a file system")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)  # rdflib lets go of a store when it likes


@pytest.mark.parametrize("name", ["with space", "two\nlines", "'quoted\"", "日本", "-o", "#?%2e"])
def test_a_folder_may_have_any_name(name: str, run: Run, copy: Path, tmp_path: Path) -> None:
    out = copy.rename(tmp_path / name)
    assert run("remove", "alliance-04", "-g", out).code == 0
    assert "14" in run("stats", "-g", out).out
    assert run("view", "-g", out).code == 0
    assert run("export", "-f", "csv", "-g", out, "-o", tmp_path / f"{name}.csv").code == 0
    assert (tmp_path / f"{name}.csv").stat().st_size > 1000


def test_a_folder_may_lie_on_another_file_system(run: Run, listing: Path, disk: Path, tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to(disk / "inner")
    (disk / "inner").mkdir()
    assert run("merge", tmp_path / "out", listing).code == 0
    assert run("remove", "alliance-04", "-g", tmp_path / "out").code == 0
    assert "14" in run("stats", "-g", tmp_path / "out").out
    assert not [item.name for item in (disk / "inner").iterdir() if item.name.startswith(".") and item.name != ".lock"]


def test_what_can_only_be_read_is_read_and_else_told(run: Run, listing: Path, disk: Path, tmp_path: Path) -> None:
    out = disk / "out"
    assert run("merge", out, listing).code == 0
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    assert "15" in run("stats", "-g", out).out
    assert run("query", "articles", "-g", out).code == 0
    assert run("view", "-g", out, "-o", tmp_path / "page.html").code == 0
    for command in (
        ("remove", "alliance-04", "-g", out),
        ("merge", out, listing),
        ("view", "-g", out),
        ("export", "-f", "csv", "-g", out, "-o", out / "x.csv"),
    ):
        ran = run(*command)
        assert (ran.code, ran.out) == (2, ""), command
        assert "cannot be written\n  found: Read-only file system\n" in ran.err, command
