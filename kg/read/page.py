"""One article from an HTML page."""

from __future__ import annotations

from html import escape

from kg.model import Article
from kg.read.address import article_id
from kg.read.body import Body, body, fragment
from kg.read.markup import page_tree
from kg.read.metadata import metadata
from kg.read.source import Batch, Drop, Found, Source
from kg.read.wording import Wording


def read_page(source: Source, wording: Wording) -> Batch:
    """The article of the page; its id comes from its canonical address, or else is the file's stem.

    The text is the page's sentences of the article, a paragraph a line, and offsets count its characters. A page
    without such a sentence is among the drops. A page that is no HTML is an InputError.
    """
    tree = page_tree(source.text, source.place)
    about = metadata(tree, wording, source.url)
    shown = tree.find("body")
    told = body(tree if shown is None else shown, source.place, wording)
    if not told.text and about.text:
        hidden = fragment(escape(about.text), source.place, wording)
        told = Body(hidden.text, (*told.drops, *hidden.drops))
    if not told.text:
        return Batch(drops=(Drop(source.place, None, about.title or source.stem, "a page without an article"),))
    article = Article(
        id=article_id(about.url) if about.url else source.stem,
        text=told.text,
        title=about.title,
        published=about.published,
        url=about.url,
        source=about.publisher,
    )
    return Batch((Found(article, source.place, 1, addressed=about.url is not None),), told.drops)
