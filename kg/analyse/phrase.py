"""Phrases (文節): content words with the particles behind them, and what their ending says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.analyse.token import Pos, Token, Word, surface_of
from kg.model import Span
from kg.value import value


class Link:
    """How a phrase joins what follows; plain strings, for an enum's members take long to get at in Python 3.11."""

    ROOT = "root"
    CASE = "case"
    ADNOMINAL = "adnominal"
    QUOTE = "quote"
    CONTINUE = "continue"
    CONDITION = "condition"
    PURPORT = "purport"
    """するよう(に): what is asked for."""
    BARE = "bare"
    """A noun without a particle."""
    ADVERB = "adverb"


@value(frozen=True, slots=True)
class Ending:
    """What inflection and auxiliaries say of a predicate."""

    past: bool = False
    negative: bool = False
    passive: bool = False
    causative: bool = False
    progressive: bool = False
    desire: bool = False
    volition: bool = False
    obligation: bool = False
    conjecture: bool = False
    hearsay: bool = False
    imperative: bool = False
    potential: bool = False


@value(frozen=True, slots=True, eq=False)
class Wording:
    """What the words of a phrase say wherever they stand; two are equal only where they are one object.

    `content` holds the words, `case` the normalised particle (が を に …, "" for none), `lemma` the dictionary form of
    a predicate or of the last noun, `text` the content words as they stand there.
    """

    content: tuple[Word, ...]
    function: tuple[Word, ...]
    case: str
    topic: bool
    adnominal: bool
    link: str
    comma: bool
    predicate: bool
    lemma: str
    ending: Ending
    text: str

    @property
    def nominal(self) -> bool:
        return self.content[-1].pos in Pos.NOMINAL


class Phrase:
    """One phrase of a sentence, `index` its place there. 「米側が」 has the content 米側 and the case が.

    `start` and `end` are those of the whole phrase, `span` covers the content words alone, `head` is the last of them.
    What its wording says is told again, for it is asked for more often than anything else.
    """

    __slots__ = (
        "adnominal", "brackets", "case", "comma", "content", "end", "ending", "function", "head", "index", "lemma",
        "link", "nominal", "predicate", "span", "start", "text", "topic", "wording",
    )  # fmt: skip

    def __init__(
        self,
        index: int,
        wording: Wording,
        content: tuple[Token, ...],
        function: tuple[Token, ...],
        brackets: tuple[Token, ...] = (),
    ) -> None:
        head = content[-1]
        self.index: Final = index
        self.wording: Final = wording
        self.content: Final = content
        self.function: Final = function
        self.brackets: Final = brackets
        self.case: Final = wording.case
        self.topic: Final = wording.topic
        self.adnominal: Final = wording.adnominal
        self.link: Final = wording.link
        self.comma: Final = wording.comma
        self.predicate: Final = wording.predicate
        self.lemma: Final = wording.lemma
        self.ending: Final = wording.ending
        self.text: Final = wording.text
        self.start: Final = content[0].start
        self.end: Final = function[-1].end if function else head.end
        self.span: Final = Span(content[0].start, head.end)
        self.head: Final = head
        self.nominal: Final = head.pos in Pos.NOMINAL

    def reworded(self, wording: Wording) -> Phrase:
        """The phrase with its words taken otherwise."""
        return Phrase(self.index, wording, self.content, self.function, self.brackets)

    def __repr__(self) -> str:
        mark = "、" if self.comma else ""
        return f"〈{self.text}|{surface_of(self.function)}{mark} {self.link}{'/' + self.case if self.case else ''}>"


@dataclass(frozen=True, slots=True)
class Particles:
    """The grammar's particles: see `ontology/grammar/particles.yaml`."""

    compound: tuple[tuple[str, str, bool], ...]
    """(form, case, adnominal), longest form first."""
    quoting_adnominal: frozenset[str]
    topic: frozenset[str]
    coordination: frozenset[str]
