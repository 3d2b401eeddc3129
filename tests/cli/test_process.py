"""The command as a process of its own: exit codes, streams, locale, what it loads."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from running import SEEDS

KG = [sys.executable, "-m", "kg"]
HEAVY = (
    "httpx",
    "jinja2",
    "networkx",
    "pydantic",
    "pyoxigraph",
    "rdflib",
    "rich",
    "rustworkx",
    "starlette",
    "sudachipy",
    "tenacity",
    "uvicorn",
    "yaml",
)
OF_PAGES = ("courlan", "datasketch", "fastwarc", "feedparser", "lxml", "rapidfuzz", "scipy", "trafilatura")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--help"], 0), (["--version"], 0), ([], 2), (["stats", "-g", "nowhere"], 2), (["build", "nowhere.txt"], 2)],
)
def test_exit_codes(arguments: list[str], code: int, tmp_path: Path) -> None:
    ran = subprocess.run([*KG, *arguments], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == code
    assert "Traceback" not in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_graph_that_does_not_conform_gives_exit_code_1(listing: Path, tmp_path: Path) -> None:
    lines = (listing / "graph.nq").read_text(encoding="utf-8").splitlines()
    (tmp_path / "x.nq").write_text("\n".join(line for line in lines if "oa#exact" not in line), encoding="utf-8")
    assert subprocess.run([*KG, "validate", "x.nq"], cwd=tmp_path, capture_output=True).returncode == 1


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys\nfrom kg.cli import main\ntry:\n main(['--help'])\nexcept SystemExit:\n pass\n"
        f"print([name for name in {HEAVY + OF_PAGES!r} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_a_text_loads_nothing_of_what_reads_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("首相は訪米した。", "utf-8")
    program = (
        "import sys\nfrom kg.read import read\nread(['a.txt'])\n"
        f"print([name for name in {OF_PAGES!r} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert ran.stdout == "[]\n"


def test_data_is_the_same_bytes_in_every_locale(listing: Path) -> None:
    ran = [
        subprocess.run(
            [*KG, "query", "who-met-whom", "-g", listing],
            capture_output=True,
            check=True,
            env={**os.environ, "LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        ).stdout
        for locale in ("C", "C.UTF-8")
    ]
    assert ran[0] == ran[1]
    assert "高市早苗" in ran[0].decode()


def test_who_closes_the_pipe_early_gets_no_complaint(listing: Path) -> None:
    with subprocess.Popen(
        [*KG, "export", "-f", "nquads", "-g", listing], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_messages_stay_out_of_the_data_and_hold_no_bar(listing: Path, tmp_path: Path) -> None:
    ran = subprocess.run(
        [*KG, "build", SEEDS / "alliance-listing.txt", "-o", tmp_path / "out"], capture_output=True, check=True
    )
    assert ran.stdout == b""
    assert b"\x1b" not in ran.stderr
    assert b"\r" not in ran.stderr


VISIT = "小泉進次郎防衛相は11月23日に与那国島を訪問した。"
GIVEN = {
    "text": VISIT.encode("euc_jp"),
    "json": b'{"id": "a", "text": "%s"}' % VISIT.encode(),
    "page": f"<html><body><p>{VISIT}</p></body></html>".encode("cp932"),
    "feed": f"<rss version='2.0'><channel><item><title>{VISIT}</title></item></channel></rss>".encode(),
    "archive": (
        b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nWARC-Target-URI: https://a.example.jp/1\r\n"
        b"WARC-Record-ID: <urn:uuid:0>\r\nContent-Length: %d\r\n\r\n<p>%s</p>\r\n\r\n"
        % (len(VISIT.encode()) + 7, VISIT.encode())
    ),
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzipped"])
@pytest.mark.parametrize("kind", GIVEN)
def test_standard_input_of_any_kind(kind: str, packed: bool, tmp_path: Path) -> None:
    data = gzip.compress(GIVEN[kind]) if packed else GIVEN[kind]
    ran = subprocess.run([*KG, "build", "-", "-o", tmp_path / "out"], input=data, capture_output=True)
    assert (ran.returncode, ran.stdout) == (0, b"")
    assert "1 article, 1 event" in ran.stderr.decode()
    assert "小泉進次郎、与那国島を訪問" in (tmp_path / "out" / "graph.nq").read_text("utf-8")


def test_a_terminal_gets_a_bar_and_the_summary_stands_below_it(tmp_path: Path) -> None:
    leader, follower = os.openpty()
    command = [*KG, "build", SEEDS / "alliance-listing.txt", "-o", tmp_path / "out"]
    shown = b""
    with subprocess.Popen(command, stderr=follower, env={**os.environ, "COLUMNS": "120", "TERM": "xterm"}) as process:
        os.close(follower)
        with suppress(OSError):  # which a terminal whose other end has closed gives
            while part := os.read(leader, 4096):
                shown += part
    os.close(leader)
    assert process.returncode == 0
    bar, _, summary = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode()).replace("\r", "\n").rpartition("articles/s")
    assert re.search(r"15/15 articles, \d+ events, \d+ $", bar)
    for said in ("15 articles, ", "2 parts of the input dropped", "that no table knows", " s\n"):
        assert said in summary
