"""One article from a plain text file."""

from __future__ import annotations

from kg.errors import InputError
from kg.model import Article
from kg.read.boilerplate import Line, cleaned
from kg.read.source import Batch, Found, Source
from kg.read.wording import Wording


def read_plain(source: Source, wording: Wording) -> Batch:
    """The one article of the file; its id is the file's stem.

    A first line that ends no sentence is the title, where text follows it; the rest is the text, its inner lines as
    they stand. Captions, bylines, counts of readers and lists of other articles are dropped with their reason. A file
    without a character is an InputError, one in which nothing is left a drop.
    """
    filled = [number for number, line in enumerate(source.lines) if line.strip()]
    if not filled:
        raise InputError("the file is empty", file=source.place, expected="an article")
    first, head = filled[0], source.lines[filled[0]].strip()
    titled = len(filled) > 1 and not wording.ends_sentence(head)
    start = filled[1] if titled else first
    lines = [Line(number + 1, source.lines[number]) for number in range(start, filled[-1] + 1)]
    clean = cleaned(lines, source.place, wording)
    text = "\n".join(line.text for line in clean.lines).strip()
    if not text:
        return Batch(drops=clean.drops)
    article = Article(id=source.stem, text=text, title=head if titled else None)
    return Batch((Found(article, source.place, first + 1),), clean.drops)
