"""The articles of a JSONL file, one object a line."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from kg.errors import InputError
from kg.model import Article
from kg.read.decode import decode_lines
from kg.read.source import Batch, Drop, Found, Source
from kg.read.wording import Wording

_SHAPE = '{"id": "…", "title": "…", "text": "…", "published": "2025-11-23", "url": "https://…"}'


def read_jsonl(source: Source, _wording: Wording) -> Batch:
    """The articles of the lines that hold one; a broken line is a problem and the other lines are still read.

    The keys are id, title, text, published and url; other keys are ignored. The text is kept to the character. An
    article without an id gets one made from its content.
    """
    found: list[Found] = []
    drops: list[Drop] = []
    problems: list[InputError] = []
    for number, line in decode_lines(source.data, source.place):
        if isinstance(line, InputError):
            problems.append(line)
            continue
        if not line.strip():
            continue
        try:
            article = _article(_record(line, source.place, number), source, number)
        except InputError as problem:
            problems.append(problem)
            continue
        if article.text.strip():
            found.append(Found(article, source.place, number))
        else:
            drops.append(Drop(source.place, number, article.title or article.id, "an article without text"))
    return Batch(tuple(found), tuple(drops), tuple(problems))


def _record(line: str, place: str, number: int) -> dict[str, Any]:
    """The object on the line; anything else is an InputError with line and column."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(
            "this line is not JSON",
            file=place,
            line=number,
            column=error.colno,
            found=f"{error.msg}, before {line[error.pos : error.pos + 20]!r}",
            expected=f"one object a line: {_SHAPE}",
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError("this line is not usable JSON", file=place, line=number, found=str(error)) from error
    if not isinstance(record, dict):
        found = type(record).__name__
        raise InputError("this line is no JSON object", file=place, line=number, found=found, expected=_SHAPE)
    return record


def _article(record: dict[str, Any], source: Source, number: int) -> Article:
    if "text" not in record:
        keys = ", ".join(sorted(record)) or "no keys"
        raise InputError(
            "the article has no text", file=source.place, line=number, found=keys, expected='the key "text"', fix=_SHAPE
        )
    if isinstance(record.get("id"), int) and not isinstance(record["id"], bool):
        record = {**record, "id": str(record["id"])}
    values = {key: _string(record, key, source.place, number) for key in ("id", "title", "text", "published", "url")}
    text = values["text"] or ""
    published = values["published"] and _day(values["published"], source.place, number)
    title, url = values["title"] or None, values["url"] or None
    return Article(
        id=values["id"] or content_id(title, text, published, url),
        text=text,
        title=title,
        published=published or None,
        url=url,
    )


def _string(record: dict[str, Any], key: str, place: str, number: int) -> str | None:
    """The value of the key, None where it is missing or null; anything but encodable characters is an InputError."""
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(
            f"the key {key!r} holds no string", file=place, line=number, found=repr(value)[:60], expected="a string"
        )
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            f"the key {key!r} holds half a character",
            file=place,
            line=number,
            found=f"\\u{ord(value[error.start]):04x} at character {error.start}",
            expected="surrogates in pairs",
        ) from error
    return value


def _day(published: str, place: str, number: int) -> str:
    """The ISO day of an ISO date or date-time, as its own clock has it."""
    try:
        return datetime.fromisoformat(published.strip()).date().isoformat()
    except ValueError as error:
        raise InputError(
            "the date of publication is no ISO date",
            file=place,
            line=number,
            found=published,
            expected="2025-11-23 or null",
        ) from error


def content_id(*parts: str | None) -> str:
    """An id that the same article gets in every file: 16 hex digits of a hash of what it holds."""
    return sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8")).hexdigest()[:16]
