"""Chunking: tokens to phrases, one pass from left to right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kg.analyse.ending import ending_of
from kg.analyse.fold import fold
from kg.analyse.link import (
    INFLECTED,
    Words,
    as_adverb,
    as_quotation,
    case_of,
    contrasts,
    has_copula,
    nominal_link,
    particles_alone,
    predicate_link,
    verb_lemma,
)
from kg.analyse.phrase import Ending, Link, Particles, Phrase, Wording
from kg.analyse.token import Pos, Token, surface_of
from kg.grammar import Grammar

_NOMINAL, _FUNCTION = Pos.NOMINAL, Pos.FUNCTION
_PLACED = frozenset({Pos.PROPER, Pos.SUFFIX})
_WHEN = frozenset({Pos.COMMA, Pos.TIME, Pos.NUMBER, Pos.COUNTER})
_BETWEEN = Pos.FUNCTION | {Pos.COMMA, Pos.STOP, Pos.SPACE, Pos.CLOSE, Pos.OPEN}
"""What starts no phrase."""
_MODIFIED = Pos.NOMINAL | {Pos.VERB, Pos.ADVERB, Pos.ADNOMINAL, Pos.ADJECTIVE}
_PLAIN_ENDING = Ending()


@dataclass(frozen=True)
class Chunker:
    """Cuts a sentence's tokens into phrases with the words of a grammar."""

    grammar: Grammar

    @cached_property
    def particles(self) -> Particles:
        rows = [
            (form, row["case"], bool(row.get("adnominal")))
            for row in self.grammar.table("particles", "compound")
            for form in row["forms"]
        ]
        return Particles(
            tuple(sorted(rows, key=lambda r: (-len(r[0]), r[0]))),
            self.grammar.words("particles", "quoting_adnominal"),
            self.grammar.words("particles", "topic"),
            self.grammar.words("particles", "coordination"),
        )

    @cached_property
    def compounds(self) -> dict[str, tuple[str, bool]]:
        """The case of each compound particle, and whether it joins a noun to another."""
        return {form: (case, adnominal) for form, case, adnominal in reversed(self.particles.compound)}

    @cached_property
    def openings(self) -> frozenset[str]:
        """What compound particles begin with: their first two characters."""
        return frozenset(form[:2] for form in self.compounds)

    @cached_property
    def signs(self) -> frozenset[str]:
        """The first characters of these."""
        return frozenset(form[0] for form in self.compounds)

    @cached_property
    def suru(self) -> frozenset[str]:
        return self.grammar.words("predicates", "suru")

    @cached_property
    def helpers(self) -> frozenset[str]:
        return self.grammar.words("predicates", "helpers")

    @cached_property
    def denominal(self) -> frozenset[str]:
        return self.grammar.words("predicates", "denominal")

    @cached_property
    def ni_suru(self) -> frozenset[str]:
        return self.grammar.words("predicates", "ni_suru")

    def phrases(self, tokens: Sequence[Token], breaks: frozenset[int] = frozenset()) -> tuple[Phrase, ...]:
        """The phrases of a sentence; `breaks` are offsets at which a phrase must end (a date's edges)."""
        row, brackets = fold(tokens)
        words = tuple([t.word for t in row])
        cuts = frozenset([k for k, t in enumerate(row) if t.start in breaks]) if breaks else breaks
        out: list[Phrase] = []
        i, n = 0, len(row)
        while i < n:
            if words[i].pos in _BETWEEN:
                if words[i].surface == "と" and out and (out[-1].predicate or out[-1].head.pos == Pos.QUOTE):
                    out[-1] = out[-1].reworded(as_quotation(out[-1].wording))
                i += 1
                continue
            content_end = self._content(words, i, cuts)
            end, compound = self._function(words, content_end, i, cuts)
            comma = end < n and words[end].pos == Pos.COMMA
            wording = self._wording(words, i, content_end, end, comma, compound)
            content = row[i:content_end]
            annotations = tuple([b for t in content for b in brackets.get(t.end, ())]) if brackets else ()
            out.append(Phrase(len(out), wording, content, row[content_end:end], annotations))
            i = end + comma
        if not self.adverbs.isdisjoint([p.lemma for p in out]):
            return tuple(self._plain_adverbs(out))
        return tuple(out)

    def _plain_adverbs(self, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
        """The phrases with 重ねて and the like, right before a predicate, as the adverbs that they are."""
        for p, q in zip(phrases, [*phrases, None][1:], strict=True):
            adverb = p.predicate and p.link == Link.CONTINUE and not p.comma and p.lemma in self.adverbs
            if adverb and q is not None and q.predicate and len(p.function) == 1:
                yield p.reworded(as_adverb(p.wording))
            else:
                yield p

    @cached_property
    def manner(self) -> frozenset[str]:
        """Nouns that with に or で say only how: 早期に, 全会一致で."""
        return self.grammar.words("predicates", "manner")

    @cached_property
    def _manner_ends(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("predicates", "manner_ends"))

    @cached_property
    def adverbs(self) -> frozenset[str]:
        return self.grammar.words("predicates", "adverbs")

    def _content(self, words: Words, i: int, cuts: frozenset[int]) -> int:
        first = words[i].pos
        n = len(words)
        j = i + 1
        if words[i].surface in self.alone and (self._closes(words, i) or self._sets_time(words, i)):
            return j
        prefixed = first == Pos.PREFIX and j < n and words[j].pos == Pos.VERB  # 相次いだ
        if first in _NOMINAL and not prefixed:
            while j < n:
                t = words[j]
                if (t.pos not in _NOMINAL and not self._spaced(words, j)) or j in cuts:
                    break
                if t.pos == Pos.SURU and words[j - 1].surface in self.durations and self._lasts(words, i, j):
                    break
                j += 1
            if j < n and words[j].pos == Pos.VERB and words[j].lemma in self.denominal:
                j += 1
            return j
        j += prefixed
        if words[j - 1].pos == Pos.VERB:
            while (
                j < len(words)
                and words[j].pos == Pos.VERB
                and "連用" in words[j - 1].form
                and words[j].lemma not in self.suru
            ):
                j += 1
            while j < len(words) and words[j].pos in (Pos.SUFFIX, Pos.SUFFIX_NA):  # 見送り方: a noun after all
                j += 1
        return j

    def _closes(self, words: Words, i: int) -> bool:
        """Whether a noun closes the clause before it and starts no compound: 攻撃するため部隊を."""
        if i == 0 or words[i].surface not in self.closing or words[i].pos not in _NOMINAL:
            return False
        before = words[i - 1]
        told = before.pos in (Pos.VERB, Pos.AUXILIARY) and before.form.startswith(("連体", "終止"))
        return told or before.pos == Pos.ADNOMINAL  # その後イギリスは

    def _sets_time(self, words: Words, i: int) -> bool:
        """Whether a noun only says when, though another follows it: 先頃最高裁長官に就任した."""
        follows = words[i + 1].pos if i + 1 < len(words) else ""
        return (
            words[i].surface in self.adverbial and follows in Pos.NOMINAL and follows not in (Pos.SUFFIX, Pos.COUNTER)
        )

    @cached_property
    def alone(self) -> frozenset[str]:
        """Nouns that may start no compound."""
        return self.closing | self.adverbial

    @cached_property
    def adverbial(self) -> frozenset[str]:
        return self.grammar.words("predicates", "adverbial")

    @cached_property
    def closing(self) -> frozenset[str]:
        return self.grammar.words("predicates", "closing")

    def _spaced(self, words: Words, j: int) -> bool:
        """Whether a space stands between two words of one foreign name."""
        if words[j].pos != Pos.SPACE or j + 1 >= len(words):
            return False
        return words[j - 1].surface.isascii() and words[j + 1].surface.isascii() and words[j + 1].pos in Pos.NOMINAL

    def _lasts(self, words: Words, i: int, j: int) -> bool:
        """Whether what stands before, a unit at its end, is a length or a count of times (約30分間会談した)."""
        return any(t.pos == Pos.NUMBER for t in words[i:j]) and all(
            t.pos in (Pos.NUMBER, Pos.COUNTER, Pos.PREFIX, Pos.SUFFIX)
            or t.surface in self.durations
            or len(t.surface) == 1
            for t in words[i:j]
        )

    @cached_property
    def durations(self) -> frozenset[str]:
        return self.grammar.words("predicates", "durations")

    def _function(self, words: Words, j: int, start: int, cuts: frozenset[int]) -> tuple[int, tuple[str, bool] | None]:
        """Where the function words end, and the compound particle met last."""
        compound: tuple[str, bool] | None = None
        n = len(words)
        nominal = words[j - 1].pos in _NOMINAL
        at = j
        while j < n:
            t = words[j]
            if t.pos in _FUNCTION:
                if t.surface[0] in self.signs and (t.pos == Pos.CASE or t.surface in "にのと"):
                    hit = self._compound(words, j, cuts)
                    if hit:
                        j, compound = hit
                        continue
            elif t.pos == Pos.CONJUNCTION:
                if nominal and j == at and t.surface in self.particles.coordination:
                    return j + 1, ("と", False)
                break
            elif t.pos not in INFLECTED or not self._attached(words, j, at, start, nominal):
                break
            j += 1
        return j, compound

    def _attached(self, words: Words, j: int, at: int, start: int, nominal: bool) -> bool:
        """Whether a verb or an adjective belongs to the words before it: 会談する, 会談している, 会談というの."""
        if self._modal(words, j, at) or (j > at and self._helps(words, j)):
            return not self._takes_place(words, j, at, start)
        t = words[j]
        if t.pos != Pos.VERB:
            return False
        if t.lemma in self.suru and j == at:
            return nominal
        if (
            t.lemma in self.suru
            and j == at + 1
            and words[at].surface == "に"
            and surface_of(words[start:at]) in self.ni_suru
        ):
            return True
        return (
            t.lemma in ("いう", "言う")
            and words[j - 1].surface == "と"
            and j + 1 < len(words)
            and words[j + 1].pos in _NOMINAL
            and t.form.startswith(("連体", "終止"))
        )

    def _takes_place(self, words: Words, j: int, at: int, start: int) -> bool:
        """Whether ある tells where something was held, and is no である: 会談が20日、東京であった."""
        if j != at + 1 or words[at].surface != "で" or words[j].norm != "有る" or words[at - 1].pos not in _PLACED:
            return False
        k = start
        while k > 0 and words[k - 1].pos in _WHEN:
            k -= 1
        held = words[k - 2] if k > 1 and words[k - 1].surface == "が" else None
        return held is not None and (held.pos == Pos.SURU or held.surface in self.occasions)

    @cached_property
    def occasions(self) -> frozenset[str]:
        return self.grammar.words("predicates", "occasions")

    def _modal(self, words: Words, j: int, at: int) -> bool:
        """Whether a verb belongs to 〜なければならない or 〜かもしれない."""
        return j - at >= 2 and surface_of(words[at : j + 1]).endswith(self.modals)

    @cached_property
    def modals(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("predicates", "modals"))

    def _helps(self, words: Words, j: int) -> bool:
        """Whether a verb or ない behind particles only helps what stands before: ている, ではない."""
        before, t = words[j - 1], words[j]
        if before.surface in ("て", "で") and before.pos in (Pos.LINK, Pos.AUXILIARY):
            return t.lemma in self.helpers or t.norm in self.helpers
        if before.pos in (Pos.TOPIC, Pos.FOCUS) and j > 1 and words[j - 2].surface in ("て", "で"):
            return words[j - 2].pos == Pos.LINK and (t.lemma in self.helpers or t.norm in self.helpers)
        if t.norm == "無い" and before.pos == Pos.AUXILIARY and "連用" in before.form and before.lemma == "たい":
            return True
        if t.norm in ("無い", "有る"):
            copula = words[j - 2] if before.pos == Pos.TOPIC and j > 1 else before
            return copula.lemma == "だ" or (copula.surface == "で" and copula.pos in (Pos.AUXILIARY, Pos.CASE))
        return False

    def _compound(self, words: Words, j: int, cuts: frozenset[int]) -> tuple[int, tuple[str, bool]] | None:
        """Where the longest compound particle that begins at `j` ends, with what it says."""
        opening = words[j].surface
        if len(opening) == 1 and j + 1 < len(words):
            opening += words[j + 1].surface
        if opening[:2] not in self.openings:
            return None
        text = ""
        found: list[tuple[int, str]] = []
        for k in range(j, min(len(words), j + 6)):
            if words[k].pos in (Pos.COMMA, Pos.STOP, Pos.QUOTE) or (k > j and k in cuts):
                break
            text += words[k].surface
            if text in self.compounds:
                found.append((k + 1, text))
        for end, form in reversed(found):
            follows = words[end] if end < len(words) else None
            if follows is not None and follows.pos in (Pos.AUXILIARY, Pos.LINK) and words[end - 1].pos == Pos.VERB:
                continue
            if follows is not None and follows.pos == Pos.VERB and follows.lemma in self.helpers and form[-1] == "て":
                continue
            return end, self.compounds[form]
        return None

    def _wording(
        self, words: Words, i: int, c: int, end: int, comma: bool, compound: tuple[str, bool] | None
    ) -> Wording:
        """What the words from `i` to `end` say as a phrase whose content ends at `c`."""
        function = words[c:end]
        if words[c - 1].pos in _NOMINAL and particles_alone(function):  # what stands around a noun does not matter
            return self._worded(words[i:c], function, comma, False, compound, False, False)
        n = len(words)
        after = end + comma
        last = end >= n or words[end].pos == Pos.STOP
        quoted = i > 1 and words[i - 1].surface == "と" and "意志推量" not in words[i - 2].form  # no 訪中しようとした
        modifies = after < n and words[after].pos in _MODIFIED
        return self._worded(words[i:c], function, comma, last, compound, quoted, modifies)

    @cached_property
    def _worded(self) -> Callable[[Words, Words, bool, bool, tuple[str, bool] | None, bool, bool], Wording]:
        """`_reading`, remembered: the phrases of a text are mostly those of other texts."""
        return lru_cache(maxsize=1 << 15)(self._reading)

    def _reading(
        self,
        content: Words,
        function: Words,
        comma: bool,
        last: bool,
        compound: tuple[str, bool] | None,
        quoted: bool,
        modifies: bool,
    ) -> Wording:
        """What words say as a phrase; `quoted` says that と stands before them, `modifies` that a noun may follow."""
        head, text = content[-1], surface_of(content)
        suru = next((k for k, t in enumerate(function[:2]) if t.pos == Pos.VERB and t.lemma in self.suru), None)
        ni_suru = suru == 1 and text in self.ni_suru
        adverbial = (
            head.pos == Pos.ADJECTIVE
            and "連用" in head.form
            and not comma
            and (not function or surface_of(function) == "とも")  # 少なくとも
        )
        verbal = head.pos == Pos.VERB or (head.pos == Pos.ADJECTIVE and not adverbial) or suru == 0 or ni_suru
        copula = not verbal and head.pos in _NOMINAL and has_copula(function)
        predicate = verbal or copula
        ending = ending_of(content, function) if predicate else _PLAIN_ENDING
        if predicate:
            link, case, adnominal = predicate_link(content, function, last, modifies)
            if compound and not (verbal and compound[1] and link == Link.ADNOMINAL and compound[0] == "と"):
                case, adnominal = compound
                goes_on = case in ("と", "に加え") or contrasts(function)
                link = Link.ADNOMINAL if adnominal else (Link.CONTINUE if goes_on else Link.CASE)
                case = "" if link == Link.CONTINUE else case
                if case == "として" and not adnominal:
                    link, case = Link.QUOTE, "と"
        else:
            case, adnominal = compound or case_of(function)
            if comma and case == "の" and head.surface == "もの":  # 反対したものの、
                case, adnominal = "", False
            link = nominal_link(content, function, case, adnominal)
            if case in ("に", "で") and link == Link.CASE and (text in self.manner or text.endswith(self._manner_ends)):
                link, case = Link.ADVERB, ""
        tail = function[-1] if function else None
        topic = tail is not None and tail.pos == Pos.TOPIC and tail.surface in self.particles.topic
        if head.pos == Pos.VERB:
            lemma = verb_lemma(content)
            if lemma in self.suru and quoted:
                lemma = "とする"
        else:
            lemma = text + "にする" if ni_suru else text
        return Wording(content, function, case, topic, adnominal, link, comma, predicate, lemma, ending, text)
