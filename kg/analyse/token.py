"""Tokens: what Sudachi gives, with offsets in the article and one letter for the part of speech."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from kg.model import Span


class Pos:
    """One letter a part of speech; the sets say which letters stand together."""

    NOUN, SURU, TIME, PROPER, NUMBER, COUNTER, PRONOUN = "N", "S", "T", "P", "Q", "K", "O"
    VERB, ADJECTIVE, ADJECTIVAL = "V", "A", "J"
    ADVERB, ADNOMINAL, CONJUNCTION, INTERJECTION = "D", "R", "C", "I"
    PREFIX, SUFFIX, SUFFIX_NA, SUFFIX_VERB = "x", "y", "z", "w"
    CASE, TOPIC, FOCUS, LINK, FINAL, NOMINALIZER, AUXILIARY = "k", "h", "f", "s", "e", "j", "u"
    STOP, COMMA, OPEN, CLOSE, SYMBOL, SPACE = ".", ",", "(", ")", "*", " "
    QUOTE, BRACKET = '"', "b"
    NOMINAL = frozenset('NSTPQKOxyJ"*z')
    FUNCTION = frozenset("khfseju")


_NOUNS = {
    "サ変可能": Pos.SURU,
    "サ変形状詞可能": Pos.SURU,
    "副詞可能": Pos.TIME,
    "助数詞可能": Pos.COUNTER,
}
_PARTICLES = {
    "格助詞": Pos.CASE,
    "係助詞": Pos.TOPIC,
    "副助詞": Pos.FOCUS,
    "接続助詞": Pos.LINK,
    "終助詞": Pos.FINAL,
    "準体助詞": Pos.NOMINALIZER,
}
_SYMBOLS = {"句点": Pos.STOP, "読点": Pos.COMMA, "括弧開": Pos.OPEN, "括弧閉": Pos.CLOSE}
_SUFFIXES = {"名詞的": Pos.SUFFIX, "形状詞的": Pos.SUFFIX_NA}
_PLAIN = {
    "代名詞": Pos.PRONOUN,
    "動詞": Pos.VERB,
    "形容詞": Pos.ADJECTIVE,
    "形状詞": Pos.ADJECTIVAL,
    "副詞": Pos.ADVERB,
    "連体詞": Pos.ADNOMINAL,
    "接続詞": Pos.CONJUNCTION,
    "感動詞": Pos.INTERJECTION,
    "接頭辞": Pos.PREFIX,
    "助動詞": Pos.AUXILIARY,
    "空白": Pos.SPACE,
}


_SURROGATE = re.compile("[\ud800-\udfff]")
"""Halves of a character that no encoding holds; the tokenizer refuses them."""


@lru_cache(maxsize=4096)
def letter(tags: tuple[str, ...]) -> str:
    """The one-letter part of speech of UniDic's six tags, as Sudachi gives them."""
    head, second, third = tags[0], tags[1], tags[2]
    if head == "名詞":
        if second == "固有名詞":
            return Pos.PROPER
        if second == "数詞":
            return Pos.NUMBER
        if second == "助動詞語幹":
            return Pos.AUXILIARY
        return _NOUNS.get(third, Pos.NOUN) if second == "普通名詞" else Pos.NOUN
    if head == "助詞":
        return _PARTICLES.get(second, Pos.FOCUS)
    if head == "接尾辞":
        if third == "助数詞":
            return Pos.COUNTER
        return _SUFFIXES.get(second, Pos.SUFFIX_VERB)
    if head == "補助記号":
        return _SYMBOLS.get(second, Pos.SYMBOL)
    if head == "形状詞" and second == "助動詞語幹":
        return Pos.AUXILIARY
    return _PLAIN.get(head, Pos.SYMBOL)


@dataclass(frozen=True, slots=True)
class Token:
    """A word: `start` and `end` count characters of the article, `form` is the inflected form (連用形…)."""

    surface: str
    start: int
    end: int
    pos: str
    lemma: str
    norm: str
    form: str
    tags: tuple[str, ...]
    oov: bool = False
    inner: tuple[Token, ...] = field(default=(), repr=False)
    """The tokens inside a quotation or a bracket that stands as one token."""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def person_name(self) -> bool:
        return self.pos == Pos.PROPER and self.tags[2] == "人名"

    @property
    def place_name(self) -> bool:
        return self.pos == Pos.PROPER and self.tags[2] == "地名"


class Tokenizer(Protocol):
    """What is used of Sudachi's tokenizer."""

    def tokenize(self, text: str, /) -> Any: ...


def open_tokenizer() -> Tokenizer:
    """Sudachi with its core dictionary, longest units (mode C)."""
    from sudachipy import Dictionary, SplitMode

    return Dictionary(dict="core").tokenizer(mode=SplitMode.C)  # type: ignore[no-any-return]


def tokenize(tokenizer: Tokenizer, text: str, offset: int = 0) -> tuple[Token, ...]:
    """The tokens of a sentence that starts at `offset` of its article."""
    out: list[Token] = []
    for m in tokenizer.tokenize(_SURROGATE.sub("\ufffd", text)):
        surface = m.surface()
        if not surface:
            continue
        tags = m.part_of_speech()
        start = m.begin() + offset
        if surface == "とも" and tags[0] in ("名詞", "接尾辞") and out:  # B氏とも会談: two particles, no noun
            end = m.end() + offset
            case, topic = ("助詞", "格助詞", "*", "*", "*", "*"), ("助詞", "係助詞", "*", "*", "*", "*")
            out.append(Token("と", start, start + 1, Pos.CASE, "と", "と", "*", case))
            out.append(Token("も", start + 1, end, Pos.TOPIC, "も", "も", "*", topic))
            continue
        lemma = m.dictionary_form()
        out.append(
            Token(surface, start, m.end() + offset, letter(tags), lemma, m.normalized_form(), tags[5], tags, m.is_oov())
        )
    return tuple(out)


def surface_of(tokens: Sequence[Token]) -> str:
    return "".join(t.surface for t in tokens)
