"""Sentences: cut at full stops and list marks, quotations and brackets kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span

PAIRS = {"「": "」", "『": "』", "（": "）", "(": ")", "〈": "〉", "《": "》", "【": "】", "〔": "〕", "“": "”"}
CLOSERS = frozenset(PAIRS.values())
STOPS = frozenset("。！？!?")
MARKS = frozenset("▽▼△▲■□◆◇●○★☆")
WIDE_SPACE = "\u3000"
"""Sets the parts of a headline apart: 日米、関税協議で合意　自動車関税15%に引き下げ."""
_CUT = re.compile("[" + "".join(map(re.escape, sorted(STOPS | MARKS | PAIRS.keys() | {"\n", WIDE_SPACE}))) + "]")
"""Where a sentence may end, and what opens a part that is kept whole."""
COMMAS = "、,，"
SHORTEST = 8
"""Characters of the first part of a headline at least."""
LONGEST = 800
"""Characters of a sentence beyond which it is cut, at a comma where there is one: no prose is that long."""
FARTHEST = 400
"""Characters after which an opened quotation that nothing closes is taken for a slip."""


def closing(text: str, at: int, end: int) -> int | None:
    """The index of the bracket that closes the one at `at`, or None where nothing does within reach."""
    stack = [PAIRS[text[at]]]
    for i in range(at + 1, min(end, at + FARTHEST)):
        c = text[i]
        if c in PAIRS:
            stack.append(PAIRS[c])
        elif c == stack[-1]:
            stack.pop()
            if not stack:
                return i
    return None


def _parts(text: str, begin: int, at: int, end: int) -> bool:
    """Whether a wide space parts a headline: a line without a full stop, and a part that is no label or surname."""
    rest = text[at + 1 : end].split("\n", 1)[0]
    return at - begin >= SHORTEST and len(rest.strip()) >= SHORTEST // 2 and STOPS.isdisjoint(rest)


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The sentences of a text, full stops included, outer white space and list marks left out.

    「条件を付けずに実現したい。早期にだ」と述べた。 is one sentence.
    """
    end = len(text) if end is None else end
    begin = i = start
    while found := _CUT.search(text, i, end):
        i, c = found.start(), found[0]
        if c in PAIRS:
            i = (closing(text, i, end) or i) + 1
            continue
        if c == WIDE_SPACE and not _parts(text, begin, i, end):
            i += 1
            continue
        if c in STOPS:
            i += 1
            while i < end and (text[i] in STOPS or text[i] in CLOSERS):
                i += 1
            yield from _trimmed(text, begin, i)
            begin = i
            continue
        yield from _trimmed(text, begin, i)
        begin = i = i + 1
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and (text[start].isspace() or text[start] in MARKS):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return
    if end - start > LONGEST:
        cut = max(text.rfind(mark, start, start + LONGEST) for mark in COMMAS)
        cut = cut + 1 if cut > start else start + LONGEST
        yield from _trimmed(text, start, cut)
        start = cut
        while end - start > LONGEST:
            yield Span(start, start + LONGEST)
            start += LONGEST
    if text[end - 1] not in STOPS and text[end - 1] not in CLOSERS:  # a headline: 会談へ 関税めぐり
        for i in range(start + 1, end - 1):
            if text[i] in " \u3000" and not text[i - 1].isascii() and not text[i + 1].isascii():
                yield Span(start, i)
                yield from _trimmed(text, i + 1, end)
                return
    yield Span(start, end)
