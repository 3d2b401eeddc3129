"""Subjects: who does what a predicate tells, by its own clause and the clauses that it is chained to."""

from __future__ import annotations

from kg.analyse.phrase import Link
from kg.match.args import head_noun, of_predicate
from kg.match.scene import Arg, Scene
from kg.model import Kind
from kg.parse.tree import Tree


def subject(scene: Scene, v: int, seen: int = 0) -> Arg | None:
    """The subject of a predicate: its own, that of the clauses chained to it, or that of the clause around it."""
    if seen > 12:
        return None
    if (v, seen) not in scene.subjects:
        scene.subjects[v, seen] = _subject(scene, v, seen)
    return scene.subjects[v, seen]


def _subject(scene: Scene, v: int, seen: int) -> Arg | None:
    tree = scene.tree
    p = tree.phrases[v]
    own = _own_subject(scene, v)
    if own is not None:
        return own
    last = next((c for c in reversed(tree.children[v]) if c in tree.predicative and tree.phrases[c].comma), None)
    mine = _inner_subject(scene, v, last + 1, True) if last is not None and p.link != Link.ADNOMINAL else None
    if mine is not None:
        return mine
    for c in reversed(tree.children[v]):
        q = tree.phrases[c]
        if c in tree.predicative and q.link in (Link.CONTINUE, Link.BARE):
            left = _left_subject(scene, c)
            if left is not None and (not q.ending.passive or _tops(tree, left)):
                return left
    inner = _inner_subject(scene, v, tree.leftmost(v)) if p.link != Link.ADNOMINAL else None
    if inner is not None:
        return inner
    h = tree.heads[v]
    if h < 0:
        return None
    if p.link == Link.ADNOMINAL:
        rel = head_noun(scene, v)
        if rel is not None and rel.cases[0] == "が":
            return rel if rel.named else None
        return _around(scene, v, seen)
    if p.link == Link.PURPORT:
        asked = [
            a
            for a in of_predicate(scene, h)
            if set(a.cases) & {"に", "へ"} and a.named and not tree.phrases[h].ending.passive
        ]
        if not asked and tree.phrases[h].lemma in scene.words.commanding:
            return subject(scene, h, seen + 1)  # 空母を派遣するよう命じた: it is the one who orders that sends
        return asked[-1] if asked else None
    return _around(scene, v, seen)


def _tops(tree: Tree, subject: Arg) -> bool:
    """Whether a subject is the topic, which a passive shares with what follows: 首相は見解を問われ、…と答えた."""
    return subject.phrase is not None and tree.phrases[subject.phrase].topic


def _around(scene: Scene, v: int, seen: int) -> Arg | None:
    """The nearest subject of the clauses around a predicate that stands before it."""
    tree = scene.tree
    for c in tree.chain(v):
        if c in tree.predicative:
            found = subject(scene, c, seen + 1)
            if found is None or found.phrase is None or found.phrase <= v or _agreed(scene, v, c, found.phrase):
                return found
    return None


def _agreed(scene: Scene, v: int, c: int, subject: int) -> bool:
    """Whether who does it stands behind what they agreed on: 融資を行うことで加盟国が合意した."""
    tree = scene.tree
    noun = tree.heads[v]
    held = tree.phrases[v].link is Link.ADNOMINAL and tree.phrases[noun].head.surface in scene.words.content_nouns
    return held and tree.phrases[noun].case == "で" and tree.heads[noun] == c == tree.heads[subject]


def _inner_subject(scene: Scene, v: int, first: int, own: bool = False) -> Arg | None:
    """The subject that stands in the clause of what is taken, and `first` in it: 日本が撤退する方針を固めた.

    With `own` only in the clause of what one has for oneself: 意向, 考え.
    """
    tree = scene.tree
    nouns = scene.words.stance_nouns if own else scene.words.content_nouns
    for c in tree.children[v]:
        p = tree.phrases[c]
        if c in tree.predicative and p.link == Link.QUOTE and not own:
            clauses: tuple[int, ...] = (c,)
        elif p.head.surface in nouns and (p.case == "を" or (p.case == "で" and not own)):  # …することで合意した
            clauses = tuple(
                k for k in tree.children[c] if k in tree.predicative and tree.phrases[k].link == Link.ADNOMINAL
            )
        else:
            continue
        for k in clauses:
            found = _left_subject(scene, k)
            if found is not None and found.phrase is not None and tree.leftmost(found.phrase) == first:
                return found
    return None


def _own_subject(scene: Scene, v: int) -> Arg | None:
    """What stands in が or は of a predicate; of a passive too, for the clauses chained to it share that."""
    for a in of_predicate(scene, v, passive=False):
        if a.cases[0] == "が" and not a.quoted and any(n.entity.kind is not Kind.PLACE for n in a.named):
            return a
    return None


def _left_subject(scene: Scene, c: int) -> Arg | None:
    """The subject of a clause or of those chained to it from the left, found once a clause."""
    if c not in scene.left_subjects:
        scene.left_subjects[c] = _own_subject(scene, c) or _chained_subject(scene, c)
    return scene.left_subjects[c]


def _chained_subject(scene: Scene, c: int) -> Arg | None:
    for k in reversed(scene.tree.children[c]):
        q = scene.tree.phrases[k]
        plan = q.link == Link.ADNOMINAL and scene.tree.phrases[c].head.surface in scene.words.content_nouns
        if k in scene.tree.predicative and (plan or q.link in (Link.CONTINUE, Link.BARE)):
            left = _left_subject(scene, k)
            if left is not None:
                return left
    return None
