"""HTML as a tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import InputError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Controls, which a reference such as &#31; brings in and no tree lets one write again; they stand for no character.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def page_tree(markup: str, place: str) -> HtmlElement:
    """The tree of a whole page; an InputError where there is nothing that could be one."""
    from lxml import html
    from lxml.etree import ParserError

    try:
        tree = html.document_fromstring(markup.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError) as error:
        raise InputError("this is no HTML page", file=place, found=str(error), expected="an article") from error
    return _without_controls(tree)


def fragment_tree(markup: str) -> HtmlElement:
    """A <div> around a piece of HTML."""
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8")
    return _without_controls(html.fragment_fromstring(markup.encode(), create_parent="div", parser=parser))


def _without_controls(tree: HtmlElement) -> HtmlElement:
    for element in tree.iter():
        for part in ("text", "tail"):
            value = getattr(element, part)
            if value and _CONTROLS.search(value):
                setattr(element, part, _CONTROLS.sub("", value))
    return tree
