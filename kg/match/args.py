"""Arguments: what stands in which case of an event, by the tree of its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.analyse.phrase import Link, Phrase
from kg.analyse.token import Pos
from kg.match.hit import Hit
from kg.match.scene import Arg, Named, Scene
from kg.model import Kind, Span
from kg.parse.tree import Tree

_ADNOMINAL = {
    "と": ("と",),
    "へ": ("に", "へ"),
    "に": ("に", "へ"),
    "が": ("が",),
    "で": ("で",),
    "について": ("について", "を"),
    "から": ("から",),
    "まで": ("まで",),
    "として": ("として",),
}
_COUNTED = re.compile(r"(?:約|計)?[0-9]+(?:[人名社党派]|[カか力ヵヶケ]国|団体)")
"""Those who are counted behind a clause, and do what it tells: 賛成した22カ国."""
_LOOSE = frozenset({Link.ADVERB, Link.CONTINUE, Link.CONDITION})


def of_predicate(
    scene: Scene, v: int, skip: frozenset[int] = frozenset(), passive: bool | None = None
) -> tuple[Arg, ...]:
    """The arguments that lean on a predicate, from left to right; a passive's are turned to the active."""
    turned = scene.tree.phrases[v].ending.passive if passive is None else passive
    found = scene.arguments.get((v, turned))
    if found is None:
        found = scene.arguments[v, turned] = tuple(_of_predicate(scene, v, turned))
    return tuple([a for a in found if a.phrase not in skip]) if skip else found


def _of_predicate(scene: Scene, v: int, turned: bool) -> Iterator[Arg]:
    tree = scene.tree
    told = "を" in [tree.phrases[c].case for c in tree.children[v]]
    kept: dict[tuple[str, ...], tuple[str, ...]]
    kept = {("を", "に"): ("に",)} if turned else {("が", "を"): ("が", "は")}  # 首相は議員を選んだ
    for c in tree.children[v]:
        if c not in tree.equals:
            arg = _argument(scene, c, turned)
            if arg is not None:
                yield replace(arg, cases=kept[arg.cases]) if told and arg.cases in kept else arg


def _argument(scene: Scene, c: int, turned: bool) -> Arg | None:
    tree = scene.tree
    p = tree.phrases[c]
    date = tree.dates[c]
    if date is not None:
        return Arg(("date",), _words(tree, c), (), c, date)
    if p.head.pos == Pos.QUOTE and p.case in ("と", "として") and not tree.drafts[c]:
        return Arg(("と",), p.span, (), c, quoted=True)
    if p.link is Link.QUOTE:
        return Arg(("と",), _clause(tree, c), (), c, quoted=True)
    if p.link is Link.PURPORT:
        return Arg(("よう",), _clause(tree, c), (), c, quoted=True)
    if p.predicate and p.link is Link.CASE:
        return Arg((p.case,), _clause(tree, c), (), c)
    if p.predicate or p.link in _LOOSE or c in tree.predicative:
        return _supposed(scene, c)
    named = scene.entities(c) or _posts(scene, c)
    if p.case in ("に", "で") and not named and _when(scene, p):
        return None
    if not p.case and p.head.surface in scene.words.purports:
        return Arg(("と",), _words(tree, c), (), c, quoted=True)  # …したい旨述べた
    cases = _cases(p, turned, bool(named))
    if cases == ("から",) and any(n.entity.kind in (Kind.PERSON, Kind.POST) for n in named):
        cases = ("から", "が")  # 茂木大臣から、…旨述べました
    return Arg(cases, _words(tree, c), named, c) if cases else None


def _supposed(scene: Scene, c: int) -> Arg | None:
    """Who would do it: バイデン氏なら辞任していた."""
    p = scene.tree.phrases[c]
    if p.link is not Link.CONDITION or not p.nominal or scene.tree.children[c] or not scene.entities(c):
        return None
    return Arg(("が",), _words(scene.tree, c), scene.entities(c), c)


def _when(scene: Scene, p: Phrase) -> bool:
    """Whether a noun says when, and not about what: 会談中に, 演説後に, 演説の最後に."""
    return p.text in scene.words.moments or (len(p.content) > 1 and p.head.surface in scene.words.clausal)


def _posts(scene: Scene, c: int) -> tuple[Named, ...]:
    """The posts that a word for posts sums up: 外務大臣、大蔵大臣などの要職."""
    tree = scene.tree
    if tree.phrases[c].text not in scene.words.offices:
        return ()
    held = (n for k in tree.children[c] if tree.phrases[k].case == "の" for n in scene.entities(k))
    return tuple(n for n in held if n.post is not None or n.entity.kind is Kind.POST)


def _words(tree: Tree, c: int) -> Span:
    """A phrase's content with all that leans on it."""
    return Span(tree.phrases[tree.leftmost(c)].start, tree.phrases[c].span.end)


def _cases(p: Phrase, turned: bool, named: bool) -> tuple[str, ...]:
    case = p.case
    if p.topic and not case:
        return ("を", "に") if turned else ("が", "を")
    if not case:
        return (("を",) if turned else ("が", "を")) if named else ()
    if case == "と" and not named:
        return ("として",)
    if turned:
        if case == "が":
            return ("を", "に")
        if case in ("に", "から") and named:
            return (case,) if any(t.pos == Pos.VERB for t in p.function) else ("が", case)  # イランに対し求められた
        if case == "によって":
            return ("が",)
    if case == "によって" and named:
        return ("が",)
    return (case,)


def _clause(tree: Tree, c: int) -> Span:
    """A clause's words, without its last particle and without a topic that belongs further out."""
    p = tree.phrases[c]
    first = tree.leftmost(c)
    end = p.span.end
    for t in p.function:
        if t.surface in ("と", "よう") and t.pos in "ksu":
            break
        end = t.end
    return Span(tree.phrases[first].start, end)


def of_noun(scene: Scene, h: int, skip: frozenset[int] = frozenset()) -> Iterator[Arg]:
    """The arguments that a noun of an event has before it: 日本への要求, トランプ氏との会談, 22日の会見."""
    tree = scene.tree
    for c in tree.children[h]:
        p = tree.phrases[c]
        if c in skip or c in tree.equals:
            continue
        date = tree.dates[c]
        if date is not None:
            yield Arg(("date",), _words(tree, c), (), c, date)
        elif p.predicate or p.head.pos == Pos.ADVERB:
            continue
        elif p.link is Link.ADNOMINAL:
            named = scene.entities(c)
            if p.case == "の":
                yield Arg(("の", "が", "と", "で") if named else ("の", "を", "について"), _words(tree, c), named, c)
            elif p.case in _ADNOMINAL:
                yield Arg(_ADNOMINAL[p.case], _words(tree, c), named, c)
        elif p.link is Link.CASE and p.nominal and h not in tree.predicative:  # 日本を訪問中の外相
            yield Arg((p.case,), _words(tree, c), scene.entities(c), c)


def head_noun(scene: Scene, v: int) -> Arg | None:
    """What a relative clause leans on, as an argument of its predicate: 会談したA氏, 27日発表した声明."""
    tree = scene.tree
    p = tree.phrases[v]
    h = tree.heads[v]
    if p.link != Link.ADNOMINAL or h < 0 or p.case or not tree.phrases[h].nominal:
        return None
    q = tree.phrases[h]
    named = scene.named[h]
    span = Span(tree.phrases[min(h, v + 1)].start, q.span.end)
    have = {case for a in of_predicate(scene, v) for case in a.cases[:1]}
    passive = p.ending.passive
    order = ("を", "に", "で") if passive else ("が", "を", "に", "で")
    free = tuple(c for c in order if c not in have)
    doers = q.text in scene.words.doers or (tree.dates[h] is None and _COUNTED.fullmatch(q.text) is not None)
    if not named and not passive and "が" in free and doers:
        return Arg(("が",), span, (), h)
    if not named and ("を" not in free or q.head.surface in scene.words.content_nouns or tree.dates[h] is not None):
        return None
    cases = free if named else ("を",)
    return Arg(cases, span, named, h) if cases else None


def _nouns(scene: Scene, hit: Hit) -> list[Arg]:
    """What a noun has before it; of a meeting or a visit 初の and 約60分間の are no topic."""
    concrete = hit.rules[0].event in scene.words.gatherings and not hit.idiom
    skip = frozenset(hit.inside) if hit.host is None else frozenset({hit.host, *hit.inside})
    return [a for a in of_noun(scene, hit.head, skip) if a.named or a.date or not (concrete and a.cases[0] == "の")]


def _tells(tree: Tree, c: int) -> bool:
    """Whether what stands before a noun says what it is about, not only how strong it is (強い不満)."""
    p = tree.phrases[c]
    clause = p.case == "と" or any(tree.phrases[k].nominal for k in tree.children[c])  # 必要はないという考え
    return clause or p.head.pos not in (Pos.ADJECTIVE, Pos.ADJECTIVAL, Pos.ADNOMINAL, Pos.ADVERB)


def _together(hit: Hit) -> bool:
    return any(r.name == "participant" for rule in hit.rules for r in rule.roles)


def _content(scene: Scene, h: int) -> Iterator[Arg]:
    """What a speech says, by the clause before it: 核なき世界を目指す演説を行った."""
    tree = scene.tree
    for c in tree.children[h]:
        p = tree.phrases[c]
        plain = not (p.case or p.ending.past or p.ending.progressive or p.ending.passive)
        taking = any(tree.phrases[k].case in ("を", "に") for k in tree.children[c])
        if c in tree.predicative and p.link == Link.ADNOMINAL and plain and taking:
            yield Arg(("と",), _clause(tree, c), (), c, quoted=True)


def _called_for(scene: Scene, h: int) -> Iterator[Arg]:
    """What a rally is held against, by the clause before it: 増税に反対する集会, 大統領の辞任を求めるデモ."""
    tree = scene.tree
    for c in tree.children[h]:
        p = tree.phrases[c]
        if c in tree.predicative and p.link == Link.ADNOMINAL and not p.case and p.lemma in scene.words.protesting:
            for a in of_predicate(scene, c):
                if a.cases[0] in ("に", "を") and a.phrase is not None:
                    yield a
                    owners = of_noun(scene, a.phrase) if not a.named else ()
                    yield from (replace(o, cases=("に",)) for o in owners if o.named and _holds(o))


def _holds(owner: Arg) -> bool:
    """Whether somebody has or does what a noun names: トランプ大統領の政策, イスラエルによる攻撃."""
    return owner.cases[0] in ("の", "が") and all(n.entity.kind is not Kind.PLACE for n in owner.named)


def arranging(scene: Scene, hit: Hit) -> list[Arg]:
    """The arguments of a clause that leads up to an event's noun: 首相が下旬に予定していたインド訪問."""
    tree = scene.tree
    out: list[Arg] = []
    for c in tree.children[hit.head] if not hit.idiom else ():
        p = tree.phrases[c]
        if c in tree.predicative and p.link == Link.ADNOMINAL and c != hit.host and p.lemma in scene.words.light:
            out.extend(a for a in of_predicate(scene, c, passive=False) if a.named or a.date)
    return out


def complete(own: Sequence[Arg], hit: Hit) -> bool:
    """Whether an event's noun has its actors beside it, so that who arranges it is none of them."""
    if any("の" in r.cases for rule in hit.rules for r in rule.roles if r.name in ("topic", "person")):
        return False  # 大使の召還を決めた: the ambassador is what it is about
    named = [n.entity for a in own for n in a.named if set(a.cases[:2]) & {"が", "と", "の"}]
    return len(named) > 1 or (bool(named) and not _together(hit))


def _led_noun(scene: Scene, hit: Hit) -> Arg | None:
    """Who is at what an event's noun tells of: 訪日中の趙外相 is the visitor, 視察先の新潟市 the place."""
    tree = scene.tree
    p = tree.phrases[hit.head]
    h = tree.heads[hit.head]
    while hit.tail_word and h >= 0 and p.case == "の" and not scene.named[h] and tree.phrases[h].case == "の":
        h = tree.heads[h]
    if not hit.tail_word or p.case != "の" or h < 0:
        return None
    while (
        tree.phrases[h].case == "の"
        and tree.heads[h] >= 0
        and not any(n.entity.kind == Kind.PERSON for n in scene.named[h])
    ):
        h = tree.heads[h]
    named = scene.named[h]
    if not named:
        return None
    cases = ("を", "で") if hit.tail_word in scene.words.place_tails else ("が",)
    return Arg(cases, tree.phrases[h].span, named, h)


def _done_by_another(scene: Scene, hit: Hit) -> bool:
    """Whether a predicate around an act's noun tells whose act it is: 政府は自衛隊員300人の派遣を決めた."""
    if hit.host is None or hit.asked or scene.tree.phrases[hit.host].lemma in scene.words.receiving:
        return False
    return any(a.named and a.cases[0] == "が" for a in of_predicate(scene, hit.host))


def _sent(arg: Arg) -> Arg:
    """A body or people before an act's noun as what is sent: 政府は自衛隊員300人の派遣を決めた."""
    own = arg.cases[0] == "の" and all(n.entity.kind is Kind.ORGANIZATION for n in arg.named)
    return replace(arg, cases=("の", "を", "について"), named=()) if own else arg


def gather(scene: Scene, hit: Hit) -> list[Arg]:
    """Everything that may fill a role of a hit, what stands nearest to it first."""
    tree = scene.tree
    out: list[Arg] = []
    if hit.rules[0].event in scene.words.rallies:
        out.extend(_called_for(scene, hit.head))
    if hit.host is None:
        out.extend(_nouns(scene, hit))
        led = _led_noun(scene, hit)
        if led is not None:
            out.append(led)
        return out
    if hit.head != hit.host:
        out.extend(_nouns(scene, hit))
        if hit.rules[0].event in scene.words.sending and _done_by_another(scene, hit):
            out = [_sent(a) for a in out]
        out.extend(arranging(scene, hit))
        received = tree.phrases[hit.host].lemma in scene.words.receiving
        passive = None if hit.idiom else received
        held = tree.heads[hit.head]  # 会談の場を持つ: 場 is a part of the event's noun
        own = next((c for c in tree.children[hit.host] if hit.head in tree.group(c)), held if held >= 0 else hit.head)
        group = tree.group(own)
        before = [g for g in group if g < hit.head]
        apart = hit.arranged and complete(out, hit)
        for a in of_predicate(scene, hit.host, frozenset({*group, own}), passive):
            if apart and a.cases[0] in ("が", "を"):
                continue
            if a.cases[0] == "が" and tree.phrases[hit.host].lemma in scene.words.existing:
                continue  # 司令官は住民から支持がある
            if hit.asked and not _together(hit):
                if a.cases[0] == "が":
                    continue
                if a.named and set(a.cases) & {"に", "へ"}:
                    out.append(replace(a, cases=("が",)))
                    continue
            with_other = a.cases[0] == "と" and a.phrase is not None and not a.quoted and len(group) > 1
            if not with_other or (max(before, default=-1) < (a.phrase or 0) < hit.head):
                out.append(a)
        outside = [c for c in tree.children[hit.head] if c not in hit.inside and _tells(tree, c)]
        if not hit.idiom and hit.rules[0].event in scene.words.telling:
            out.extend(_content(scene, hit.head))
        if hit.idiom and outside:
            first = tree.leftmost(outside[0])
            span = Span(tree.phrases[first].start, tree.phrases[hit.head].span.end)
            out.append(Arg(("を", "と", "よう", "について"), span, (), hit.head, quoted=True))
    else:
        out.extend(of_predicate(scene, hit.host))
        out.extend(
            a for a in of_noun(scene, hit.head) if tree.phrases[hit.head].nominal and a.cases[0] not in ("date",)
        )
    rel = head_noun(scene, hit.host) if hit.head == hit.host or tree.heads[hit.host] != hit.head else None
    timeless = hit.rules[0].event in scene.words.telling and not tree.phrases[hit.host].ending.past
    another = hit.asked and not _together(hit)  # 撤退を求める大統領: who asks does not leave
    if rel is not None and (rel.named or not timeless) and not another:
        out.append(rel)
    return out
