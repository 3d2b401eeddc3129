"""Bad input of every kind at once: each is named, the rest is read, and memory stays bounded."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.read import folder, read
from kg.read.limit import LINE, MB, PAGE

GOOD = "首相は28日、訪米した。"
MOST_MEMORY = 1 << 30


def line(identifier: str, text: str = GOOD) -> str:
    return json.dumps({"id": identifier, "text": text}, ensure_ascii=False) + "\n"


def long(size: int) -> str:
    """A text of about so many bytes in UTF-8."""
    return GOOD * (size // len(GOOD.encode()))


def jsonl_with_a_line_of_100_mb(folder: Path) -> None:
    (folder / "line.jsonl").write_text(line("huge", long(100 * MB)) + line("after-the-line"), "utf-8")


def text_with_a_line_of_100_mb(folder: Path) -> None:
    (folder / "line.txt").write_text(long(100 * MB), "utf-8")


def page_of_10_mb(folder: Path) -> None:
    (folder / "page.html").write_text(f"<p>{GOOD}</p>\n" * (10 * MB // 40), "utf-8")


def article_of_a_novel(folder: Path) -> None:
    (folder / "novel.jsonl").write_text(line("novel", long(2 * MB)), "utf-8")


def packed_zeros(folder: Path) -> None:
    (folder / "bomb.html.gz").write_bytes(gzip.compress(b"0" * (400 * MB), 1))


def cut_lines(folder: Path) -> None:
    packed = gzip.compress("".join(line(f"cut-{n}", f"{GOOD}{os.urandom(20).hex()}") for n in range(99)).encode())
    (folder / "cut.jsonl.gz").write_bytes(packed[: len(packed) // 2])


def cut_page(folder: Path) -> None:
    (folder / "cut.html.gz").write_bytes(gzip.compress(f"<p>{GOOD}</p>".encode() * 99)[:-30])


def broken_feed(folder: Path) -> None:
    item = "<item><title>首相が訪米した。</title><link>https://a.example.jp/1</link></item>"
    (folder / "feed.xml").write_text(f"<rss version='2.0'><channel>{item}<item><title>切れ", "utf-8")


def links(folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "loop").symlink_to("..")
    (folder / "inner" / "self").symlink_to("self")
    (folder / "inner" / "gone.txt").symlink_to(folder / "nowhere.txt")
    os.mkfifo(folder / "inner" / "pipe.txt")


def zip_that_leads_out(folder: Path) -> None:
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("../out.txt", GOOD)
        archive.writestr("C:/out.txt", GOOD)
        archive.writestr("inner/in-zip.txt", GOOD)
        archive.writestr("picture.png", b"\x89PNG")
        archive.writestr("more.zip", b"PK\x03\x04")


def tar_that_leads_out(folder: Path) -> None:
    with tarfile.open(folder / "b.tar.gz", "w:gz") as archive:
        for name in ("../../out.txt", "/out.txt", "inner/in-tar.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(GOOD.encode())
            archive.addfile(info, io.BytesIO(GOOD.encode()))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)


def binary(folder: Path) -> None:
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")


def half_a_character(folder: Path) -> None:
    text = (line("before") + line("half", "首|") + line("after")).encode().replace("首|".encode(), b"\xe9\xa6")
    (folder / "half.jsonl").write_bytes(text)


# What each is, what is told of it, and the articles that are read from it nonetheless.
BROKEN: list[tuple[Callable[[Path], None], list[str], list[str]]] = [
    (jsonl_with_a_line_of_100_mb, ["line.jsonl:1: the line is too long"], ["after-the-line"]),
    (text_with_a_line_of_100_mb, ["line.txt: the text is too long"], []),
    (page_of_10_mb, ["page.html: the page is too long"], []),
    (article_of_a_novel, ["novel.jsonl:1: the article is too long"], []),
    (packed_zeros, ["bomb.html.gz: the page is too long"], []),
    (cut_lines, ["cut.jsonl.gz: the compressed data breaks off", "cut.jsonl.gz:"], ["cut-0"]),
    (cut_page, ["cut.html.gz: the compressed data breaks off"], []),
    (broken_feed, ["feed.xml:1:", "the feed is no well-formed XML"], ["a.example.jp-"]),
    (links, ["loop: a link to a folder", "self: a link that leads nowhere", "gone.txt: a link", "pipe.txt"], []),
    (zip_that_leads_out, ["a.zip!../out.txt: ", "a.zip!C:/out.txt: ", "a.zip!more.zip: ", ".png"], ["in-zip"]),
    (tar_that_leads_out, ["b.tar.gz!../../out.txt: the name", "b.tar.gz!/out.txt: the name"], ["in-tar"]),
    (binary, ["picture.txt: this is no text"], []),
    (half_a_character, ["half.jsonl:2: ", "found: byte 0xe9 at offset"], ["before", "after"]),
]  # fmt: skip


def told(folder: Path) -> tuple[str, list[str]]:
    """All that is said of the folder, and the ids of what was read."""
    intake = read([folder])
    said = [*(str(problem) for problem in intake.problems), *(f"{drop.file}: {drop.reason}" for drop in intake.drops)]
    return "\n".join(said), [article.id for article in intake.articles]


@pytest.mark.parametrize(("lay", "says", "left"), BROKEN, ids=[case[0].__name__ for case in BROKEN])
def test_it_is_named_and_the_rest_is_read(
    tmp_path: Path, lay: Callable[[Path], None], says: list[str], left: list[str]
) -> None:
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    lay(tmp_path)
    said, read_of_it = told(tmp_path)
    for words in says:
        assert words in said
    assert "good" in read_of_it
    for start in left:
        assert any(one.startswith(start) for one in read_of_it)
    assert len(read_of_it) > len(left)
    if not left:
        assert read_of_it == ["good"]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is told by Linux")
def test_all_of_it_at_once_in_bounded_memory(tmp_path: Path) -> None:
    """Also that nothing is unpacked anywhere, and that the exit code is 0 since something was read."""
    given = tmp_path / "given"
    given.mkdir()
    (given / "good.txt").write_text("小泉進次郎防衛相は11月23日に与那国島を訪問した。\n", "utf-8")
    for lay, _, _ in BROKEN:
        lay(given)
    before = sorted(tmp_path.rglob("*"))
    # Not getrusage: what it tells begins with the memory of the process that started this one.
    program = (
        "import sys\nfrom kg.cli import main\n"
        "try:\n main(sys.argv[1:])\n"
        "except SystemExit as left:\n"
        " peak = [line for line in open('/proc/self/status') if line.startswith('VmHWM')]\n"
        " print(left.code, int(peak[0].split()[1]) * 1024)"
    )
    command = [sys.executable, "-c", program, "build", str(given), "-o", str(tmp_path / "out")]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    code, memory = map(int, ran.stdout.split())
    assert code == 0
    assert memory < MOST_MEMORY
    assert "Traceback" not in ran.stderr
    for _, says, _ in BROKEN:
        assert says[0] in ran.stderr or "link" in says[0]
    assert sorted(path for path in tmp_path.rglob("*") if tmp_path / "out" not in (path, *path.parents)) == before


@pytest.mark.parametrize("lay", [case[0] for case in BROKEN if not case[2]], ids=lambda lay: lay.__name__)
def test_nothing_but_it_is_an_error(tmp_path: Path, lay: Callable[[Path], None]) -> None:
    lay(tmp_path)
    with pytest.raises(InputError) as caught:
        read([tmp_path])
    assert caught.value.code == 2


def test_a_file_that_vanishes_between_finding_and_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("gone.txt", "good.txt"):
        (tmp_path / name).write_text(GOOD, "utf-8")
    found = folder.find_files

    def find_and_lose(*given: object) -> folder.Files:
        files = found(*given)  # type: ignore[arg-type]
        (tmp_path / "gone.txt").unlink()
        return files

    monkeypatch.setattr("kg.read.intake.find_files", find_and_lose)
    intake = read([tmp_path])
    assert [article.id for article in intake.articles] == ["good"]
    assert [str(problem).splitlines()[0] for problem in intake.problems] == [
        f"{tmp_path}/gone.txt: the file cannot be read"
    ]


def test_a_file_that_stops_in_the_midst(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, into: object) -> int:
            raise OSError(5, "Input/output error")

    for name in ("gone.jsonl", "good.txt"):
        (tmp_path / name).write_text(GOOD, "utf-8")
    opened = Path.open

    def open_file(path: Path, *given: Any, **named: Any) -> object:
        return io.BufferedReader(Failing()) if path.name == "gone.jsonl" else opened(path, *given, **named)

    monkeypatch.setattr(Path, "open", open_file)
    intake = read([tmp_path / "gone.jsonl", tmp_path / "good.txt"])
    assert [article.id for article in intake.articles] == ["good"]
    assert "gone.jsonl: the file cannot be read" in str(intake.problems[0])


def test_what_is_just_short_enough_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"{{{' ' * (LINE - 100)}{line('a')[1:]}", "utf-8")
    (tmp_path / "b.html").write_text(f"<p>{GOOD}</p>{' ' * (PAGE - 100)}", "utf-8")
    assert [article.id for article in read([tmp_path]).articles] == ["a", "b"]
