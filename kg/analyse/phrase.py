"""Phrases (文節): content words with the particles behind them, and what their ending says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.analyse.token import Pos, Token, surface_of
from kg.model import Span


class Link(StrEnum):
    """How a phrase joins what follows."""

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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a sentence, `index` its place there.

    `content` holds the words, `case` the normalised particle (が を に …, "" for none), `lemma` the dictionary form of
    a predicate or of the last noun. 「米側が」 has the content 米側 and the case が.
    """

    index: int
    content: tuple[Token, ...]
    function: tuple[Token, ...]
    case: str
    topic: bool
    adnominal: bool
    link: Link
    comma: bool
    predicate: bool
    lemma: str
    ending: Ending
    brackets: tuple[Token, ...] = ()
    text: str = ""
    """The content words, as they stand there."""

    @property
    def start(self) -> int:
        return self.content[0].start

    @property
    def end(self) -> int:
        return (self.function or self.content)[-1].end

    @property
    def span(self) -> Span:
        """The content words alone."""
        return Span(self.content[0].start, self.content[-1].end)

    @property
    def head(self) -> Token:
        return self.content[-1]

    @property
    def nominal(self) -> bool:
        return self.content[-1].pos in Pos.NOMINAL

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
