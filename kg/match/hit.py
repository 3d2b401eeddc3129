"""Hits: where a sentence has a trigger, which phrase names the event and which predicate carries it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from kg.analyse.link import has_copula
from kg.analyse.phrase import Link, Phrase, Wording
from kg.analyse.token import Pos, surface_of
from kg.grammar import Grammar
from kg.match.lexicon import Lexicon, variants
from kg.match.rule import Rule
from kg.model import Span, Status
from kg.parse.tree import Tree
from kg.value import value


@value(frozen=True, slots=True)
class Hit:
    """A trigger met in a sentence.

    `head` is the phrase that names the event, `host` the predicate that carries it: the same phrase for 訪問した, 会談
    and 行う for 会談を行う, no host for 会談で. `compound` is what stands before the trigger in its own word
    (日米首脳会談).
    """

    trigger: str
    rules: tuple[Rule, ...]
    span: Span
    head: int
    host: int | None
    compound: str = ""
    compound_span: Span | None = None
    tail: Status | None = None
    tail_word: str = ""
    """What stands behind the trigger in its own word: 中 in 訪米中."""
    arranged: bool = False
    """Whether the host only arranges the event (会談を調整), so that its subject need not take part."""
    telling: bool = False
    """Whether the host tells of the event, so that the host's day is not the event's (撤収を決定した)."""
    asked: bool = False
    """Whether the host asks another to do it (辞任を促した)."""
    inside: tuple[int, ...] = ()
    """Phrases before the head that are a part of the trigger: 遺憾の in 遺憾の意を表明."""
    idiom: bool = False
    """Whether noun and predicate are one trigger (懸念を表明)."""

    @property
    def at(self) -> int:
        """The phrase whose ending and sentence tell of the event: the predicate, else the noun that names it."""
        return self.host if self.host is not None else self.head


def _spanned(tree: Tree, c: int, noun: str) -> tuple[int, ...] | None:
    """The phrases before `c` that a trigger's noun of several phrases (遺憾の意) covers; None where it does not fit."""
    text = tree.phrases[c].text
    inside: list[int] = []
    k = c - 1
    while k >= 0 and len(text) < len(noun) and tree.phrases[k].case == "の":
        p = tree.phrases[k]
        text = p.text + "".join(t.surface for t in p.function) + text
        inside.insert(0, k)
        k -= 1
    return tuple(inside) if inside and text.endswith(noun) else None


@value(frozen=True, slots=True)
class _Noun:
    """A trigger among a phrase's words: `first` is its first word, `end` stands behind its last."""

    trigger: str
    rules: tuple[Rule, ...]
    first: int
    end: int
    compound: str
    tail: Status | None
    tail_word: str


@dataclass(frozen=True)
class Spotter:
    """Finds the hits of a tree."""

    lexicon: Lexicon
    grammar: Grammar

    @cached_property
    def light(self) -> frozenset[str]:
        return self.grammar.words("status", "light")

    @cached_property
    def doing(self) -> frozenset[str]:
        """Predicates that do what the noun before them names, whatever its class."""
        return self.grammar.words("status", "doing")

    @cached_property
    def acts(self) -> frozenset[str]:
        return self.grammar.words("reporting", "acts")

    @cached_property
    def hearsay(self) -> frozenset[str]:
        return self.grammar.words("reporting", "hearsay")

    @cached_property
    def asking(self) -> frozenset[str]:
        return self.grammar.words("reporting", "asking")

    @cached_property
    def commanding(self) -> frozenset[str]:
        """Predicates that order one's own, where nobody else is named: 部隊の派遣を命じた."""
        return self.grammar.words("status", "commanding")

    @cached_property
    def tails(self) -> dict[str, Status]:
        return {
            word: Status(status) for status, words in self.grammar.table("status", "tails").items() for word in words
        }

    def hits(self, tree: Tree) -> Iterator[Hit]:
        """The hits of a sentence from left to right of their heads."""
        used: set[int] = set()
        found: list[Hit] = []
        predicates = sorted(tree.predicative)
        for i in predicates:
            hit = self._idiom(tree, i)
            if hit:
                used.update((hit.head, i))
                found.append(hit)
        for i in predicates:
            if i in used or self.light.isdisjoint(variants(tree.phrases[i])):
                continue
            for hit in self._light(tree, i, used):
                used.add(hit.head)
                found.append(hit)
        hosts = {h.host for h in found if not h.idiom}
        for i, phrase in enumerate(tree.phrases):
            if i in used or (i not in tree.predicative and self._noun(phrase.wording) is None):
                continue
            hit = self._plain(tree, i, phrase)
            if hit and (i not in hosts or not self._does(phrase) or not hit.rules[0].nominal):
                found.append(hit)
        yield from sorted(found, key=lambda h: (h.head, h.span))

    def _does(self, phrase: Phrase) -> bool:
        return not self.doing.isdisjoint(variants(phrase))

    def _idiom(self, tree: Tree, i: int) -> Hit | None:
        phrase = tree.phrases[i]
        for row in self.lexicon.idioms(phrase):
            noun, case = row.trigger.noun or "", row.trigger.case
            for c in reversed(tree.children[i]):
                p = tree.phrases[c]
                fits = (
                    p.case == case
                    or (p.topic and not p.case and case in ("が", "を"))
                    or (phrase.ending.passive and case == "を" and p.case == "が")
                )
                if not fits:
                    continue
                inside: tuple[int, ...] | None = ()
                if p.head.pos == Pos.QUOTE and len(p.content) == 1 and p.text[1:-1].endswith(noun):
                    at = p.span.end - 1 - len(noun)  # 「深刻な懸念」を表明した
                    return Hit(row.trigger.text, row.rules, Span(at, phrase.span.end), c, i, idiom=True)
                if not p.text.endswith(noun):
                    joined = c > 0 and tree.phrases[c - 1].case == "の" and len(p.text) < len(noun)
                    inside = _spanned(tree, c, noun) if joined else None
                if inside is None:
                    continue
                first = tree.phrases[inside[0]] if inside else p
                own = noun if not inside else noun[: len(first.text)]
                at = first.span.end - len(own)
                rest = first.text[: len(first.text) - len(own)]
                where = Span(first.span.start, at) if rest else None
                words = Span(at, phrase.span.end)
                if case == "で" and c + 1 < i:
                    words = phrase.span  # 総裁選で高市氏が勝利した
                return Hit(
                    row.trigger.text, row.rules, words, c, i, rest, where, idiom=True, inside=inside,
                )  # fmt: skip
        return None

    def _light(self, tree: Tree, i: int, used: set[int]) -> Iterator[Hit]:
        phrase = tree.phrases[i]
        words = variants(phrase)
        for c in tree.children[i]:
            p = tree.phrases[c]
            if p.case not in ("を", "が", "に") and not (p.topic and p.case in ("", "に")):
                continue
            for g in tree.group(c):
                q = tree.phrases[g]
                if g in used or not q.nominal or g in tree.predicative:
                    continue
                hit = self._noun_hit(g, q, i) or self._held(tree, g, i)
                if hit is None:
                    continue
                does = self._does(phrase)
                if does and p.case == "に" and hit.tail is Status.PLANNED and hit.tail_word in self.clausal:
                    continue  # 会談直前に会議を行った
                act = hit.rules[0].event in self.acts and p.case != "に" and not p.topic
                if hit.rules[0].nominal or (does and p.case != "に") or act:
                    told = not does and (self.lexicon.verb(phrase) or self.lexicon.noun(phrase.content)) is not None
                    own = not self.commanding.isdisjoint(words) and not any(
                        tree.phrases[k].case == "に" for k in tree.children[i]
                    )
                    asked = not own and not self.asking.isdisjoint(words)
                    yield replace(hit, arranged=not does, telling=told, asked=asked)

    def _held(self, tree: Tree, g: int, i: int) -> Hit | None:
        """The event whose holding stands before a light verb: 首脳会談の開催を調整している."""
        if tree.phrases[g].head.surface not in self.grammar.words("status", "holding"):
            return None
        held = [c for c in tree.children[g] if tree.phrases[c].case == "の"]
        return self._noun_hit(held[-1], tree.phrases[held[-1]], i) if held else None

    def _noun_hit(self, i: int, phrase: Phrase, host: int | None) -> Hit | None:
        found = self._noun(phrase.wording)
        if found is None:
            return None
        content = phrase.content
        span = Span(content[found.first].start, content[found.end - 1].end)
        where = Span(content[0].start, content[found.first - 1].end) if found.compound else None
        return Hit(found.trigger, found.rules, span, i, host, found.compound, where, found.tail, found.tail_word)

    @cached_property
    def clausal(self) -> frozenset[str]:
        return self.grammar.words("status", "clausal")

    @cached_property
    def _noun(self) -> Callable[[Wording], _Noun | None]:
        return lru_cache(1 << 15)(self._noun_of)

    def _noun_of(self, wording: Wording) -> _Noun | None:
        """The trigger that a phrase's nouns end in, with what stands before and behind it in their own word."""
        content = wording.content
        tail: Status | None = None
        tail_word = ""
        end = len(content)
        found = self.lexicon.noun(content)
        if found is None:
            for k in range(end - 1, 0, -1):
                word = surface_of(content[k:])
                if word in self.tails:
                    found = self.lexicon.noun_until(content, k)
                    if found:
                        tail, end, tail_word = self.tails[word], k, word
                        break
        if found is None:
            return None
        trigger, rules, first = found
        compound = "".join([t.surface for t in content[:first] if t.pos != Pos.QUOTE])
        return _Noun(trigger, rules, first, end, compound, tail, tail_word)

    def _plain(self, tree: Tree, i: int, phrase: Phrase) -> Hit | None:
        if i in tree.predicative and not phrase.nominal:
            if phrase.lemma in self.hearsay and not phrase.ending.past and not phrase.ending.progressive:
                return None
            refused = self.lexicon.negated(phrase)
            if refused is not None:
                return Hit(refused[0], refused[1], phrase.span, i, i)
            found = self.lexicon.verb(phrase)
            if found is None or (phrase.ending.negative and self._given_as_ground(tree, i)):
                return None
            quoting = phrase.lemma != phrase.head.lemma and len(phrase.content) == 1  # とする: the と stands before
            attributive = phrase.link == Link.ADNOMINAL and not phrase.ending.past  # 関与したとする主張
            if quoting and (attributive or any(tree.phrases[c].ending.volition for c in tree.children[i])):
                return None  # 通過しようとした
            span = Span(phrase.start - 1, phrase.span.end) if quoting else phrase.span
            return Hit(found[0], found[1], span, i, i)
        if not phrase.nominal:
            return None
        if i in tree.predicative:
            if phrase.lemma != phrase.text:
                rules = self.lexicon.words.get(phrase.lemma)
                if rules:
                    return Hit(phrase.lemma, rules, phrase.span, i, i)
            verbal = phrase.head.pos == Pos.SURU or phrase.predicate
            hit = self._noun_hit(i, phrase, i if verbal else None)
            if hit is not None and tree.heads[i] < 0 and hit.span == phrase.span:
                hit = replace(hit, host=i)  # 首相、来月に訪印へ: no dictionary has the verb
            named = hit is not None and not hit.tail_word and not any(r.nominal for r in hit.rules)
            return None if named and has_copula(phrase.function) else hit  # 「軍事的挑発だ」
        hit = self._noun_hit(i, phrase, None)
        if hit is None:
            return None
        host = self._relative_host(tree, i)
        doing = host is not None and self._does(tree.phrases[host])
        nominal = tuple(r for r in hit.rules if r.nominal or doing)
        if not nominal or (host is None and not hit.tail_word and self._only_named(tree, i)):
            return None
        if host is None and self._within_own(tree, i, nominal):
            return None
        return Hit(hit.trigger, nominal, hit.span, i, host, hit.compound, hit.compound_span, hit.tail, hit.tail_word)

    def _given_as_ground(self, tree: Tree, i: int) -> bool:
        """Whether a quotation is why something is not done: 「事実に反する」として応じなかった."""
        quotes = (tree.phrases[c] for c in tree.children[i])
        return any(
            surface_of(q.function).endswith("として") for q in quotes if q.head.pos == Pos.QUOTE or q.link == Link.QUOTE
        )

    def _within_own(self, tree: Tree, i: int, rules: tuple[Rule, ...]) -> bool:
        """Whether an event's noun only tells how its own predicate was done: 公式訪問で来日した."""
        h = tree.heads[i]
        if tree.phrases[i].case != "で" or h not in tree.predicative:
            return False
        own = self._plain(tree, h, tree.phrases[h])
        return own is not None and bool({r.event for r in own.rules} & {r.event for r in rules})

    def _only_named(self, tree: Tree, i: int) -> bool:
        """Whether an event's noun only says what another noun is about: 日米の協議や…の具体策."""
        p = tree.phrases[i]
        told = any(tree.dates[c] is not None or tree.phrases[c].case == "と" for c in tree.children[i])
        if told:
            return False
        if i in tree.equals and p.case in ("や", "と"):
            return True
        return p.link == Link.ADNOMINAL and p.case == "の"

    def _relative_host(self, tree: Tree, i: int) -> int | None:
        """The light verb of a relative clause before an event's noun: 慶州で行った首脳会談."""
        for c in tree.children[i]:
            p = tree.phrases[c]
            if c in tree.predicative and p.link == Link.ADNOMINAL and not self.light.isdisjoint(variants(p)):
                return c
        return None
