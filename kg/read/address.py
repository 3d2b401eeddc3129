"""Addresses of articles: one for each, and the id that is made from it."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import urljoin, urlsplit

_WEB = re.compile(r"https?://[^\s\x00-\x20]+", re.I)


def address(*given: str | None, base: str | None = None) -> str | None:
    """The first of the given addresses that is one of the web, without what only tracks its readers.

    https://News.example.jp/a/?utm_source=x#top is https://news.example.jp/a/. One without a host is taken from `base`.
    """
    from courlan import clean_url

    for one in given:
        whole = _joined(base or "", (one or "").strip())
        if whole and _WEB.fullmatch(whole):
            clean = clean_url(whole.partition("#")[0])
            return str(clean) if clean else whole
    return None


def article_id(url: str) -> str:
    """An id that the article at this address gets wherever it is read: the host and 12 hex digits.

    The same page by http and by https, with or without a slash at its end, is one.
    """
    parts = urlsplit(url)
    place = f"{parts.netloc}{parts.path.rstrip('/')}?{parts.query}".removesuffix("?")
    return f"{parts.hostname or 'web'}-{sha256(place.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _joined(base: str, given: str) -> str:
    try:
        return urljoin(base if _WEB.fullmatch(base) else "https:", given) if given else ""
    except ValueError:
        return ""
