"""Whole names: parties whose names the tokenizer cuts at a particle, 希望の党, 大阪維新の会."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kg.analyse.token import Pos, Token, Word
from kg.find.table import ActorTable
from kg.grammar import Grammar
from kg.model import Kind

_TAGS = ("名詞", "固有名詞", "一般", "*", "*", "*")


@dataclass(frozen=True)
class WholeNames:
    """Makes one token of each name of the tables that holds a particle and ends as parties do."""

    table: ActorTable
    grammar: Grammar

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        endings, particles = (tuple(self.grammar.table("names", key)) for key in ("whole_endings", "whole_particles"))
        forms = [
            form
            for form, known in self.table.by_form.items()
            if known[0].kind is Kind.ORGANIZATION and form.endswith(endings) and any(p in form[1:-1] for p in particles)
        ]
        return re.compile("|".join(map(re.escape, sorted(forms, key=lambda f: (-len(f), f))))) if forms else None

    def joined(self, tokens: Sequence[Token], text: str, first: int) -> Sequence[Token]:
        """The tokens of a sentence, whose `text` begins at `first`, with those of each such name made one."""
        found = self._names.search(text) if self._names is not None else None
        if found is None or self._names is None:
            return tokens
        spans = [(first + m.start(), first + m.end()) for m in self._names.finditer(text)]
        ends = {t.end for t in tokens}
        whole = {start: end for start, end in spans if end in ends}
        out: list[Token] = []
        until = first
        for t in tokens:
            if t.start < until:
                continue
            end = whole.get(t.start)
            if end is None or end <= t.end:
                out.append(t)
            else:
                out.append(Token(_name(text[t.start - first : end - first]), t.start, end))
                until = end
        return out


@lru_cache(maxsize=4096)
def _name(text: str) -> Word:
    return Word(text, Pos.PROPER, text, text, "*", _TAGS)
