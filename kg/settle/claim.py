"""Claims: on whose word an event is told, by the と-clauses and quotations around it and by によると."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kg.analyse.phrase import Link
from kg.grammar import Grammar
from kg.match.lexicon import Lexicon, variants
from kg.match.scene import Named, Scene
from kg.match.subject import subject


@dataclass(frozen=True)
class ClaimReader:
    """Finds who vouches for what a phrase tells."""

    grammar: Grammar
    lexicon: Lexicon

    @cached_property
    def _vouching(self) -> frozenset[str]:
        return self.grammar.words("reporting", "vouching")

    @cached_property
    def _stating(self) -> frozenset[str]:
        return self.grammar.words("reporting", "stating")

    @cached_property
    def _hearsay(self) -> frozenset[str]:
        return self.grammar.words("reporting", "hearsay")

    @cached_property
    def _doing(self) -> frozenset[str]:
        return self.grammar.words("predicates", "suru")

    @cached_property
    def _relays(self) -> frozenset[str]:
        return self.grammar.words("reporting", "relays")

    def of(self, scene: Scene, i: int, arranged: bool = False) -> tuple[Named, ...]:
        """The speakers of the clauses around a phrase, the innermost first, then the source that によると names.

        `arranged` says that the phrase itself may be the telling (訪日を発表した), not what is told.
        """
        tree = scene.tree
        out: list[Named] = []
        here, given = i, False
        if arranged and i in tree.predicative and self._vouches(scene, i):
            speaker = subject(scene, i)
            out.extend(speaker.named if speaker is not None else ())
        while tree.heads[here] >= 0:
            p, h = tree.phrases[here], tree.heads[here]
            tries = p.ending.volition and tree.phrases[h].lemma in self._doing  # 訪中しようとした
            before_noun = p.case == "と" and p.link == Link.ADNOMINAL and here in tree.predicative
            said = (p.link == Link.QUOTE and not tries) or before_noun
            held = p.case in ("を", "と", "について") or (p.topic and not p.case)
            content = held and not p.predicate and p.head.surface in scene.words.content_nouns and h in tree.predicative
            if p.nominal and not p.predicate and p.case == "に":
                given = True  # 採択したことに対し: a fact that the speaker answers
            if h in tree.predicative and (said or (content and not given)) and self._vouches(scene, h, said):
                speaker = subject(scene, h) if not tree.phrases[h].ending.passive else None
                if speaker is not None:
                    out.extend(speaker.named)
                elif scene.carried and not tree.phrases[h].ending.passive and not self._stranger(scene, h):
                    out.extend(Named(e, tree.phrases[h].span, False) for e in scene.carried)
            here = h
        out.extend(self._sources(scene, i))
        return tuple(dict.fromkeys(out)) if len(out) > 1 else tuple(out)

    def _stranger(self, scene: Scene, v: int) -> bool:
        """Whether somebody unknown is told as the speaker."""
        tree = scene.tree
        return any(
            tree.dates[c] is None and not scene.named[c] and (p.case == "が" or (p.topic and not p.case))
            for c in tree.children[v]
            for p in (tree.phrases[c],)
        )

    def source(self, scene: Scene) -> tuple[Named, ...]:
        """Who told what stands in the sentence before (BBCが伝えた); () for a sentence that tells something itself."""
        tree = scene.tree
        root = len(tree.phrases) - 1
        if root < 0 or root not in tree.predicative or not tree.phrases[root].ending.past:
            return ()
        disclosing = self.grammar.words("reporting", "disclosing")
        if not any(w in disclosing for w in variants(tree.phrases[root])) or tree.phrases[root].ending.passive:
            return ()
        if any(
            tree.phrases[c].case == "に" and scene.named[c] and not scene.named[c][0].entity.key.count("@")
            for c in tree.children[root]
        ):
            return ()  # 首相が大統領に伝えた
        content = [
            c
            for c in tree.children[root]
            if tree.dates[c] is None and tree.phrases[c].case not in ("で", "に") and not scene.named[c]
        ]
        found = [
            n
            for c in tree.children[root]
            if tree.phrases[c].case == "が" or tree.phrases[c].topic
            for n in scene.entities(c)
        ]
        return tuple(found) if not content else ()

    def _vouches(self, scene: Scene, v: int, said: bool = True) -> bool:
        """Whether the subject of a predicate vouches for the clause that it takes; `said` for a と-clause."""
        p = scene.tree.phrases[v]
        if p.lemma in self._hearsay and not p.ending.past and not p.ending.progressive:
            return False
        if any(w in self._relays for w in variants(p)):
            return True
        found = self.lexicon.verb(p)
        rules = found[1] if found else ()
        if not rules and p.nominal:
            noun = self.lexicon.noun(p.content)
            rules = noun[1] if noun else ()
        if not rules:
            rules = tuple(r for w in variants(p) for row in self.lexicon.phrases.get(w, ()) for r in row.rules)
        return any(r.event in (self._vouching if said else self._stating) for r in rules)

    def _sources(self, scene: Scene, i: int) -> list[Named]:
        tree = scene.tree
        marked = [k for k, p in enumerate(tree.phrases) if p.case == "によると"]
        if not marked:
            return []
        around = {i, *tree.chain(i)}
        out: list[Named] = []
        for k in marked:
            if tree.heads[k] in around or k < i:
                named = scene.entities(k)
                if not named:
                    told = (
                        c for c in tree.children[k] if c in tree.predicative and tree.phrases[c].link == Link.ADNOMINAL
                    )
                    teller = next((s for c in told if (s := subject(scene, c)) is not None), None)
                    named = teller.named if teller is not None else ()
                if not named:
                    named = tuple(
                        n for c in tree.children[k] if tree.phrases[c].case == "の" for n in scene.entities(c)
                    )
                out.extend(named)
        return out
