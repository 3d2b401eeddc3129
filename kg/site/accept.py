"""Content negotiation: which of the forms on offer a client likes best."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class _Range(NamedTuple):
    """One entry of an Accept header: `text/*;q=0.5`."""

    kind: str
    subtype: str
    quality: float

    def fits(self, media: str) -> int:
        """How closely the entry names the media type: 3 exactly, 2 its kind, 1 anything, 0 not."""
        kind, _, subtype = media.partition("/")
        if (self.kind, self.subtype) == (kind, subtype):
            return 3
        if self.kind == kind and self.subtype == "*":
            return 2
        return 1 if (self.kind, self.subtype) == ("*", "*") else 0


def best(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type on offer that the Accept header likes best; of equals the one offered first, None where none fits.

    The closest entry decides over the quality of a type (RFC 9110, 12.5.1). Without a header the first is taken.
    """
    ranges = _ranges(accept or "*/*")
    found = max(offered, key=lambda media: _quality(media, ranges), default=None)
    return found if found is not None and _quality(found, ranges) > 0 else None


def _quality(media: str, ranges: Sequence[_Range]) -> float:
    return max(((r.fits(media), r.quality) for r in ranges if r.fits(media)), default=(0, 0.0))[1]


def _ranges(accept: str) -> list[_Range]:
    """The entries that can be read; parameters other than q say nothing of what is offered here."""
    found = []
    for entry in accept.split(","):
        media, *parameters = (part.strip() for part in entry.split(";"))
        kind, slash, subtype = media.lower().partition("/")
        if slash:
            found.append(_Range(kind, subtype, _q(parameters)))
    return found


def _q(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def language(accept: str | None) -> str:
    """The language of the two that the pages have which the Accept-Language header names first; Japanese of neither."""
    for entry in (accept or "").lower().split(","):
        if entry.strip()[:2] in ("ja", "en"):
            return entry.strip()[:2]
    return "ja"
