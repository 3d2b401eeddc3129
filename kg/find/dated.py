"""Days in their places: which tokens and phrases of a sentence say when."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.analyse.phrase import Phrase
from kg.analyse.token import Pos, Token, Word
from kg.find.date import DateExpression

_KANA = frozenset(map(chr, range(0x3041, 0x3097)))


def noted_in(phrase: Phrase, dates: Sequence[DateExpression]) -> DateExpression | None:
    """The date in brackets behind a phrase."""
    spans = [b.span for b in phrase.brackets]
    return next((d for d in dates if any(s.covers(d.span) for s in spans)), None)


def standing(dates: Sequence[DateExpression], tokens: Sequence[Token]) -> Sequence[DateExpression]:
    """The dates without those that are the middle of a word: no けさ in 負けさせる."""
    if not any(d.text[0] in _KANA for d in dates):
        return dates
    begun = {t.start for t in tokens}
    return [d for d in dates if d.text[0] not in _KANA or d.span.start in begun]


def joined(tokens: Sequence[Token], dates: Sequence[DateExpression]) -> Sequence[Token]:
    """The tokens with those of each date made one; the dates stand from left to right."""
    if not dates:
        return tokens
    out: list[Token] = []
    k = 0
    for t in tokens:
        while k < len(dates) and dates[k].span.end <= t.start:
            k += 1
        if k == len(dates) or t.start < dates[k].span.start or dates[k].span.end < t.end:
            out.append(t)
        elif out and out[-1].start == dates[k].span.start:
            last = out[-1]
            out[-1] = Token(_time(last.surface + t.surface, last.word), last.start, t.end)
        else:
            out.append(Token(_time(t.surface, t.word), t.start, t.end))
    return out


@lru_cache(maxsize=4096)
def _time(text: str, first: Word) -> Word:
    """The words of a date as one, as their first word tells."""
    if text == first.surface:
        return Word(text, Pos.TIME, first.lemma, first.norm, first.form, first.tags, first.oov)
    return Word(text, Pos.TIME, text, text, first.form, first.tags, first.oov)


def date_in(phrase: Phrase, dates: Sequence[DateExpression]) -> DateExpression | None:
    """The date that a phrase says; none where it stands inside a quotation."""
    for d in dates:
        if phrase.span.covers(d.span) and not any(
            t.pos == Pos.QUOTE and t.start < d.span.start for t in phrase.content
        ):
            return d
    return None
