"""The one place where IRIs are made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from urllib.parse import urlsplit

from kg.errors import InputError
from kg.model import Entity, Span

DEFAULT_BASE = "https://w3id.org/kijigraph/id/"
WIKIDATA = "http://www.wikidata.org/entity/"

_LONGEST = 120
_KEPT_OF_LONG = 24
_ITEM = re.compile(r"Q[1-9][0-9]*")

# What RFC 3987 lets stand in a path segment, save % and ~ which mark what was changed.
_PLAIN = re.compile(
    "[A-Za-z0-9._!$&'()*+,;=:@\\-"
    "\u00a0-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    "\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]"
)
_ALL_PLAIN = re.compile(f"{_PLAIN.pattern}+")
_SPACE = re.compile(r"\s")
_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


def digest(text: str, length: int = 16) -> str:
    """The first hex digits of the SHA-256 of the text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


@lru_cache(maxsize=1 << 15)
def segment(text: str) -> str:
    """One path segment that stands for the text and for no other: 小泉進次郎 as it is, `a b` as a%20b.

    Only what an IRI cannot hold is percent-encoded. A text that a path would not keep as it is (empty, dots alone)
    or that is longer than 120 characters ends in ~ and a hash of it.
    """
    if not text.strip("."):
        return "~" + digest(text)
    if len(text) > _LONGEST:
        return _encoded(text[:_KEPT_OF_LONG]) + "~" + digest(text)
    return _encoded(text)


def _encoded(text: str) -> str:
    if _ALL_PLAIN.fullmatch(text) and not _SPACE.search(text):
        return text
    return "".join(c if _PLAIN.fullmatch(c) and not _SPACE.fullmatch(c) else _percent(c) for c in text)


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))


def url_path(tail: str) -> str:
    """The path of a URL for what stands behind the base of an IRI: 小泉進次郎 as %E5%B0%8F…; %20 stays."""
    return "".join(c if c.isascii() else _percent(c) for c in tail)


def iri_tail(path: str) -> str | None:
    """What stands behind the base of the IRI that a URL's path stands for, the reverse of `url_path`.

    None where the path is no UTF-8.
    """
    try:
        return _ENCODED.sub(lambda m: _encoded(bytes.fromhex(m[0].replace("%", "")).decode("utf-8")), path)
    except UnicodeDecodeError:
        return None


def checked_base(base: str) -> str:
    """The base as given, once it is one that IRIs can stand under; an InputError otherwise."""
    parts = base.split("/")
    try:
        split = urlsplit(base)
        host = split.hostname or ""
        sound = split.scheme in ("http", "https") and bool(host) and split.port != 0
    except ValueError:
        sound = False
    path = base.split("://", 1)[-1]
    plain = all(_PLAIN.fullmatch(c) and not _SPACE.fullmatch(c) for c in re.sub(r"[/~%\[\]]", "", path))
    encoded = re.search(r"%(?![0-9A-Fa-f]{2})", base) is None
    if not (sound and plain and encoded and base.endswith("/") and not {".", ".."} & set(parts)):
        raise InputError(
            "the base is no IRI that others can stand under",
            found=base,
            expected="http(s)://host/path/ without blanks, quotes, ? or #, ending in /",
            fix=f"give one such as {DEFAULT_BASE}",
        )
    return base


def span_iri(article: str, span: Span) -> str:
    """As `Iris.span`, for the article's IRI."""
    return f"{article}#char={span.start},{span.end}"


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs of one graph: everything stands under `base`."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        checked_base(self.base)

    def entity(self, entity: Entity) -> str:
        """<base>person/小泉進次郎, <base>country/日本, <base>topic/…"""
        return f"{self.base}{entity.kind.lower()}/{segment(entity.key)}"

    def article(self, identifier: str) -> str:
        """<base>article/alliance-04: the article, and the graph of what it says."""
        return f"{self.base}article/{segment(identifier)}"

    def span(self, identifier: str, span: Span) -> str:
        """<base>article/alliance-04#char=0,24: characters of the article's text, as RFC 5147 writes them."""
        return span_iri(self.article(identifier), span)

    def event(self, event_class: str, key: str) -> str:
        """<base>event/Visit-3f2a…: the class and 16 hex digits of the key's hash."""
        return f"{self.base}event/{segment(event_class)}-{digest(key)}"

    def build(self, key: str) -> str:
        """<base>build/3f2a…: the activity that wrote a graph."""
        return f"{self.base}build/{digest(key)}"

    def shared(self, first: str) -> str:
        """<base>shared/3f2a…: at an endpoint, a graph of what no article says alone; `first` is its first subject.

        The one that begins with the whole is named by no subject: ''.
        """
        return f"{self.base}shared/{digest(first)}"

    def wikidata(self, identifier: str) -> str | None:
        """The item's IRI; None where the identifier is none (Q and digits)."""
        return WIKIDATA + identifier if _ITEM.fullmatch(identifier) else None
