"""What a page says of its article beside the text: title, day, address, publisher."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.read.address import address
from kg.read.boilerplate import is_dateline
from kg.read.moment import japan_day, written_day
from kg.read.wording import Wording

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DATELINE_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title without the site's name; day of publication in Japan; canonical address; publisher's name."""

    title: str | None
    published: str | None
    url: str | None
    publisher: str | None
    text: str | None = None
    """The article's text, where JSON-LD holds it: some pages show it by script alone."""


def metadata(tree: HtmlElement, wording: Wording, url: str | None = None) -> Metadata:
    """What JSON-LD says, then what OpenGraph and other meta elements say, then what the page shows.

    `url` is where the page was taken from: its address where it names none, and the base of one without a host.
    """
    linked = _LinkedData.of(tree)
    metas = _metas(tree)
    headings = [_text(h) for h in tree.iter("h1", "h2", "h3") if _text(h)]
    head = next((_text(title) for title in tree.iter("title") if _text(title)), "")
    publisher = linked.name("publisher") or metas.get("og:site_name") or metas.get("publisher")
    shown = _site_in(head, [metas.get("og:title", ""), *headings], wording)
    names = [linked.name("publisher"), metas.get("og:site_name"), metas.get("application-name"), shown, publisher]
    title = linked.text("headline") or metas.get("og:title") or metas.get("twitter:title")
    title = title or next((h for h in headings if head.startswith(h)), "") or head or next(iter(headings), "")
    return Metadata(
        unsuffixed(title, [*filter(None, names)], linked.names("author"), wording) or None,
        _published(tree, linked, metas, wording),
        _url(tree, linked, metas, url),
        publisher or shown or metas.get("application-name") or None,
        linked.text("articleBody"),
    )


@dataclass(frozen=True, slots=True)
class _LinkedData:
    """The page's JSON-LD: the node of its article, and every node by its @id."""

    article: dict[str, Any]
    nodes: dict[str, dict[str, Any]]

    @classmethod
    def of(cls, tree: HtmlElement) -> _LinkedData:
        """Scripts that are no JSON are passed over: what they say stands elsewhere on the page too."""
        found: list[dict[str, Any]] = []
        for script in tree.iter("script"):
            if "ld+json" in (script.get("type") or "").lower():
                try:
                    found += _nodes(json.loads(script.text_content(), strict=False))
                except (ValueError, RecursionError):
                    continue
        articles = [node for node in found if any(_is_article(t) for t in _list(node.get("@type")))]
        named = [node for node in articles if node.get("headline")]
        nodes = {node["@id"]: node for node in found if isinstance(node.get("@id"), str) and len(node) > 1}
        return cls(next(iter([*named, *articles]), {}), nodes)

    def text(self, key: str) -> str | None:
        value = next(iter(_list(self.article.get(key))), None)
        return _squeezed(value) if isinstance(value, str) else None

    def names(self, key: str) -> list[str]:
        """The names of the people or bodies under the key, whether they stand there or only their @id."""
        out = []
        for value in _list(self.article.get(key)):
            node = self.nodes.get(str(value.get("@id")), value) if isinstance(value, dict) else {"name": value}
            out += [_squeezed(name) for name in _list(node.get("name")) if isinstance(name, str) and name.strip()]
        return out

    def name(self, key: str) -> str | None:
        return next(iter(self.names(key)), None)

    @property
    def urls(self) -> Iterator[str]:
        for key in ("mainEntityOfPage", "url"):
            for value in _list(self.article.get(key)):
                one = value.get("@id") or value.get("url") if isinstance(value, dict) else value
                if isinstance(one, str):
                    yield one


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """The nodes at the top and in @graph; what stands deeper is of another article or of none."""
    for one in _list(data):
        if isinstance(one, dict):
            yield one
            for inner in (*_list(one.get("@graph")), *_list(one.get("mainEntity"))):
                if isinstance(inner, dict):
                    yield inner


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _is_article(kind: object) -> bool:
    return isinstance(kind, str) and kind.endswith(("Article", "BlogPosting"))


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Name, property or itemprop of each meta element, in small letters, to its first content that is not empty."""
    out: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = _squeezed(meta.get("content") or "")
        for key in ("property", "name", "itemprop"):
            if content and (name := meta.get(key)):
                out.setdefault(name.lower(), content)
    return out


def _published(tree: HtmlElement, linked: _LinkedData, metas: dict[str, str], wording: Wording) -> str | None:
    """The first day that can be read: of JSON-LD, meta elements, elements for times, lines that are dates."""
    told = [
        linked.text("datePublished"),
        linked.text("dateCreated"),
        *(metas.get(name) for name in wording.page.published_meta),
    ]
    marked = [e for e in tree.xpath("//*[@itemprop='datePublished']") if e.tag != "meta"]
    for element in (*marked, *tree.iter("time")):
        told += [element.get("datetime") or element.get("content"), element.text_content()]
    for day in (japan_day(one, wording) for one in told if one):
        if day:
            return day
    for text in tree.itertext():
        if (
            len(text) <= _DATELINE_LONGEST
            and is_dateline(text.strip(), wording)
            and (day := written_day(text, wording))
        ):
            return day
    return None


def _url(tree: HtmlElement, linked: _LinkedData, metas: dict[str, str], url: str | None) -> str | None:
    """The canonical address. One that names the site's front page for every page is passed over."""
    canonical = next((e.get("href") for e in tree.iter("link") if "canonical" in (e.get("rel") or "").split()), None)
    given = [canonical, metas.get("og:url"), *linked.urls, url]
    found = [whole for one in given if (whole := address(one, base=url or metas.get("og:url")))]
    return next((one for one in found if one.count("/") > 3 or "?" in one), next(iter(found), None))


def _site_in(head: str, titles: list[str], wording: Wording) -> str | None:
    """The site's name in the head of the page: what follows a title that also stands on the page, and a mark."""
    for title in sorted(filter(None, titles), key=len, reverse=True):
        rest = head.removeprefix(title).strip() if head.startswith(title) else ""
        mark = next((mark for mark in wording.page.title_marks if rest.startswith(mark)), None)
        if mark and (name := rest.removeprefix(mark).strip()):
            return name
    return None


def unsuffixed(title: str, names: list[str], authors: list[str], wording: Wording) -> str:
    """The title without the names of site and agency behind it: 日米首脳が会談（東西通信） - まちかどニュース."""
    known = [_folded(name) for name in names]
    while title:
        at = max((title.rfind(mark) for mark in wording.page.title_marks), default=-1)
        tail = _folded(title[at + 1 :])
        if at > 0 and tail and any(tail in name or name in tail for name in known):
            title = title[:at].strip()
            continue
        opening = max(title.rfind("（"), title.rfind("("))
        inside = _folded(title[opening + 1 : -1]) if opening > 0 and title.endswith((")", "）")) else ""
        if not inside or not any(inside == _folded(name) for name in (*names, *authors)):
            break
        title = title[:opening].strip()
    return title


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def _text(element: HtmlElement) -> str:
    return _squeezed(element.text_content())


def _squeezed(text: str) -> str:
    """The text with one blank for several; an ideographic space, which titles use as a stop, stays."""
    return " ".join(part for part in text.replace("\u00a0", " ").split(" ") if part.strip(" \t\r\n")).strip()
