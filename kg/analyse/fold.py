"""Folding: each quotation of a sentence as one token, and what stands in brackets apart."""

from __future__ import annotations

from collections.abc import Sequence

from kg.analyse.sentence import PAIRS
from kg.analyse.token import Pos, Token, Word, surface_of

_QUOTES = frozenset("「『“")


def fold(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], dict[int, tuple[Token, ...]]]:
    """The tokens with each quotation as one token, and what stood in brackets, by the offset behind which it stood."""
    for t in tokens:
        if t.word.opens:
            break
    else:
        return tuple(tokens), {}
    row: list[Token] = []
    brackets: dict[int, list[Token]] = {}
    i, n = 0, len(tokens)
    while i < n:
        t = tokens[i]
        close = _close(tokens, i) if t.pos == Pos.OPEN else None
        if close is None and len(t.surface) > 2 and t.surface[0] in "(（" and t.surface[-1] in ")）" and row:
            brackets.setdefault(row[-1].end, []).append(t)  # the tokenizer takes (せんじ) for one sign
            i += 1
            continue
        if close is None:
            row.append(t)
            i += 1
            continue
        inner = tuple(tokens[i + 1 : close])
        surface = surface_of(tokens[i : close + 1])
        word = Word(surface, Pos.QUOTE, surface, surface, "", t.tags)
        whole = Token(word, t.start, tokens[close].end, inner)
        if t.surface in _QUOTES:
            row.append(whole)
        elif row and t.surface != "【":
            brackets.setdefault(row[-1].end, []).append(whole)
        i = close + 1
    return tuple(row), {k: tuple(v) for k, v in brackets.items()}


def _close(tokens: Sequence[Token], i: int) -> int | None:
    stack = [PAIRS.get(tokens[i].surface)]
    if stack[0] is None:
        return None
    for k in range(i + 1, len(tokens)):
        s = tokens[k].surface
        if s in PAIRS:
            stack.append(PAIRS[s])
        elif s == stack[-1]:
            stack.pop()
            if not stack:
                return k
    return None
