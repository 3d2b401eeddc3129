"""Pages opened in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from opening import Context, Opened, Opener
from playwright.sync_api import Browser

from kg.view import write_page
from kg.view.write import HasEvents


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
