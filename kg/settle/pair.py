"""Pairs: several people and their posts with one predicate, 官房長官に木原稔氏、外相に茂木敏充氏を起用した."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.match.attempt import Try
from kg.match.scene import Named, Scene
from kg.model import Event, Filler, Kind


def paired(tries: Sequence[Try]) -> list[Try]:
    """The tries of a sentence, with one for each person and post where a predicate has several."""
    out: list[Try] = []
    for t in tries:
        e = t.event
        host = t.hit.host
        pairs: list[tuple[Named, Named]] = []
        if e is not None and host is not None and e.filling("person") and e.filling("post"):
            pairs.extend(_pairs(t.scene, host))
        if e is None or len(pairs) < 2:
            out.append(t)
        else:
            out.extend(replace(t, event=_of(e, person, post)) for person, post in pairs)
    return out


def _of(e: Event, person: Named, post: Named) -> Event:
    kept = tuple(f for f in e.fillers if f.role not in ("person", "post"))
    who = Filler("person", person.entity, person.span, person.by_name, person.form)
    return replace(e, fillers=(*kept, who, Filler("post", post.post or post.entity, post.span)))


def _pairs(scene: Scene, host: int) -> Iterator[tuple[Named, Named]]:
    """Each post in に with the person who stands behind it, before the next post."""
    tree = scene.tree
    posts = [c for c in sorted(tree.children[host]) if tree.phrases[c].case == "に" and _post(scene, c) is not None]
    for c, end in zip(posts, [*posts[1:], host], strict=False):
        people = (
            n for k in range(c + 1, end) for n in scene.named[k] if n.entity.kind is Kind.PERSON and _ends(scene, k)
        )
        person, post = next(people, None), _post(scene, c)
        if person is not None and post is not None:
            yield person, post


def _post(scene: Scene, c: int) -> Named | None:
    return next((n for n in scene.named[c] if n.post is not None or n.entity.kind is Kind.POST), None)


def _ends(scene: Scene, k: int) -> bool:
    """Whether a name stands at the end of its pair: 木原稔氏、 or 茂木敏充氏を, and no 茂木氏の."""
    p = scene.tree.phrases[k]
    return (not p.case and p.comma) or p.case in ("を", "が")
