"""Tokens: what Sudachi gives, with offsets in the article and one letter for the part of speech."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import Any, Final, Protocol

from kg.memo import Memo
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


_READING = re.compile("(?<=[一-龥々])[(（][ぁ-ゖァ-ヺー]{1,4}[)）]")
_SURROGATE = re.compile("[\ud800-\udfff]")
"""Halves of a character that no encoding holds; the tokenizer refuses them."""
_VARIANT = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Marks that choose a form of the character before: 辻 with one dot or two. No dictionary has words with them."""


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


class Word:
    """A word wherever it stands: `form` is the inflected form (連用形…). Two are equal only where they are one object.

    Words and tokens are no dataclasses: a text makes a token of each of its words, and a frozen one takes five times as
    long to make.
    """

    __slots__ = ("form", "lemma", "norm", "oov", "opens", "person_name", "place_name", "pos", "surface", "tags")

    def __init__(
        self, surface: str, pos: str, lemma: str, norm: str, form: str, tags: tuple[str, ...], oov: bool = False
    ) -> None:
        self.surface: Final = surface
        self.pos: Final = pos
        self.lemma: Final = lemma
        self.norm: Final = norm
        self.form: Final = form
        self.tags: Final = tags
        self.oov: Final = oov
        self.opens: Final = pos == Pos.OPEN or surface[:1] in ("(", "（")
        self.person_name: Final = pos == Pos.PROPER and tags[2] == "人名"
        self.place_name: Final = pos == Pos.PROPER and tags[2] == "地名"

    def __repr__(self) -> str:
        return f"{self.surface}/{self.pos}"


class Token:
    """A word in its place: `start` and `end` count characters of the article.

    `inner` are the tokens inside a quotation or a bracket that stands as one token.
    """

    __slots__ = ("end", "form", "inner", "lemma", "norm", "oov", "pos", "start", "surface", "tags", "word")

    def __init__(self, word: Word, start: int, end: int, inner: tuple[Token, ...] = ()) -> None:
        self.word: Final = word
        self.start: Final = start
        self.end: Final = end
        self.inner: Final = inner
        self.surface: Final = word.surface
        self.pos: Final = word.pos
        self.lemma: Final = word.lemma
        self.norm: Final = word.norm
        self.form: Final = word.form
        self.tags: Final = word.tags
        self.oov: Final = word.oov

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def person_name(self) -> bool:
        return self.word.person_name

    @property
    def place_name(self) -> bool:
        return self.word.place_name

    def __repr__(self) -> str:
        return f"{self.word}@{self.start}"


class Sudachi(Protocol):
    """What is used of Sudachi's tokenizer."""

    def tokenize(self, text: str, /) -> Any: ...


@dataclass(frozen=True)
class Tokenizer:
    """Sudachi with the words that it has met: most of a text's words are those of the texts before."""

    sudachi: Sudachi

    def tokenize(self, text: str) -> Any:
        """Sudachi's own morphemes of a text."""
        return self.sudachi.tokenize(text)

    @cached_property
    def words(self) -> Memo[tuple[str, int], Word]:
        """Words by surface and Sudachi's number; of words that the dictionary lacks that is the part of speech's."""
        return Memo()

    def word(self, surface: str, morpheme: Any) -> Word:
        """A morpheme as a word, remembered."""
        tags = morpheme.part_of_speech()
        if surface == _OLD_OF and tags[0] == "助詞":  # 小林鷹之: the old particle is a part of names alone now
            tags = _GIVEN_NAME
        lemma, norm = morpheme.dictionary_form(), morpheme.normalized_form()
        pos = Pos.SPACE if surface.isspace() else letter(tags)  # some separators of lines are unknown words
        word = Word(surface, pos, lemma, norm, tags[5], tags, morpheme.is_oov())
        return self.words.keep((surface, morpheme.word_id()), word)


_OLD_OF = "之"
_GIVEN_NAME = ("名詞", "固有名詞", "人名", "名", "*", "*")
_WITH = Word("と", Pos.CASE, "と", "と", "*", ("助詞", "格助詞", "*", "*", "*", "*"))
_ALSO = Word("も", Pos.TOPIC, "も", "も", "*", ("助詞", "係助詞", "*", "*", "*", "*"))


def open_tokenizer() -> Tokenizer:
    """Sudachi with its core dictionary, longest units (mode C)."""
    from sudachipy import SplitMode

    return Tokenizer(_dictionary().tokenizer(mode=SplitMode.C))


@cache
def _dictionary() -> Any:
    from sudachipy import Dictionary

    return Dictionary(dict="core")


def tokenize(tokenizer: Tokenizer, text: str, offset: int = 0) -> tuple[Token, ...]:
    """The tokens of a sentence that starts at `offset` of its article."""
    text = _SURROGATE.sub("\ufffd", text)
    if _VARIANT.search(text):
        return tuple(_plain(tokenizer, text, offset))
    readings = [m.span() for m in _READING.finditer(text)] if "(" in text or "（" in text else []
    if not readings:
        return tuple(_tokens(tokenizer, text, offset))
    return tuple(_around(tokenizer, text, readings, offset))


def _plain(tokenizer: Tokenizer, text: str, offset: int) -> Iterator[Token]:
    """The tokens of a sentence without the marks of its variants; these lie in the span of the token before."""
    places = [i for i, c in enumerate(text) if not _VARIANT.match(c)]
    bare = "".join([text[i] for i in places])
    places.append(len(text))
    for t in tokenize(tokenizer, bare):
        yield Token(t.word, places[t.start] + offset, places[t.end] + offset)


def _tokens(tokenizer: Tokenizer, text: str, offset: int) -> list[Token]:
    known = tokenizer.words.get
    out: list[Token] = []
    end = offset
    for m in tokenizer.sudachi.tokenize(text):
        surface = m.surface()
        start, end = end, end + len(surface)
        word = known((surface, m.word_id())) or tokenizer.word(surface, m)
        if surface == "とも" and out and word.tags[0] in ("名詞", "接尾辞"):  # B氏とも会談
            out += (Token(_WITH, start, start + 1), Token(_ALSO, start + 1, end))
        elif surface:
            out.append(Token(word, start, end))
    return out


def _around(tokenizer: Tokenizer, text: str, readings: Sequence[tuple[int, int]], offset: int) -> Iterator[Token]:
    """The tokens of a sentence with readings in brackets, which Sudachi would make a part of the word before.

    The rest is taken as if they were not there, unless a word would then reach over one: 一(はじめ)氏.
    """
    places: list[int] = []
    bare = ""
    at = 0
    for start, end in readings:
        bare += text[at:start]
        places.append(len(bare))
        at = end
    bare += text[at:]
    tokens = _tokens(tokenizer, bare, 0)
    if any(t.start < place < t.end for t in tokens for place in places):
        edges = [0, *(edge for reading in readings for edge in reading), len(text)]
        for start, end in pairwise(edges):
            yield from _tokens(tokenizer, text[start:end], start + offset)
        return
    shift = offset
    waiting = list(zip(places, readings, strict=True))
    for t in tokens:
        while waiting and waiting[0][0] <= t.start:
            _, (start, end) = waiting.pop(0)
            yield from _tokens(tokenizer, text[start:end], start + offset)
            shift += end - start
        yield Token(t.word, t.start + shift, t.end + shift)
    for _, (start, end) in waiting:
        yield from _tokens(tokenizer, text[start:end], start + offset)


def surface_of(tokens: Iterable[Word | Token]) -> str:
    return "".join([t.surface for t in tokens])
