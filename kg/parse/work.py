"""The state of a parse: one object a sentence, used by the parser alone."""

from __future__ import annotations

from kg.analyse.link import contrasts
from kg.analyse.phrase import Link, Phrase
from kg.analyse.token import Pos
from kg.find.date import DateExpression
from kg.find.draft import Draft, Shape
from kg.model import Kind
from kg.parse.cues import Cues


class Work:
    """A sentence that is being parsed, from its last phrase to its first, and what its phrases tell of themselves."""

    def __init__(
        self,
        cues: Cues,
        phrases: tuple[Phrase, ...],
        drafts: tuple[tuple[Draft, ...], ...],
        dates: tuple[DateExpression | None, ...],
    ) -> None:
        self.cues, self.phrases, self.drafts, self.dates = cues, phrases, drafts, dates
        n = len(phrases)
        self.heads = [-1] * n
        self.equals: set[int] = set()
        self.predicative = frozenset([i for i in range(n) if self._predicative(i)])
        self.taken: list[set[str]] = [set() for _ in range(n)]

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

    def reports(self, i: int) -> bool:
        p = self.phrases[i]
        if (
            p.lemma in self.cues.reports
            or p.lemma in self.cues.naming
            or (p.content[-1].pos == Pos.VERB and p.content[-1].lemma in self.cues.reports)
        ):
            return True
        return "と" in self.cues.accepts(p)

    def issues(self, i: int) -> bool:
        """Whether a predicate issues something that is said: 声明を出し."""
        before = self.phrases[i - 1] if i else None
        return (
            before is not None
            and before.case == "を"
            and before.head.surface in self.cues.issued
            and self.phrases[i].lemma in self.cues.light
        )

    def buried(self, c: int) -> bool:
        """Whether a predicate stands inside a relative clause, a と-clause or a condition."""
        q = self.phrases[c]
        if q.link == Link.QUOTE and self.hearsay(self.heads[c]):
            return False
        seen = 0
        while q.link == Link.CONTINUE and self.heads[c] >= 0 and seen < 20:
            c = self.heads[c]
            q = self.phrases[c]
            seen += 1
        if q.link == Link.ADNOMINAL and self.plans(c):
            return self.buried(self.heads[c])
        return q.link in (Link.ADNOMINAL, Link.QUOTE, Link.CONDITION, Link.PURPORT) or (
            q.link == Link.CASE and self.heads[c] >= 0
        )

    def hearsay(self, h: int) -> bool:
        """Whether a predicate only ends what is told at second hand: 現場に向かったという."""
        p = self.phrases[h]
        return self.heads[h] < 0 and p.lemma in self.cues.hearsay and not (p.ending.past or p.ending.progressive)

    def plans(self, c: int) -> bool:
        """Whether a clause leads up to a noun that ends the sentence: 会合を開き、協議する見通しだ."""
        h = self.heads[c]
        return h >= 0 and h in self.predicative and self.phrases[h].head.surface in self.cues.content_nouns

    def relative(self, c: int) -> bool:
        """Whether a predicate is a relative clause on a noun with a meaning of its own (9人, A氏), no こと or 方針."""
        q = self.phrases[c]
        h = self.heads[c]
        return (
            q.link == Link.ADNOMINAL
            and not q.case
            and h >= 0
            and (self.phrases[h].head.surface not in self.cues.content_nouns)
        )

    def acts(self, i: int) -> frozenset[str]:
        """The event classes of the act of a day and place that a predicate tells of: 会談した, 会談の場を持った."""
        own = self.cues.acts(self.phrases[i])
        if own or self.phrases[i].lemma not in self.cues.light:
            return own
        for k in range(max(0, i - 3), i):
            p = self.phrases[k]
            if p.case in ("を", "が", "に") or (p.case == "の" and self.phrases[k + 1].text in self.cues.holding):
                own = self.cues.acts(p)
                if own:
                    return own
        return frozenset()

    def tops(self, k: int) -> bool:
        return self.phrases[k].topic and not self.phrases[k].case

    def summed(self, i: int) -> int | None:
        """The noun that sums up a name told as one of many: 産油国 in ロシアなど産油国, 機関 in ZDFなど独の機関."""
        p = self.phrases[i]
        named = p.nominal and not (p.case or p.topic or p.comma) and bool(self.drafts[i])
        if not named or i + 1 >= len(self.phrases) or not any(t.surface in self.cues.summing for t in p.function):
            return None
        k = i + 1
        while self.phrases[k].case == "の" and self.phrases[k].link == Link.ADNOMINAL:
            k = self.heads[k]
        q = self.phrases[k]
        plain = q.nominal and self.dates[k] is None and q.head.pos != Pos.QUOTE
        return k if plain and (k == i + 1 or self.drafts[k]) else None

    def named_next(self, i: int) -> int:
        """The noun behind a phrase, past those that lead up to it with の."""
        k = i + 1
        while k + 1 < len(self.phrases) and self.phrases[k].case == "の" and self.sort(k) != "actor":
            k += 1
        return k

    def topped(self, before: int) -> bool:
        """Whether something but a day is told as the topic before a phrase."""
        return any(self.tops(k) and self.dates[k] is None for k in range(before))

    def sort(self, i: int) -> str:
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

    def has_subject(self, before: int, shared: bool = False) -> bool:
        """Whether someone or something is told as the subject before a phrase.

        `shared` counts those of clauses that 〜が、 sets apart too: 首相は増税を求めてきたが、実現は難しいと述べた.
        """
        found = False
        for k, q in enumerate(self.phrases[:before]):
            if (
                not shared
                and q.predicate
                and q.comma
                and q.link == Link.CONTINUE
                and q.function[-1:]
                and (q.function[-1].surface == "が" or contrasts(q.function))
            ):
                found = False  # Aは反対したが、Bは: a clause of its own
            elif ((q.topic and not q.case) or (q.case == "が" and q.comma)) and self.drafts[k] and not q.predicate:
                found = True
        return found
