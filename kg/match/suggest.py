"""A guess at what a misspelt name was meant to be."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str | None:
    """`write agent instead of agnet`, or None where nothing known is near."""
    from difflib import get_close_matches  # only a mistake pays for the import

    close = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"write {close[0]} instead of {name}" if close else None
