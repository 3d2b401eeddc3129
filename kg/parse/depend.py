"""Dependency: one pass from right to left, each phrase to the nearest head that its particle allows.

The heads are found as in the backward search of Sekine, Uchimoto and Isahara (2000), with the choice among the open
heads made by particles, commas and the case frames of the rules instead of a model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.analyse.phrase import Link, Phrase
from kg.analyse.token import Pos
from kg.find.date import DateExpression
from kg.find.draft import Draft, Shape
from kg.model import Kind, Span
from kg.parse.tree import Tree

Accepts = Callable[[Phrase], frozenset[str]]


@dataclass(frozen=True)
class Parser:
    """Builds trees.

    `accepts` gives the cases that the rules' frames of a predicate know, `acts` the event classes of an act of a
    day and place, `reports` are the reporting words.
    """

    accepts: Accepts
    acts: Callable[[Phrase], frozenset[str]]
    reports: frozenset[str]
    content_nouns: frozenset[str]
    """Nouns that a clause explains: こと, 方針."""
    also: frozenset[str]
    """も and its like, behind which a case stays with the nearest predicate."""
    becoming: frozenset[str]
    """Predicates that take と or に for what something is made or becomes: とする, なる."""
    light: frozenset[str]
    """Predicates that do what the noun before them names."""
    hearsay: frozenset[str]
    """Predicates that end what is told at second hand."""
    talks: frozenset[str]
    """Event classes behind which a sentence tells what was said or agreed there."""
    holding: frozenset[str]
    """What stands between an event's noun and such a predicate: 会談の場を持つ."""

    def tree(
        self,
        span: Span,
        phrases: tuple[Phrase, ...],
        drafts: tuple[tuple[Draft, ...], ...],
        dates: tuple[DateExpression | None, ...],
        noted: tuple[DateExpression | None, ...],
        embedded: bool = False,
    ) -> Tree:
        """The tree of a sentence whose phrases name `drafts` and `dates`."""
        return _Work(self, phrases, drafts, dates).tree(span, noted, embedded)


class _Work:
    """The state of one sentence's parse."""

    def __init__(
        self,
        parser: Parser,
        phrases: tuple[Phrase, ...],
        drafts: tuple[tuple[Draft, ...], ...],
        dates: tuple[DateExpression | None, ...],
    ) -> None:
        self.parser, self.phrases, self.drafts, self.dates = parser, phrases, drafts, dates
        n = len(phrases)
        self.heads = [-1] * n
        self.equals: set[int] = set()
        self.predicative = frozenset(i for i in range(n) if self._predicative(i))
        self.taken: list[set[str]] = [set() for _ in range(n)]

    def tree(self, span: Span, noted: tuple[DateExpression | None, ...], embedded: bool) -> Tree:
        path: list[int] = []
        """The phrases from the root to the one behind the phrase at hand, each leaning on the one before it."""
        for i in range(len(self.phrases) - 2, -1, -1):
            while path and path[-1] != self.heads[i + 1]:
                path.pop()
            path.append(i + 1)
            self._attach(i, path[::-1])
        return Tree(
            span, self.phrases, tuple(self.heads), frozenset(self.equals), self.predicative, self.drafts, self.dates,
            noted, embedded,
        )  # fmt: skip

    def _predicative(self, i: int) -> bool:
        p = self.phrases[i]
        if p.predicate:
            return True
        if not p.nominal or self.dates[i] is not None or p.case not in ("", "へ") or p.topic or p.adnominal:
            return False
        last = i == len(self.phrases) - 1
        if p.function and not (last and p.case == "へ"):
            return False
        if p.head.pos != Pos.SURU:
            return last and not self.drafts[i]
        if last:
            return True
        if not p.comma or i == 0:
            return False
        before = self.phrases[i - 1]
        return (
            before.link in (Link.PURPORT, Link.QUOTE, Link.ADVERB)
            or (
                before.link == Link.CASE
                and (before.case in ("を", "に", "へ", "が", "で", "と", "から", "について") or before.topic)
            )
            or (before.link == Link.BARE and before.comma and bool(self.drafts[i - 1]))
        ) and not (before.case in ("と", "や") and not self.drafts[i - 1])

    def _attach(self, i: int, chain: Sequence[int]) -> None:
        """Gives a phrase its head; `chain` are those that it may lean on, from the nearest to the root."""
        p = self.phrases[i]
        head = self._choose(i, p, chain)
        self.heads[i] = head
        if p.link == Link.CASE and i not in self.equals:
            self.taken[head].add("が" if p.topic and not p.case else p.case)

    def _choose(self, i: int, p: Phrase, chain: Sequence[int]) -> int:
        if p.link == Link.ADNOMINAL:
            return self._noun(i, p, chain)
        if p.link == Link.QUOTE or (p.head.pos == Pos.QUOTE and p.case == "と"):
            return self._reporting(chain)
        if p.predicate or i in self.predicative:
            return self._next_clause(i, p, chain)
        equal = self._equal(i, p, chain)
        if equal is not None:
            self.equals.add(i)
            return equal
        return self._predicate_for(i, p, chain)

    def _noun(self, i: int, p: Phrase, chain: Sequence[int]) -> int:
        if not p.predicate and p.case in ("と", "へ", "に", "が", "で", "について"):
            for c in chain:
                q = self.phrases[c]
                if not q.nominal:
                    break
                if q.head.pos == Pos.SURU or self.parser.accepts(q):
                    return c
                if not q.adnominal:
                    break
        for c in chain:
            q = self.phrases[c]
            if q.nominal and q.head.pos != Pos.ADVERB:
                if self.dates[c] is not None and q.link == Link.BARE and p.predicate:
                    continue
                h = self.heads[c]
                if p.predicate and p.comma and q.adnominal and h >= 0 and self.phrases[h].nominal:
                    continue
                if p.predicate and q.case == "の" and self._sort(c) == "actor" and h >= 0 and self._sort(h) == "person":
                    return h
                return c
        return chain[0]

    def _reporting(self, chain: Sequence[int]) -> int:
        acts = [c for c in chain if c in self.predicative]
        for c in acts:
            if self._reports(c):
                return c
        return acts[0] if acts else chain[0]

    def _reports(self, i: int) -> bool:
        p = self.phrases[i]
        if p.lemma in self.parser.reports or (
            p.content[-1].pos == Pos.VERB and p.content[-1].lemma in self.parser.reports
        ):
            return True
        return "と" in self.parser.accepts(p)

    def _buried(self, c: int) -> bool:
        """Whether a predicate stands inside a relative clause, a と-clause or a condition."""
        q = self.phrases[c]
        if q.link == Link.QUOTE and self._hearsay(self.heads[c]):
            return False
        seen = 0
        while q.link == Link.CONTINUE and self.heads[c] >= 0 and seen < 20:
            c = self.heads[c]
            q = self.phrases[c]
            seen += 1
        if q.link == Link.ADNOMINAL and self._plans(c):
            return self._buried(self.heads[c])
        return q.link in (Link.ADNOMINAL, Link.QUOTE, Link.CONDITION, Link.PURPORT) or (
            q.link == Link.CASE and self.heads[c] >= 0
        )

    def _hearsay(self, h: int) -> bool:
        """Whether a predicate only ends what is told at second hand: 現場に向かったという."""
        p = self.phrases[h]
        return self.heads[h] < 0 and p.lemma in self.parser.hearsay and not (p.ending.past or p.ending.progressive)

    def _plans(self, c: int) -> bool:
        """Whether a clause leads up to a noun that ends the sentence: 会合を開き、協議する見通しだ."""
        h = self.heads[c]
        return h >= 0 and h in self.predicative and self.phrases[h].head.surface in self.parser.content_nouns

    def _next_clause(self, i: int, p: Phrase, chain: Sequence[int]) -> int:
        acts = [c for c in chain if c in self.predicative]
        if not acts:
            return chain[0]
        leads = self._leads_up(i, acts) if p.link in (Link.CONTINUE, Link.BARE) else None
        if leads is not None:
            return leads
        if p.link in (Link.CONTINUE, Link.BARE) and p.comma:
            concrete = bool(self._acts(i))
            reports = self._reports(i)
            adverse = p.function[-1:] and p.function[-1].surface == "が"
            for c in acts:
                if adverse and self.phrases[c].link == Link.ADNOMINAL:
                    continue
                if reports and self.phrases[c].link == Link.ADNOMINAL:
                    continue
                if not self._buried(c):
                    return c
                if reports:
                    continue
                if concrete and not self._acts(c):
                    continue
                if self._relative(c):
                    continue
                return c
            return next((c for c in reversed(acts) if not self._buried(c)), acts[0])
        return acts[0]

    def _relative(self, c: int) -> bool:
        """Whether a predicate is a relative clause on a noun with a meaning of its own (9人, A氏), no こと or 方針."""
        q = self.phrases[c]
        h = self.heads[c]
        return (
            q.link == Link.ADNOMINAL
            and not q.case
            and h >= 0
            and (self.phrases[h].head.surface not in self.parser.content_nouns)
        )

    def _acts(self, i: int) -> frozenset[str]:
        """The event classes of the act of a day and place that a predicate tells of: 会談した, 会談の場を持った."""
        own = self.parser.acts(self.phrases[i])
        if own or self.phrases[i].lemma not in self.parser.light:
            return own
        for k in range(max(0, i - 3), i):
            p = self.phrases[k]
            if p.case in ("を", "が", "に") or (p.case == "の" and self.phrases[k + 1].text in self.parser.holding):
                own = self.parser.acts(p)
                if own:
                    return own
        return frozenset()

    def _leads_up(self, i: int, acts: Sequence[int]) -> int | None:
        """The main predicate that tells what was said at a meeting: 会談し、協議を続けることを確認した."""
        outer = next((c for c in acts if not self._buried(c)), None)
        if outer is None or outer == acts[0] or not self._acts(i) & self.parser.talks or not self._reports(outer):
            return None
        subjects = [k for k in range(i) if self.drafts[k] and (self.phrases[k].case == "が" or self._tops(k))]
        planned = len(subjects) > 1 and self.phrases[subjects[-1]].case == "が" and self._tops(subjects[-2])
        return None if planned else outer

    def _tops(self, k: int) -> bool:
        return self.phrases[k].topic and not self.phrases[k].case

    def _sort(self, i: int) -> str:
        """What a phrase names, coarsely: person, actor, place, time, quote, or a thing."""
        if self.dates[i] is not None:
            return "time"
        for d in self.drafts[i][:1]:
            if d.shape in (Shape.PERSON, Shape.POST) or d.sort == "person":
                return "person"
            if d.entity is not None:
                return "place" if d.entity.kind == Kind.PLACE else "actor"
            if d.sort == "place":
                return "place"
            return "group" if d.shape == Shape.GROUP else "actor"
        return "quote" if self.phrases[i].head.pos == Pos.QUOTE else "thing"

    def _equal(self, i: int, p: Phrase, chain: Sequence[int]) -> int | None:
        """The noun that a noun stands beside as an equal, if it does."""
        if not p.nominal or p.topic or (p.case not in ("と", "や", "とか", "") or (p.case == "" and p.function)):
            return None
        if p.case == "" and not p.comma:
            return None
        mine = self._sort(i)
        if p.case == "" and (mine == "time" or (p.content[0].pos in (Pos.NUMBER, Pos.PREFIX) and mine == "thing")):
            return None
        nouns = [c for c in chain if self.phrases[c].nominal and c not in self.predicative]
        if p.case in ("や", "とか"):
            same = [c for c in nouns if self._sort(c) == mine]
            final = [c for c in nouns if not self.phrases[c].adnominal]
            pick = same[:1] if mine != "thing" else []
            return next(iter(pick or final or nouns), None)
        if p.case == "と":
            if not nouns or nouns[0] != chain[0]:
                return None
            return self._partner(i, mine, nouns)
        return self._listed(i, mine, chain, nouns)

    def _partner(self, i: int, mine: str, nouns: Sequence[int]) -> int | None:
        people = ("person", "actor", "group")
        for c in nouns:
            sort = self._sort(c)
            q = self.phrases[c]
            if sort == "time" or (q.link == Link.BARE and not q.comma and q.head.pos != Pos.QUOTE):
                return None
            if mine in people:
                if sort == mine or (sort in people and mine in people and (mine == "group" or sort == "group")):
                    return c if q.case != "で" else None
                if (mine, sort) in (("actor", "person"), ("person", "actor")):
                    if q.adnominal:
                        continue
                    return c if q.case in ("が", "は", "") and q.topic is False else None
                if not q.adnominal:
                    return None
                if c != nouns[0]:
                    return None
                continue
            if mine == "place" and sort in ("place", "actor"):
                return c
            if not q.adnominal and sort in ("thing", "quote", "place", "group"):
                return c
            if not q.adnominal:
                return None
        return None

    def _listed(self, i: int, mine: str, chain: Sequence[int], nouns: Sequence[int]) -> int | None:
        if not nouns or nouns[0] != chain[0]:
            return None
        for c in nouns:
            sort, q = self._sort(c), self.phrases[c]
            if sort == "time" or self.phrases[i].head.pos == Pos.TIME or "副詞可能" in self.phrases[i].head.tags:
                return None
            if mine in ("person", "actor", "place", "group"):
                if sort == mine or (mine == "actor" and sort == "group"):
                    ends = q.case in ("と", "や", "", "が", "の", "に", "を", "へ", "で", "から", "によると") or q.topic
                    first_headline = (
                        i == 0
                        and c == 1
                        and mine != "place"
                        and (q.case in ("を", "に", "へ", "と") or (q.case == "の" and self._untopped(c)))
                    )
                    return c if ends and not first_headline else None
                if not q.adnominal:
                    return None
            else:
                if sort in ("person", "actor"):
                    if q.adnominal:
                        continue
                    return None
                if not q.adnominal:
                    return c if q.case else None
        return None

    def _also(self, p: Phrase) -> bool:
        return p.function[-1].surface in self.parser.also

    def _has_subject(self, before: int) -> bool:
        """Whether someone or something is told as the subject before a phrase."""
        found = False
        for k, q in enumerate(self.phrases[:before]):
            if (
                q.predicate
                and q.comma
                and q.link == Link.CONTINUE
                and q.function[-1:]
                and q.function[-1].surface == "が"
            ):
                found = False  # Aは反対したが、Bは: a clause of its own
            elif ((q.topic and not q.case) or (q.case == "が" and q.comma)) and self.drafts[k] and not q.predicate:
                found = True
        return found

    def _reaches(self, i: int, acts: Sequence[int]) -> bool:
        """Whether the first subject passes a relative clause: ロシア軍が800機を超える無人機で攻撃した."""
        if not self.drafts[i] or not self._relative(acts[0]) or self.parser.accepts(self.phrases[acts[0]]):
            return False
        if self.phrases[acts[0]].link != Link.ADNOMINAL or self._has_subject(i):
            return False
        return any("が" in self.parser.accepts(self.phrases[c]) for c in acts[1:])

    def _has_own(self, c: int, acts: Sequence[int]) -> bool:
        """Whether a predicate, or one that is chained to it without a comma, has a subject: A氏が会見し辞任を表明、."""
        return "が" in self.taken[c] or any(
            self.heads[d] == c and not self.phrases[d].comma and "が" in self.taken[d] for d in acts
        )

    def _contrasted(self, i: int, p: Phrase, nearest: int) -> bool:
        """Whether は only contrasts what the next predicate denies: 合意には達しなかった."""
        return p.case in ("に", "と", "で") and nearest == i + 1 and self.phrases[nearest].ending.negative

    def _told_by_another(self, i: int, outer: int) -> bool:
        """Whether who says it stands behind what is said: タイは停戦に合意したと、マレーシアの首相が発表した."""
        told = [k for k in range(i + 1, outer) if self.phrases[k].link == Link.QUOTE and self.heads[k] == outer]
        return bool(told) and any(
            self.heads[k] == outer
            and bool(self.drafts[k])
            and (q.case == "が" or (q.topic and not q.case and k > told[0]))
            for k, q in enumerate(self.phrases[:outer])
            if k > i
        )

    def _inner_topic(self, i: int, p: Phrase, acts: Sequence[int]) -> int | None:
        """The predicate inside a と-clause that a second topic belongs to: 首相は、威嚇は許されないと強調した."""
        if not p.topic or p.case or self.dates[i] is not None or not self._has_subject(i):
            return None
        first = acts[0]
        top = first
        while self.phrases[top].link == Link.CONTINUE and self.heads[top] >= 0:
            top = self.heads[top]
        return first if self.phrases[top].link == Link.QUOTE else None

    def _passable(self, nearest: int, known: bool, comma: bool, named: bool) -> bool:
        """Whether an argument may reach past the nearest predicate to one whose frame asks for it."""
        q = self.phrases[nearest]
        if q.lemma in self.parser.becoming:
            return False
        if q.link in (Link.PURPORT, Link.QUOTE):
            return known or named
        return named and q.link in (Link.CONTINUE, Link.ADNOMINAL) and (not q.comma or comma)

    def _untopped(self, c: int) -> bool:
        """Whether nothing behind a phrase is a subject: 米、部隊の撤収を決定."""
        plural = any(d.plural for d in self.drafts[c])
        return not plural and not any(p.case == "が" or (p.topic and not p.case) for p in self.phrases[c:])

    def _predicate_for(self, i: int, p: Phrase, chain: Sequence[int]) -> int:
        acts = [c for c in chain if c in self.predicative]
        if not acts:
            return chain[-1] if p.topic else chain[0]
        time = self.dates[i] is not None
        headline = p.link == Link.BARE and p.comma and bool(self.drafts[i])
        outward = (
            p.topic
            and not time
            and (not p.case or (p.case in ("に", "で", "と") and p.function[-1].pos == Pos.TOPIC and not self._also(p)))
        )
        inner = self._inner_topic(i, p, acts)
        if inner is not None:
            return inner
        behind = time and not p.case and i > 0 and self.phrases[i - 1].topic and not self.phrases[i - 1].case
        if behind or outward or headline or (time and p.comma) or (p.case == "によると"):
            if self._contrasted(i, p, acts[0]):
                return acts[0]
            outside = [c for c in acts if not self._buried(c)]
            free = [c for c in outside if not self._has_own(c, outside)] if outward and not p.case else []
            bare = [c for c in outside if "が" not in self.taken[c]] if outward and not p.case else []
            outer = next(iter(free or bare or outside), acts[-1])
            return acts[0] if outward and outer != acts[0] and self._told_by_another(i, outer) else outer
        case = "が" if p.topic else p.case
        if case in ("を", "に", "と", "へ", "から") and len(acts) > 1:  # 新しい総裁に: an adjective takes no object
            acts = [c for c in acts if self.phrases[c].head.pos != Pos.ADJECTIVE] or acts
        open_acts = [c for c in acts if case not in self.taken[c]] if case in ("が", "を") else acts
        if not open_acts:
            return acts[0]
        if case == "が" and self._reaches(i, open_acts):
            asking = [c for c in open_acts if "が" in self.parser.accepts(self.phrases[c])]
            return next((c for c in asking if p.comma and not self._buried(c)), asking[0])
        nearest = open_acts[0]
        if p.comma and self._buried(nearest):
            over = next((c for c in open_acts if not self._buried(c)), None)
            if over is not None and (
                (case == "で" and p.nominal and bool(self._acts(i)))
                or case not in self.parser.accepts(self.phrases[nearest])
                or (case in self.parser.accepts(self.phrases[over]) and not (case == "が" and self._has_subject(i)))
            ):
                return over
        unknown = nearest == i + 1 and not self.parser.accepts(self.phrases[nearest])  # 総領事館に駆け込んだ
        if case and case not in ("を", "が", "で") and len(open_acts) > 1 and not time and not unknown:
            wanted = "と+" if case == "と" and self.drafts[i] else case
            near, far = self.parser.accepts(self.phrases[nearest]), self.parser.accepts(self.phrases[open_acts[1]])
            asked = self.phrases[nearest].link == Link.PURPORT and case == "に" and bool(self.drafts[i])
            if asked and "に" in far and "に" not in self.taken[open_acts[1]]:
                return open_acts[1]
            if (
                wanted not in near
                and wanted in far
                and self._passable(nearest, bool(near), p.comma, bool(self.drafts[i]))
            ):
                return open_acts[1]
        return nearest
