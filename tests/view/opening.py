"""A page of a graph, opened in Chromium from a file, with all that it asked for and complained of."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page


@dataclass
class Opened:
    """A page and what it did: `requests` counts its own file too, `complaints` are errors and blocked contents."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def id(self, iri_end: str) -> int:
        """The number of the node whose IRI ends so."""
        data = json.loads(self.page.locator("#data").text_content() or "")
        found: int = next(n["id"] for n in data["nodes"] if n["iri"].endswith(iri_end))
        return found

    def at(self, iri_end: str) -> dict[str, float]:
        """Where that node stands on the screen."""
        spot: dict[str, float] = self.page.evaluate("id => window.kijigraph.at(id)", self.id(iri_end))
        return spot

    def click(self, iri_end: str) -> None:
        spot = self.at(iri_end)
        self.page.mouse.click(spot["x"], spot["y"])

    def shown(self) -> set[int]:
        """The numbers of the nodes on the picture."""
        return set(self.page.evaluate("window.kijigraph.shown()"))

    def shows(self, iri_end: str) -> bool:
        return self.id(iri_end) in self.shown()

    def search(self, text: str) -> None:
        """Types the text and takes the first that is found."""
        self.page.fill("#search", text)
        self.page.locator("#search").press("Enter")

    @property
    def fragment(self) -> str:
        """What the address holds, as a link would carry it."""
        text: str = self.page.evaluate("location.hash.slice(1)")
        return text


Opener = Callable[..., Opened]
Context = dict[str, Any]
