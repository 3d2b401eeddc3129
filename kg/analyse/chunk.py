"""Chunking: tokens to phrases, one pass from left to right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from kg.analyse.ending import ending_of
from kg.analyse.phrase import Ending, Link, Particles, Phrase, Wording
from kg.analyse.sentence import PAIRS
from kg.analyse.token import Pos, Token, Word, surface_of
from kg.grammar import Grammar

Words = tuple[Word, ...]

_QUOTES = frozenset("「『“")
_NOMINAL, _FUNCTION = Pos.NOMINAL, Pos.FUNCTION
_INFLECTED = (Pos.VERB, Pos.ADJECTIVE)
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
    def compounds(self) -> dict[str, tuple[tuple[str, str, bool], ...]]:
        """Compound particles by their first character, longest first."""
        out: dict[str, list[tuple[str, str, bool]]] = {}
        for row in self.particles.compound:
            out.setdefault(row[0][0], []).append(row)
        return {k: tuple(v) for k, v in out.items()}

    @cached_property
    def openings(self) -> frozenset[str]:
        """What compound particles begin with: their first two characters."""
        return frozenset(row[0][:2] for row in self.particles.compound)

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
        words = [t.word for t in row]
        out: list[Phrase] = []
        i, n = 0, len(row)
        while i < n:
            if row[i].pos in _BETWEEN:
                if row[i].surface == "と" and out and (out[-1].predicate or out[-1].head.pos == Pos.QUOTE):
                    out[-1] = out[-1].reworded(_quoting(out[-1].wording))
                i += 1
                continue
            content_end = self._content(row, i, breaks)
            function_end, predicate_tail = self._function(row, content_end, i, breaks)
            comma = function_end < n and row[function_end].pos == Pos.COMMA
            after = function_end + 1 if comma else function_end
            follows = row[after] if after < n else None
            last = function_end >= n or row[function_end].pos == Pos.STOP
            out.append(
                self._phrase(
                    len(out), row, words, i, content_end, function_end, comma, last, predicate_tail, brackets, follows
                )
            )
            i = function_end + (1 if comma else 0)
        if any(p.lemma in self.adverbs for p in out):
            return tuple(self._plain_adverbs(out))
        return tuple(out)

    def _plain_adverbs(self, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
        """The phrases with 重ねて and the like, right before a predicate, as the adverbs that they are."""
        for p, q in zip(phrases, [*phrases, None][1:], strict=True):
            adverb = p.predicate and p.link == Link.CONTINUE and not p.comma and p.lemma in self.adverbs
            if adverb and q is not None and q.predicate and len(p.function) == 1:
                yield p.reworded(_adverbial(p.wording))
            else:
                yield p

    @cached_property
    def adverbs(self) -> frozenset[str]:
        return self.grammar.words("predicates", "adverbs")

    def _content(self, row: Sequence[Token], i: int, breaks: frozenset[int]) -> int:
        first = row[i].pos
        j = i + 1
        if self._closes(row, i) or self._sets_time(row, i):
            return j
        prefixed = first == Pos.PREFIX and j < len(row) and row[j].pos == Pos.VERB  # 相次いだ
        if first in _NOMINAL and not prefixed:
            while j < len(row) and row[j].start not in breaks and (row[j].pos in _NOMINAL or self._spaced(row, j)):
                if row[j].pos == Pos.SURU and self._lasts(row, i, j):
                    break
                j += 1
            if j < len(row) and row[j].pos == Pos.VERB and row[j].lemma in self.denominal:
                j += 1
            return j
        j += prefixed
        if row[j - 1].pos == Pos.VERB:
            while (
                j < len(row) and row[j].pos == Pos.VERB and "連用" in row[j - 1].form and row[j].lemma not in self.suru
            ):
                j += 1
            while j < len(row) and row[j].pos in (Pos.SUFFIX, Pos.SUFFIX_NA):  # 見送り方: a noun after all
                j += 1
        return j

    def _closes(self, row: Sequence[Token], i: int) -> bool:
        """Whether a noun closes the clause before it and starts no compound: 攻撃するため部隊を."""
        if i == 0 or row[i].surface not in self.closing or row[i].pos not in _NOMINAL:
            return False
        before = row[i - 1]
        told = before.pos in (Pos.VERB, Pos.AUXILIARY) and before.form.startswith(("連体", "終止"))
        return told or before.pos == Pos.ADNOMINAL  # その後イギリスは

    def _sets_time(self, row: Sequence[Token], i: int) -> bool:
        """Whether a noun only says when, though another follows it: 先頃最高裁長官に就任した."""
        follows = row[i + 1].pos if i + 1 < len(row) else ""
        return row[i].surface in self.adverbial and follows in Pos.NOMINAL and follows not in (Pos.SUFFIX, Pos.COUNTER)

    @cached_property
    def adverbial(self) -> frozenset[str]:
        return self.grammar.words("predicates", "adverbial")

    @cached_property
    def closing(self) -> frozenset[str]:
        return self.grammar.words("predicates", "closing")

    def _spaced(self, row: Sequence[Token], j: int) -> bool:
        """Whether a space stands between two words of one foreign name."""
        if row[j].pos != Pos.SPACE or j + 1 >= len(row):
            return False
        return row[j - 1].surface.isascii() and row[j + 1].surface.isascii() and row[j + 1].pos in Pos.NOMINAL

    def _lasts(self, row: Sequence[Token], i: int, j: int) -> bool:
        """Whether what stands before is a length of time or a count of times (約30分間会談した)."""
        return (
            row[j - 1].surface in self.durations
            and any(t.pos == Pos.NUMBER for t in row[i:j])
            and all(
                t.pos in (Pos.NUMBER, Pos.COUNTER, Pos.PREFIX, Pos.SUFFIX)
                or t.surface in self.durations
                or len(t.surface) == 1
                for t in row[i:j]
            )
        )

    @cached_property
    def durations(self) -> frozenset[str]:
        return self.grammar.words("predicates", "durations")

    def _function(
        self, row: Sequence[Token], j: int, start: int, breaks: frozenset[int]
    ) -> tuple[int, tuple[str, bool] | None]:
        """Where the function words end, and the compound particle met last."""
        compound: tuple[str, bool] | None = None
        n = len(row)
        nominal = row[j - 1].pos in _NOMINAL
        at = j
        while j < n:
            t = row[j]
            if t.pos in _FUNCTION:
                if t.pos == Pos.CASE or t.surface in "にのと":
                    hit = self._compound(row, j, breaks)
                    if hit:
                        j, compound = hit[0], (hit[1], hit[2])
                        continue
            elif t.pos == Pos.CONJUNCTION:
                if nominal and j == at and t.surface in self.particles.coordination:
                    return j + 1, ("と", False)
                break
            elif t.pos not in _INFLECTED or not self._attached(row, j, at, start, nominal):
                break
            j += 1
        return j, compound

    def _attached(self, row: Sequence[Token], j: int, at: int, start: int, nominal: bool) -> bool:
        """Whether a verb or an adjective belongs to the words before it: 会談する, 会談している, 会談というの."""
        if self._modal(row, j, at) or (j > at and self._helps(row, j)):
            return True
        t = row[j]
        if t.pos != Pos.VERB:
            return False
        if t.lemma in self.suru and j == at:
            return nominal
        if (
            t.lemma in self.suru
            and j == at + 1
            and row[at].surface == "に"
            and surface_of(row[start:at]) in self.ni_suru
        ):
            return True
        return (
            t.lemma in ("いう", "言う")
            and row[j - 1].surface == "と"
            and j + 1 < len(row)
            and row[j + 1].pos in _NOMINAL
            and t.form.startswith(("連体", "終止"))
        )

    def _modal(self, row: Sequence[Token], j: int, at: int) -> bool:
        """Whether a verb belongs to 〜なければならない or 〜かもしれない."""
        return j - at >= 2 and surface_of(row[at : j + 1]).endswith(self.modals)

    @cached_property
    def modals(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("predicates", "modals"))

    def _helps(self, row: Sequence[Token], j: int) -> bool:
        """Whether a verb or ない behind particles only helps what stands before: ている, ではない."""
        before, t = row[j - 1], row[j]
        if before.surface in ("て", "で") and before.pos in (Pos.LINK, Pos.AUXILIARY):
            return t.lemma in self.helpers or t.norm in self.helpers
        if before.pos in (Pos.TOPIC, Pos.FOCUS) and j > 1 and row[j - 2].surface in ("て", "で"):
            return row[j - 2].pos == Pos.LINK and (t.lemma in self.helpers or t.norm in self.helpers)
        if t.norm == "無い" and before.pos == Pos.AUXILIARY and "連用" in before.form and before.lemma == "たい":
            return True
        if t.norm in ("無い", "有る"):
            copula = row[j - 2] if before.pos == Pos.TOPIC and j > 1 else before
            return copula.lemma == "だ" or (copula.surface == "で" and copula.pos in (Pos.AUXILIARY, Pos.CASE))
        return False

    def _compound(self, row: Sequence[Token], j: int, breaks: frozenset[int]) -> tuple[int, str, bool] | None:
        opening = row[j].surface
        if len(opening) == 1 and j + 1 < len(row):
            opening += row[j + 1].surface
        if opening[:2] not in self.openings:
            return None
        text = ""
        ends: dict[int, int] = {}
        for k in range(j, min(len(row), j + 6)):
            if row[k].pos in (Pos.COMMA, Pos.STOP, Pos.QUOTE) or (k > j and row[k].start in breaks):
                break
            text += row[k].surface
            ends[len(text)] = k + 1
        for form, case, adnominal in self.compounds.get(text[:1], ()):
            if len(form) in ends and text.startswith(form):
                end = ends[len(form)]
                if end < len(row) and row[end].pos in (Pos.AUXILIARY, Pos.LINK) and row[end - 1].pos == Pos.VERB:
                    continue
                if end < len(row) and row[end].pos == Pos.VERB and row[end].lemma in self.helpers and form[-1] == "て":
                    continue
                return end, case, adnominal
        return None

    def _phrase(
        self,
        index: int,
        row: Sequence[Token],
        words: Sequence[Word],
        i: int,
        c: int,
        f: int,
        comma: bool,
        last: bool,
        compound: tuple[str, bool] | None,
        brackets: dict[int, tuple[Token, ...]],
        follows: Token | None,
    ) -> Phrase:
        content, function = tuple(row[i:c]), tuple(row[c:f])
        tail = tuple(words[c:f])
        if words[c - 1].pos in _NOMINAL and _particles_alone(tail):  # what stands around a noun does not matter to it
            wording = self._worded(tuple(words[i:c]), tail, comma, False, compound, False, False)
        else:
            quoted = i > 0 and row[i - 1].surface == "と"
            modifies = follows is not None and follows.pos in _MODIFIED
            wording = self._worded(tuple(words[i:c]), tail, comma, last, compound, quoted, modifies)
        annotations = tuple(b for t in content for b in brackets.get(t.end, ())) if brackets else ()
        return Phrase(index, wording, content, function, annotations)

    @cached_property
    def _worded(self) -> Callable[[Words, Words, bool, bool, tuple[str, bool] | None, bool, bool], Wording]:
        """`_wording`, remembered: the phrases of a text are mostly those of other texts."""
        return lru_cache(maxsize=1 << 15)(self._wording)

    def _wording(
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
        adverbial = head.pos == Pos.ADJECTIVE and not function and "連用" in head.form and not comma
        verbal = head.pos == Pos.VERB or (head.pos == Pos.ADJECTIVE and not adverbial) or suru == 0 or ni_suru
        copula = not verbal and head.pos in _NOMINAL and _copula(function)
        predicate = verbal or copula
        ending = ending_of(content, function) if predicate else _PLAIN_ENDING
        if predicate:
            link, case, adnominal = _predicate_link(content, function, comma, last, modifies)
            if compound and not (verbal and compound[1] and link == Link.ADNOMINAL and compound[0] == "と"):
                case, adnominal = compound
                link = Link.ADNOMINAL if adnominal else (Link.CONTINUE if case in ("と", "に加え") else Link.CASE)
                case = "" if link == Link.CONTINUE else case
                if case == "として" and not adnominal:
                    link, case = Link.QUOTE, "と"
        else:
            case, adnominal = compound or _case(function)
            if comma and case == "の" and head.surface == "もの":  # 反対したものの、
                case, adnominal = "", False
            link = _nominal_link(content, function, case, adnominal)
        tail = function[-1] if function else None
        topic = tail is not None and tail.pos == Pos.TOPIC and tail.surface in self.particles.topic
        if head.pos == Pos.VERB:
            lemma = _verb_lemma(content)
            if lemma in self.suru and quoted:
                lemma = "とする"
        else:
            lemma = text + "にする" if ni_suru else text
        return Wording(content, function, case, topic, adnominal, link, comma, predicate, lemma, ending, text)


@lru_cache(maxsize=4096)
def _particles_alone(function: Words) -> bool:
    """Whether function words hold nothing that inflects, so that a noun before them is no predicate."""
    return not any(t.pos in _INFLECTED or t.pos == Pos.AUXILIARY for t in function)


@lru_cache(maxsize=1024)
def _quoting(wording: Wording) -> Wording:
    """The words with a と behind them that the phrase does not hold."""
    return replace(wording, link=Link.QUOTE, case="と", adnominal=False)


@lru_cache(maxsize=1024)
def _adverbial(wording: Wording) -> Wording:
    return replace(wording, link=Link.ADVERB, predicate=False)


def _verb_lemma(content: Words) -> str:
    if len(content) == 1:
        return content[0].lemma
    return surface_of(content[:-1]) + content[-1].lemma


@lru_cache(maxsize=4096)
def _copula(function: Words) -> bool:
    if not function or function[0].pos not in (Pos.AUXILIARY, Pos.CASE, Pos.TOPIC):
        return False
    first = function[0]
    if first.surface in ("な", "に", "の"):
        return False
    if first.surface == "で":
        return len(function) > 1 and any(t.norm in ("有る", "無い") for t in function[1:])
    return first.pos == Pos.AUXILIARY and first.lemma in ("だ", "です", "らしい", "じゃ", "みたい")


@lru_cache(maxsize=4096)
def _case(function: Words) -> tuple[str, bool]:
    """The last case particle of a noun, and whether it joins the noun to another."""
    case = ""
    for t in function:
        if (
            t.pos == Pos.CASE
            or (t.pos == Pos.AUXILIARY and t.surface in ("に", "で", "な", "の"))
            or t.surface in ("や", "とか", "やら", "まで")
        ):
            case = t.surface
    if case in ("の", "な"):
        return case, True
    return case, False


def _nominal_link(content: Words, function: Words, case: str, adnominal: bool) -> Link:
    head = content[-1]
    if head.pos == Pos.ADJECTIVE:
        return Link.ADVERB
    if head.pos == Pos.ADVERB:
        return Link.ADVERB if case != "の" else Link.ADNOMINAL
    if head.pos == Pos.ADNOMINAL:
        return Link.ADNOMINAL
    if head.pos in (Pos.CONJUNCTION, Pos.INTERJECTION):
        return Link.ADVERB
    if adnominal:
        return Link.ADNOMINAL
    if head.pos == Pos.ADJECTIVAL and case == "に":
        return Link.ADVERB
    if not function or (not case and not any(t.pos in (Pos.TOPIC, Pos.FOCUS) for t in function)):
        return Link.BARE
    return Link.CASE


def _predicate_link(content: Words, function: Words, comma: bool, last: bool, modifies: bool) -> tuple[Link, str, bool]:
    inflecting = [t for t in (*content[-1:], *function) if t.pos in (Pos.VERB, Pos.ADJECTIVE, Pos.AUXILIARY)]
    form = inflecting[-1].form if inflecting else ""
    last_form = max((k for k, t in enumerate(function) if t.pos in "VAu" and t.surface != "よう"), default=-1)
    tail = [t for t in function[last_form + 1 :] if t.pos in "khsfej" or t.surface == "よう"]
    while tail and tail[-1].pos in (Pos.TOPIC, Pos.FOCUS, Pos.FINAL) and len(tail) > 1:
        tail.pop()
    end = tail[-1] if tail else None
    surfaces = [t.surface for t in function]
    if "よう" in surfaces and not last and "だ" not in surfaces and (surfaces[-1] in ("よう", "に", "も", "は")):
        return Link.PURPORT, "よう", False
    if len(function) > 1 and function[-2].pos == Pos.LINK and surfaces[-2:] == ["て", "も"]:
        return Link.CONDITION, "", False
    if function and function[-1].lemma in ("いう", "言う") and function[-1].pos == Pos.VERB:
        return Link.ADNOMINAL, "と", True
    if end is not None and any(t.pos == Pos.NOMINALIZER for t in function):
        after = [t for t in function if t.pos == Pos.CASE]
        return Link.CASE, after[-1].surface if after else "", False
    if (end is not None and end.surface == "と" and end is function[-1]) or (
        end is not None and end.surface == "と" and function[-1].pos in (Pos.TOPIC, Pos.FOCUS)
    ):
        return Link.QUOTE, "と", False
    if end is not None and end.surface == "の" and end.pos == Pos.CASE:
        return Link.ADNOMINAL, "と" if "と" in surfaces else "の", True
    if end is not None and end.pos == Pos.LINK:
        condition = end.surface in ("ば", "なら", "ても", "でも")
        return (Link.CONDITION if condition else Link.CONTINUE), "", False
    if end is not None and end.pos == Pos.CASE:
        return Link.CASE, end.surface, False
    if form.startswith("仮定"):
        return Link.CONDITION, "", False
    if last:
        return Link.ROOT, "", False
    if function and function[-1].surface == "か":  # 会談するかどうか
        return Link.CONDITION, "", False
    if function and function[-1].surface in ("まで", "など"):
        return Link.CONTINUE, "", False
    if form.startswith(("連用", "語幹", "未然")):
        return Link.CONTINUE, "", False
    if modifies:
        return Link.ADNOMINAL, "", True
    return Link.ROOT, "", False


def fold(tokens: Sequence[Token]) -> tuple[list[Token], dict[int, tuple[Token, ...]]]:
    """The tokens with each quotation as one token, and what stood in brackets, by the offset behind which it stood."""
    for t in tokens:
        if t.pos == Pos.OPEN or t.surface[0] in "(（":
            break
    else:
        return list(tokens), {}
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
    return row, {k: tuple(v) for k, v in brackets.items()}


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
