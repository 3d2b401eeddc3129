"""Lines of a page or a copied text told apart: what an article says, and what only stands beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.read.source import Drop
from kg.read.wording import Wording, Words

_PAIRS = {"【": "】", "［": "］", "[": "]", "（": "）", "(": ")", "〔": "〕", "＜": "＞", "《": "》"}
_MARKS = (
    " \t\u3000\u00a0、。，．,.:：;；・/／|｜()（）[]［］【】<>＜＞〈〉《》〔〕▶▼▲△▽◆◇■□●○★☆※*+→›»#＃-－–~〜～'\"!！?？"
    "0123456789０１２３４５６７８９"
)
_AROUND = "".join((*_PAIRS, *_PAIRS.values())) + "：: \u3000"
_LEAD = re.compile(r"^[\s▶▼▲△▽◆◇■□●○★☆※*・→›»＞>#]+")
_DIGIT = re.compile(r"\d")
_OPENING = re.compile(r"^[【［\[（(〔＜《]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text and its number, which counts from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The lines that an article says, and the rest with the reason why it goes."""

    lines: tuple[Line, ...]
    drops: tuple[Drop, ...]


def cleaned(lines: Sequence[Line], place: str, wording: Wording, *, prose: bool = False) -> Cleaned:
    """The lines without captions, counts, notes of the page, lists of other articles and bylines.

    With `prose`, as for web pages, lines of dates and all that ends no sentence go too; without it a line that nothing
    speaks against stays, and a list of other articles ends at the first sentence.
    """
    kept: list[Line] = []
    drops: list[Drop] = []
    listing = False
    for line in lines:
        text = line.text.strip()
        if not text:
            kept.append(line)
            continue
        if is_list_head(text, wording):
            listing = True
            drops.append(Drop(place, line.number, text, "the head of a list of other articles"))
            continue
        reason = why_beside(text, wording)
        if reason is None:
            line, signatures = _unsigned(line, wording)
            drops += [Drop(place, line.number, signature, "a byline") for signature in signatures]
            told = _tells(line.text.strip(), wording)
            if listing and not told:
                reason = "stands in a list of other articles"
            elif prose and not told:
                reason = "a line of dates" if is_dateline(line.text, wording) else "ends no sentence"
            listing = listing and not told
        if reason is None:
            kept.append(line)
        elif line.text.strip():
            drops.append(Drop(place, line.number, line.text.strip(), reason))
    return Cleaned(tuple(kept), tuple(drops))


def is_list_head(text: str, wording: Wording) -> bool:
    """Whether the words stand over a list of other articles: 【関連記事】, あわせて読みたい."""
    return _LEAD.sub("", text).strip(_AROUND) in wording.page.list_heads


def is_dateline(text: str, wording: Wording) -> bool:
    """Whether the words are a date and nothing else: 公開日：2026年2月1日."""
    return _DIGIT.search(text) is not None and _made_of(text, wording.page.datelines)


def why_beside(text: str, wording: Wording) -> str | None:
    """Why the line goes; None where it may be of the article."""
    page = wording.page
    bare = _LEAD.sub("", text)
    head = _head(bare)
    if head in page.captions or (
        not wording.ends_sentence(bare)
        and any(mark in bare for mark in page.caption_mark)
        and bare.rstrip("".join(_PAIRS.values())).endswith(page.caption_ends)
    ):
        return "a caption"
    if head in page.list_heads:
        return "points to another article"
    if _counts(bare, page.counts, page.count_units):
        return "counts readers"
    if _counts(bare, page.remaining, page.remaining_units):
        return "speaks of the page"
    notes = page.page_notes if _tells(bare, wording) else (*page.page_notes, *page.page_hints)
    if bare in page.page_words or (len(bare) <= page.note_longest and any(note in bare for note in notes)):
        return "speaks of the page"
    return None


def _head(text: str) -> str:
    """What stands in a bracket at the start or before a colon: 写真 of 【写真】知事 and of 写真：知事."""
    if opening := _OPENING.match(text):
        head, found, _ = text[1:].partition(_PAIRS[opening.group()])
    else:
        head, found, _ = text.replace(":", "：").partition("：")
    return head.strip() if found else ""


def _unsigned(line: Line, wording: Wording) -> tuple[Line, list[str]]:
    """The line without the bylines at its ends, and these."""
    text, signatures = line.text, []
    start = len(text) - len(text.lstrip())
    if (end := _leading_byline(text[start:], wording)) > 0:
        signatures.append(text[start : start + end].strip())
        text = text[:start] + text[start + end :].lstrip()
    while (cut := _trailing_byline(text.rstrip(), wording)) >= 0:
        signatures.append(text[cut:].strip())
        text = text[:cut].rstrip()
    return replace(line, text=text), signatures


def _leading_byline(text: str, wording: Wording) -> int:
    """How many characters of the text a byline takes up; 0 where it begins with none."""
    page = wording.page
    if not text or text[0] not in _PAIRS:
        return 0
    end = text.find(_PAIRS[text[0]], 1, page.byline_longest + 2)
    if end < 2 or not text[end + 1 :].strip():
        return 0
    inside = text[1:end]
    dated = any(c.isnumeric() for c in inside) or _made_of(inside, page.datelines)
    plain = text[0] == "【" and not dated
    if not plain and not _names_desk(inside, wording):
        return 0
    rest = text[end + 1 :]
    bare = rest.lstrip()
    tail = next((tail for tail in page.byline_tails if bare.startswith(tail)), "")
    return len(text) - len(bare.removeprefix(tail).lstrip())


def _trailing_byline(text: str, wording: Wording) -> int:
    """Where a byline at the end of the text begins; -1 where there is none. A sentence must end before it."""
    opening = next((one for one, other in _PAIRS.items() if text.endswith(other)), None)
    at = text.rfind(opening) if opening else -1
    before = text[:at].rstrip() if at > 0 else ""
    if not before or not wording.ends_sentence(before) or wording.sentence_ends[0] in text[at:]:
        return -1
    inside = text[at + 1 : -1]
    short = len(inside) <= wording.page.signature_longest
    named = len(inside) <= wording.page.byline_longest and _names_desk(inside, wording)
    return at if short or named else -1


def _names_desk(inside: str, wording: Wording) -> bool:
    return any(word in inside for word in (*wording.page.agencies, *wording.page.byline_mark))


def _tells(text: str, wording: Wording) -> bool:
    """Whether the line says a sentence: it ends in one, or in a quotation that holds one."""
    return wording.ends_sentence(text) or (text.endswith(("」", "』")) and wording.sentence_ends[0] in text)


def _counts(text: str, words: Words, units: Words) -> bool:
    """Whether the line is one of the words or more, with numbers, units and marks alone."""
    counted = _DIGIT.search(text) is not None and any(word in text for word in words)
    return counted and _made_of(text, (*words, *units))


def _made_of(text: str, words: Words) -> bool:
    return not _parts(words).sub("", text)


@lru_cache(maxsize=16)
def _parts(words: Words) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(f"{'|'.join(longest_first)}|[{re.escape(_MARKS)}]")
