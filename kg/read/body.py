"""The paragraphs of a page: of all that it shows, the article's own."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterator
from configparser import ConfigParser
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.read.boilerplate import Line, cleaned, is_list_head
from kg.read.markup import fragment_tree
from kg.read.source import Drop
from kg.read.wording import Wording

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NO_TEXT = ("script", "style", "noscript", "template", "svg", "iframe", "object", "rt", "rp", "select", "textarea")
_HOLDS_ARTICLE = "descendant-or-self::*[self::h1 or self::main or @itemprop='articleBody']"
_BESIDE = frozenset({"nav", "aside", "footer", "button", "figure", "figcaption", "menu", "dialog"})
_LISTS = frozenset({"ul", "ol", "dl", "table"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = re.compile(
    "a|abbr|b|bdi|bdo|big|br|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|rb|ruby|s|samp|small|span|strong|sub|sup|"
    "time|u|var|wbr"
)
_HARD = "\v"
_MOSTLY = 0.5
_CLIP = 60


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article, a paragraph a line, and what the page shows beside it."""

    text: str
    drops: tuple[Drop, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    line: int
    text: str
    heading: bool
    linked: float
    """The share of its characters that lead elsewhere."""


def body(tree: HtmlElement, place: str, wording: Wording) -> Body:
    """The article's sentences in the order of the page; the text is empty where it holds no article.

    Menus, captions, rankings and the like go by their elements, classes and heads, as `pages.yaml` names them; what of
    the rest is the article is for trafilatura to say, if it finds one; then lines go that are no sentences. Readings of
    ruby go, so that 元赤坂 reads as it is written. The tree is changed.
    """
    drops = list(_pruned(tree, place, wording))
    blocks = list(_blocks(tree, wording))
    main = _main_text(tree) or _bare("".join(block.text for block in blocks))
    lines: list[Line] = []
    for block in blocks:
        for text in block.text.split("\n"):
            if why := _why_not(block, text, main, wording):
                drops.append(Drop(place, block.line, _clipped(text), why))
            else:
                lines.append(Line(block.line, text))
    clean = cleaned(lines, place, wording, prose=True)
    told = dict.fromkeys(line.text.strip() for line in clean.lines)
    return Body("\n".join(told), tuple(sorted((*drops, *clean.drops), key=lambda drop: drop.line or 0)))


def _why_not(block: _Block, text: str, main: str, wording: Wording) -> str | None:
    """Why a line of a block is none of the article; None where it may be."""
    if block.heading and wording.sentence_ends[0] not in text:
        return "a heading"
    if block.linked >= _MOSTLY:
        return "a link"
    return None if _bare(text) in main else "stands outside the article"


def fragment(markup: str, place: str, wording: Wording) -> Body:
    """The sentences of a piece of HTML that holds nothing but one article or its summary, as feeds do."""
    if not markup.strip():
        return Body("", ())
    tree = fragment_tree(markup, place)
    drops = list(_pruned(tree, place, wording))
    lines = [Line(block.line, text) for block in _blocks(tree, wording) for text in block.text.split("\n")]
    clean = cleaned(lines, place, wording)
    return Body("\n".join(line.text.strip() for line in clean.lines), (*drops, *clean.drops))


def _pruned(tree: HtmlElement, place: str, wording: Wording) -> Iterator[Drop]:
    """Takes out what is none of the article."""
    from lxml.etree import strip_elements

    strip_elements(tree, *_NO_TEXT, with_tail=False)
    half = tree.text_content().count(wording.sentence_ends[0]) * _MOSTLY
    stack = [tree]
    while stack:
        for child in list(stack.pop()):
            if not isinstance(child.tag, str):
                child.drop_tree()  # comments and instructions
            elif _is_beside(child, half, wording):
                if (text := child.text_content()).strip():
                    yield Drop(place, child.sourceline, _clipped(text), "stands beside the article")
                child.drop_tree()
            else:
                stack.append(child)
    for head in [e for e in tree.iter() if e.tag != "a" and len(e) < 3 and is_list_head(e.text_content(), wording)]:
        if head.getroottree().getroot() is tree.getroottree().getroot():
            yield from _list_under(head, place)


def _is_beside(element: HtmlElement, half: float, wording: Wording) -> bool:
    """Whether an element is none of the article by its tag or class; what holds the title or the body always is."""
    words = _words(element)
    surely = element.tag in _BESIDE or bool(words & wording.page.beside)
    if not surely and element.tag != "form" and not words & wording.page.beside_mostly:
        return False
    if element.tag == "main" or element.xpath(_HOLDS_ARTICLE):
        return False
    return surely or element.text_content().count(wording.sentence_ends[0]) <= half


def _list_under(head: HtmlElement, place: str) -> Iterator[Drop]:
    """Takes out the links and lists that follow the head of a list of other articles, which itself goes as a line."""
    while head.getnext() is None and not (head.tail or "").strip() and head.getparent() is not None:
        if head.getparent().tag in ("body", "html"):
            return
        head = head.getparent()
    while (after := head.getnext()) is not None and not (head.tail or "").strip():
        text = after.text_content()
        if text.strip() and after.tag not in _LISTS and _linked(after) < _MOSTLY:
            return
        if text.strip():
            yield Drop(place, after.sourceline, _clipped(text), "stands in a list of other articles")
        after.drop_tree()


def _words(element: HtmlElement) -> frozenset[str]:
    """The words of an element's class and id: of class="RelatedNews side_box", related, news, side and box."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return frozenset(re.split(r"[^a-z]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", names).lower()))


def _linked(element: HtmlElement) -> float:
    whole = len("".join(element.text_content().split()))
    return sum(len("".join(a.text_content().split())) for a in element.iter("a")) / whole if whole else 0.0


def _blocks(tree: HtmlElement, wording: Wording) -> Iterator[_Block]:
    """The stretches of text between the starts and ends of block elements, in order, without those that are blank."""
    from lxml.etree import iterwalk

    parts: list[str] = []
    linked = headings = anchors = 0
    line = tree.sourceline or 1

    def block() -> Iterator[_Block]:
        whole = "".join(parts)
        text = _lines(whole, wording)
        if text:
            share = linked / max(1, len("".join(whole.split())))
            yield _Block(line, text, headings > 0, share)

    for event, element in iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        outer = _INLINE.fullmatch(element.tag) is None
        text = element.text if event == "start" else element.tail
        if event == "start" and element.tag == "br":
            parts.append(_HARD)
        if outer:
            yield from block()
            parts, linked, line = [], 0, element.sourceline or line
        headings += (element.tag in _HEADINGS) * (1 if event == "start" else -1)
        anchors += (element.tag == "a") * (1 if event == "start" else -1)
        if text and (event == "start" or element is not tree):
            parts.append(text)
            linked += len("".join(text.split())) if anchors else 0
    yield from block()


def _lines(text: str, wording: Wording) -> str:
    """The text as a reader sees it: a line for each <br>, and one where the source breaks it behind a full stop."""
    out: list[str] = []
    for hard in text.replace("\u00a0", " ").replace("\u200b", "").split(_HARD):
        seen = ""
        for piece in re.split(r"[\r\n]+", hard):
            bare = re.sub(r"[ \t\f]+", " ", piece).strip(" \u3000")
            if seen and bare and wording.ends_sentence(seen):
                out.append(seen)
                seen = bare
            elif bare:
                seen += (" " if seen and seen[-1].isascii() and bare[0].isascii() else "") + bare
        out.append(seen)
    return "\n".join(line for line in out if line)


def _main_text(tree: HtmlElement) -> str:
    """The letters and digits of what trafilatura takes for the article; empty where it finds none."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(deepcopy(tree), fast=True, include_comments=False, config=_config())
    except (ValueError, RecursionError):
        return ""
    main = getattr(found, "body", None)
    return "" if main is None else _bare("".join(main.itertext()))


@cache
def _config() -> ConfigParser:
    from trafilatura.settings import use_config

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # what it finds nothing in is told elsewhere
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "10")  # its 250 are of a script with longer words
    return config


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def _clipped(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _CLIP else text[: _CLIP - 1] + "…"
