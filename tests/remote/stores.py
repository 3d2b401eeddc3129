"""Stores that take graphs, as processes of their own on loopback: Virtuoso and Oxigraph."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 50
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
FileExtend = 50
[Parameters]
ServerPort = 127.0.0.1:{inner}
DisableUnixSocket = 1
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
CheckpointInterval = 0
ThreadsPerQuery = 1
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{outer}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = {rows}
"""
ROWS = 5000
"""After which the Virtuoso of the tests cuts an answer off."""


@dataclass(frozen=True)
class Store:
    """A running store: where it takes graphs, where it answers, and who may write."""

    name: str
    graphs: str
    queries: str
    user: str = "dba"
    password: str = "dba"


@contextmanager
def virtuoso(folder: Path) -> Iterator[Store]:
    """Debian's Virtuoso, with a database of its own in the folder. KG_NO_VIRTUOSO=1 skips what needs it."""
    import pytest

    if os.environ.get("KG_NO_VIRTUOSO") == "1":
        pytest.skip("KG_NO_VIRTUOSO=1: the tests that push to Virtuoso are left out")
    program = shutil.which("virtuoso-t")
    if not program:
        pytest.fail("no virtuoso-t found: run `make test`, which installs it, or set KG_NO_VIRTUOSO=1 to skip")
    inner, outer = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(INI.format(inner=inner, outer=outer, rows=ROWS), encoding="utf-8")
    url = f"http://127.0.0.1:{outer}"
    with running([program, "+configfile", "virtuoso.ini", "+foreground"], f"{url}/sparql?query=ASK%7B%7D", folder):
        yield Store("virtuoso", f"{url}/sparql-graph-crud-auth", f"{url}/sparql")


@contextmanager
def oxigraph(folder: Path) -> Iterator[Store]:
    """Oxigraph's server, in memory, whose default graph is the union of all."""
    port = free_port()
    program = Path(sys.executable).with_name("oxigraph")
    command = [str(program), "serve", "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    url = f"http://127.0.0.1:{port}"
    with running(command, f"{url}/query?query=ASK%7B%7D", folder):
        yield Store("oxigraph", f"{url}/store", f"{url}/query")


@contextmanager
def running(command: list[str], url: str, folder: Path) -> Iterator[None]:
    """The program, from when it answers at the address until the block ends."""
    with (
        (folder / "said").open("wb") as said,
        subprocess.Popen(command, cwd=folder, stdout=said, stderr=said) as process,
    ):
        try:
            for _ in range(600):
                assert process.poll() is None, (folder / "said").read_text(errors="replace")
                if answers(url):
                    break
                time.sleep(0.1)
            else:
                raise AssertionError(f"{command[0]} does not answer: {(folder / 'said').read_text(errors='replace')}")
            yield
        finally:
            process.kill()  # what it holds is for the tests alone
            process.wait()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])
