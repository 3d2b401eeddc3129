"""Many clients at once: the quick form of the load, and that an answer which is not the right one is an error."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
import serve_load
from serve_load import Log, Menu, client, held, report
from serving import Site


def test_the_quick_form_meets_no_error() -> None:
    command = [sys.executable, serve_load.__file__, "--quick"]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stdout[-2_000:] + ran.stderr[-2_000:]
    assert re.match(r"50 clients, 15 s, [\d,]+ requests, 0 errors\nmemory \d+ MB early, \d+ MB late, ", ran.stdout)
    asked = {line[:26].strip() for line in ran.stdout.splitlines()[2:]}
    assert {"a page", "a query", "a search", "data", "a wrong query", "an update", "a foreign host"} <= asked


class Fixed(Menu):
    """Asks one thing only."""

    def one(self, chance: random.Random) -> Callable[[Site, Log], None]:
        return serve_load._get("a page", "/", 404)


def test_another_status_is_an_error(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    log = Log()
    client(site, Fixed((), (), ()), log, random.Random(1), time.monotonic() + 0.1)
    assert report([log], [100, 100], 1, 1)[0] == 1
    assert "1 times a page: 200 for 404" in capsys.readouterr().out


def test_a_site_that_is_gone_is_an_error() -> None:
    log = Log()
    client(Site("localhost", 9, 0), Fixed((), (), ()), log, random.Random(1), time.monotonic() + 0.1)
    assert [error.partition(":")[0] for error in log.errors] == ["ConnectionRefusedError"]


def test_growth_is_told() -> None:
    log = Log()
    log.seconds["a page"].append(0.1)
    assert report([log], [100] * 10 + [106] * 10, 1, 1) == (0, 0.06)


def test_memory_is_that_of_all_processes(site: Site) -> None:
    assert held(site.process) > 50_000_000
