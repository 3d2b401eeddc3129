"""A browser for the tests of the page, and pages opened in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from opening import Context, Opened, Opener
from playwright.sync_api import Browser, sync_playwright

from kg.view import write_page
from kg.view.write import HasEvents

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, headless. KG_NO_BROWSER=1 skips what needs it; without that, a missing browser is a failure."""
    if os.environ.get("KG_NO_BROWSER") == "1":
        pytest.skip("KG_NO_BROWSER=1: the tests that drive a browser are left out")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        pytest.fail("no chromium found: run `make test`, which installs it, or set KG_NO_BROWSER=1 to skip")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens a graph's page; afterwards, nothing may have gone wrong or over a network."""
    pages: list[Opened] = []

    def open_page(graph: HasEvents, fragment: str = "", context: Context | None = None, **choice: Any) -> Opened:
        file = tmp_path / f"{len(pages)}.html"
        write_page(graph, file, **choice)
        page = browser.new_page(**({"viewport": {"width": 1300, "height": 850}} | (context or {})))
        made = Opened(page)
        page.on("request", lambda request: made.requests.append(request.url))
        page.on("console", lambda message: made.complaints.append(message.text))
        page.on("pageerror", lambda error: made.complaints.append(str(error)))
        page.on("dialog", lambda dialog: made.complaints.append(dialog.message))
        page.goto(file.as_uri() + fragment)
        pages.append(made)
        return made

    yield open_page
    for made in pages:
        asked = [url for url in made.requests if not url.startswith(("file://", "blob:file"))]
        made.page.context.close()
        assert (asked, made.complaints) == ([], [])
        assert len([url for url in made.requests if url.startswith("file://")]) == 1
