"""Occasions told again: what was said in a speech or a meeting whose day the article told before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.analyse.token import Pos
from kg.find.discourse import Discourse, Occasion
from kg.grammar import Grammar
from kg.match.attempt import Try
from kg.match.scene import Scene
from kg.model import Entity, Event, Status


@dataclass(frozen=True)
class Occasions:
    """Dates events by the occasion that their sentence names again: 演説で…と述べた."""

    grammar: Grammar

    @cached_property
    def _nouns(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("reporting", "occasions"))

    @cached_property
    def _parts(self) -> tuple[str, ...]:
        return tuple(sorted(self.grammar.words("reporting", "occasion_parts"), key=lambda w: (-len(w), w)))

    def dated(self, tries: Sequence[Try], discourse: Discourse) -> list[Try]:
        """The tries of a sentence, with the day of the occasion for those that have none; occasions are remembered."""
        if not tries:
            return []
        tries = [replace(t, event=None) if self._only_again(t, discourse) else t for t in tries]
        scene = tries[0].scene
        known = next(self._named_again(scene, discourse), None)
        out = [self._on(t, known) if known is not None and t.scene.tree is scene.tree else t for t in tries]
        for t in out:
            self._remember(t, discourse)
        return out

    def _only_again(self, t: Try, discourse: Discourse) -> bool:
        """Whether a bare noun only says when, by an occasion that was told before: 会合後、日米韓は声明を発表した."""
        hit = t.hit
        if t.event is None or not hit.tail_word or hit.compound or t.scene.tree.children[hit.head]:
            return False
        return any(told.name.endswith(hit.trigger) for told in discourse.occasions)

    def _on(self, t: Try, occasion: Occasion) -> Try:
        e = t.event
        at = t.hit.at
        if e is None or e.start or e.end or e.status != Status.OCCURRED or not t.scene.main_level[at]:
            return t
        if not occasion.actors & _actors(e):
            return t
        return replace(t, event=replace(e, start=occasion.start, date_text=occasion.text))

    def _named_again(self, scene: Scene, discourse: Discourse) -> Iterator[Occasion]:
        """The occasions that a sentence without a day of its own names as told before, with no more than この."""
        tree = scene.tree
        if not discourse.occasions or tree.embedded or any(tree.dates):
            return
        for i, p in enumerate(tree.phrases):
            at = i
            if p.case == "の" and tree.phrases[tree.heads[i]].text in self._parts:
                at = tree.heads[i]
            if tree.phrases[at].case not in ("で", "に", "において", "にて") or tree.heads[at] not in scene.mains:
                continue
            if any(tree.phrases[c].head.pos != Pos.ADNOMINAL for c in tree.children[i]) or not scene.main_level[i]:
                continue
            part = next((w for w in self._parts if p.text.endswith(w)), "")
            name = p.text.removesuffix(part) if at == i else p.text  # 演説冒頭で
            for told in reversed(discourse.occasions):
                if name in self._nouns and told.name.endswith(name):
                    yield told
                    break

    def _remember(self, t: Try, discourse: Discourse) -> None:
        e = t.event
        name = t.scene.tree.phrases[t.hit.head].text
        if e is None or not name.endswith(self._nouns) or e.status != Status.OCCURRED:
            return
        if e.start is None or e.end is not None:
            discourse.occasions = [o for o in discourse.occasions if not o.name.endswith(name)]
        else:
            discourse.occasions.append(Occasion(name, _actors(e), e.start, e.date_text))


def _actors(e: Event) -> frozenset[Entity]:
    return frozenset(f.entity for role in ("agent", "participant") for f in e.filling(role))
