"""The articles of an RSS or Atom feed."""

from __future__ import annotations

import re
from bisect import bisect_left
from contextlib import suppress
from io import BytesIO
from typing import Any
from xml.parsers import expat

from kg.errors import InputError
from kg.model import Article
from kg.read.address import address, article_id
from kg.read.body import Body, fragment
from kg.read.boilerplate import why_beside
from kg.read.jsonl import content_id
from kg.read.limit import refuse_attributes
from kg.read.metadata import unsuffixed
from kg.read.moment import japan_day
from kg.read.source import Batch, Drop, Found, Source
from kg.read.wording import Wording

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_DECLARED = '<?xml version="1.0" encoding="utf-8"?>'
_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_ENTRY = re.compile(r"<(?:\w+:)?(item|entry)[\s>]")
_ENTRY_END = re.compile(r"</(?:\w+:)?(item|entry)\s*>")
_DATES = ("published", "created", "updated")


def read_feed(source: Source, wording: Wording) -> Batch:
    """The articles of the feed's entries, in its order; ids come from their addresses, or else from their content.

    The text is the entry's content, or else its summary, or else its title: a feed of headlines tells by these. Where
    the XML breaks off or is broken, that is a problem and the entries before the place are still read. What is no feed
    is an InputError.
    """
    import feedparser

    # feedparser guesses where an encoding does not fit; what it gets has been read strictly already.
    text = _DECLARED + _DECLARATION.sub("", source.text, count=1)
    refuse_attributes(_most_attributes(text), source.place)
    # What it would clean and resolve in an entry's HTML is read as a page is, and no markup of it goes on.
    try:
        parsed = feedparser.parse(
            BytesIO(text.encode()), response_headers=_HEADERS, resolve_relative_uris=False, sanitize_html=False
        )
    except (ValueError, LookupError) as error:  # a space in a namespace's address, a link in what is left of a channel
        raise _ill_formed(source, str(error), "fetch the feed again") from error
    problems: tuple[InputError, ...] = ()
    entries = list(parsed.entries)
    if broken := _broken(parsed):
        line, column = broken
        entries = entries[: _whole_entries(text, line, column)]
        fix = f"fetch the feed again; whole entries before this place, which were read: {len(entries)}"
        problems = (_ill_formed(source, str(parsed.bozo_exception.getMessage()), fix, line, column + 1),)
    if not parsed.version and not entries:
        if problems:
            raise problems[0]
        raise InputError(
            "this XML is no feed", file=source.place, found=source.text.strip()[:60], expected="RSS or Atom"
        )
    if not entries and not problems:
        return Batch(drops=(Drop(source.place, None, source.stem, "a feed without entries"),))
    ends = [match.start() for match in re.finditer("\n", text)]
    starts = [bisect_left(ends, match.start()) + 1 for match in _ENTRY.finditer(text)]
    batches = [
        _entry_or_problem(entry, parsed.feed, source, starts[at] if at < len(starts) else 1, wording)
        for at, entry in enumerate(entries)
    ]
    whole = Batch.of(batches)
    return Batch(whole.found, whole.drops, (*problems, *whole.problems))


def _ill_formed(source: Source, found: str, fix: str, line: int | None = None, column: int | None = None) -> InputError:
    return InputError(
        "the feed is no well-formed XML",
        file=source.place,
        line=line,
        column=column,
        found=found,
        expected="RSS or Atom",
        fix=fix,
    )


def _most_attributes(text: str) -> int:
    """How many attributes a tag has at most, up to where the XML breaks."""
    most = 0

    def start(_name: str, attributes: list[str]) -> None:
        nonlocal most
        most = max(most, len(attributes) // 2)

    parser = expat.ParserCreate()
    parser.ordered_attributes, parser.StartElementHandler = True, start
    with suppress(expat.ExpatError):
        parser.Parse(text.encode(), True)
    return most


def _broken(parsed: Any) -> tuple[int, int] | None:
    """Line and column at which the XML breaks; None where it is well-formed."""
    error: Any = parsed.get("bozo_exception") if parsed.get("bozo") else None
    return (error.getLineNumber(), error.getColumnNumber()) if hasattr(error, "getLineNumber") else None


def _whole_entries(text: str, line: int, column: int) -> int:
    """How many entries end before the place."""
    lines = text.split("\n")
    before = "\n".join([*lines[: line - 1], *(one[:column] for one in lines[line - 1 : line])])
    return len(_ENTRY_END.findall(before))


def _entry_or_problem(entry: Any, feed: Any, source: Source, line: int, wording: Wording) -> Batch:
    try:
        return _entry(entry, feed, source, line, wording)
    except InputError as problem:
        return Batch(problems=(problem,))


def _entry(entry: Any, feed: Any, source: Source, line: int, wording: Wording) -> Batch:
    base = feed.get("link") or source.url
    url = address(entry.get("link"), entry.get("id") if entry.get("guidislink", True) else None, base=base)
    publisher = _plain((entry.get("source") or {}).get("title") or feed.get("publisher") or feed.get("title"))
    title = unsuffixed(_plain(entry.get("title")) or "", [publisher] if publisher else [], [], wording) or None
    if title and why_beside(title, wording):
        return Batch(drops=(Drop(source.place, line, title, "an advertisement or a note of the page"),))
    told = _told(entry, source.place, wording)
    text = told.text or title
    if not text:
        return Batch(drops=(Drop(source.place, line, url or "an entry", "an entry without text"), *told.drops))
    days = (japan_day(entry[key], wording) for key in _DATES if entry.get(key))
    published = next((day for day in days if day), None)
    identifier = article_id(url) if url else content_id(title, text, published, None)
    article = Article(identifier, text, title, published, url, publisher)
    drops = tuple(Drop(drop.file, line, drop.text, drop.reason) for drop in told.drops)
    return Batch((Found(article, source.place, line, addressed=url is not None),), drops)


def _told(entry: Any, place: str, wording: Wording) -> Body:
    """The fullest of what the entry gives; a summary that was cut short ends with its last whole sentence."""
    given = [content.get("value") or "" for content in entry.get("content", ())] + [entry.get("summary") or ""]
    told = max((fragment(markup, place, wording) for markup in given), key=lambda body: len(body.text))
    text = told.text
    if not text.rstrip("」』）)]］").endswith(wording.page.cut_short):
        return told
    ends = [text.rfind(end) + len(end) for end in wording.sentence_ends if end in text]
    cut = max(ends, default=0)
    rest = text[cut:].strip()
    return Body(text[:cut], (*told.drops, Drop(place, None, rest[:60], "a sentence that was cut short")))


def _plain(value: str | None) -> str | None:
    if not value:
        return None
    tagged, end, rest = value.rpartition(">")  # so that no tag is sought where none can end
    bare = re.sub(r"<[^>]*>", "", tagged + end) + rest
    return " ".join(bare.split(" ")).strip() or None
