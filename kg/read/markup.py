"""HTML as a tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.errors import InputError
from kg.read.limit import ATTRIBUTES, refuse_attributes

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Controls, which a reference such as &#31; brings in and no tree lets one write again; they stand for no character.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class _Attributes:
    """Counts attributes as the parser meets tags, which costs as much as to parse; it builds nothing."""

    def __init__(self) -> None:
        self.most = 0

    def start(self, _tag: str, attributes: Mapping[str, str]) -> None:
        self.most = max(self.most, len(attributes))

    def close(self) -> int:
        return self.most


def page_tree(markup: str, place: str) -> HtmlElement:
    """The tree of a whole page; an InputError where there is nothing that could be one."""
    from lxml import html
    from lxml.etree import ParserError

    try:
        _refuse_attributes(markup, place)
        tree = html.document_fromstring(markup.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError) as error:
        raise InputError("this is no HTML page", file=place, found=str(error), expected="an article") from error
    return _without_controls(tree)


def fragment_tree(markup: str, place: str) -> HtmlElement:
    """A <div> around a piece of HTML; an InputError where one tag has too many attributes."""
    from lxml import html

    _refuse_attributes(markup, place)
    parser = html.HTMLParser(encoding="utf-8")
    return _without_controls(html.fragment_fromstring(markup.encode(), create_parent="div", parser=parser))


def _refuse_attributes(markup: str, place: str) -> None:
    from lxml import etree

    if len(markup) > 2 * ATTRIBUTES:
        counting: Any = etree.HTMLParser(target=_Attributes(), encoding="utf-8")
        most: Any = etree.fromstring(markup.encode(), counting)
        refuse_attributes(most, place)


def _without_controls(tree: HtmlElement) -> HtmlElement:
    for element in tree.iter():
        for part in ("text", "tail"):
            value = getattr(element, part)
            if value and _CONTROLS.search(value):
                setattr(element, part, _CONTROLS.sub("", value))
    return tree
