"""The small rules that the workbench's tests read with, and articles for them."""

from __future__ import annotations

from pathlib import Path

from kg.model import Article

RULES = Path(__file__).parent / "rules"


def article(text: str, identifier: str = "a", published: str | None = None) -> Article:
    return Article(identifier, text, published=published)
