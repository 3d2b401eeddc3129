"""A file that another takes the place of is never half."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest

from kg.errors import InputError
from kg.keep.whole import replacing


def put(file: Path, words: bytes) -> None:
    with replacing(file, "the file") as stream:
        stream.write(words)


def fail(file: Path) -> None:
    with replacing(file, "the file") as stream:
        stream.write(b"half")
        raise ZeroDivisionError


def test_what_fails_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    file = tmp_path / "new" / "page.html"
    put(file, b"whole")
    with pytest.raises(ZeroDivisionError):
        fail(file)
    assert file.read_bytes() == b"whole"
    assert list(file.parent.iterdir()) == [file]


def test_what_one_left_that_died_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / ".page.html.part").write_bytes(b"more than the next writes")
    put(tmp_path / "page.html", b"whole")
    assert (tmp_path / "page.html").read_bytes() == b"whole"
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]


def test_of_two_at_once_the_second_waits(tmp_path: Path) -> None:
    file, begun = tmp_path / "page.html", Event()

    def second() -> None:
        begun.set()
        put(file, b"second")

    with replacing(file, "the file") as stream:
        stream.write(b"fir")
        other = Thread(target=second)
        other.start()
        begun.wait()
        other.join(0.2)
        assert other.is_alive()
        stream.write(b"st")
    other.join()
    assert file.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [file]


def test_where_it_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with (
        pytest.raises(InputError, match=r"file/page\.html: the page cannot be written"),
        replacing(tmp_path / "file" / "page.html", "the page"),
    ):
        pass
