"""Subjects from outside an event's own clause: shared, carried over from the sentence before, or the speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.analyse.phrase import Link
from kg.analyse.token import Pos
from kg.match.args import complete
from kg.match.hit import Hit
from kg.match.rule import RoleSpec, Rule
from kg.match.scene import Arg, Named, Scene
from kg.match.subject import subject
from kg.model import Entity, Kind, Status


def inherited(scene: Scene, hit: Hit, rule: Rule, args: Sequence[Arg]) -> list[Arg]:
    """The subject that a hit shares with the clauses around it, or that the article carried over."""
    wants = rule.subjects
    chosen = rule.role("person")
    passive = hit.host is not None and hit.head == hit.host and scene.tree.phrases[hit.host].ending.passive
    if chosen is not None and "を" in chosen.cases and passive:
        return _patient(scene, hit, args) or _of_life(scene, hit, args)
    if wants and wants[0].name == "person" and _of_nobody_known(scene, hit):
        return []
    if not wants or any(a.named and a.cases[0] == "が" and _fits_any(a, wants[0]) for a in args):
        return []
    tree = scene.tree
    if hit.host is not None:
        if hit.arranged and complete(args, hit):
            return []
        told = (
            tree.phrases[hit.head].case == "が"
            or tree.phrases[hit.host].lemma in scene.words.existing
            or (tree.phrases[hit.head].topic and tree.phrases[hit.host].lemma in scene.words.happening)
        )
        if hit.head != hit.host and not hit.idiom and told:
            return []  # 衝突が起きた, 会談が行われた: nobody's deed is told
        ending = tree.phrases[hit.host].ending
        cabinet = _of_cabinet(scene, hit) if rule.event in scene.words.session_acts else []
        if ending.passive and cabinet:
            return cabinet
        if ending.passive and hit.head == hit.host and not any(a.named and a.cases[0] == "に" for a in args):
            return _patient(scene, hit, args)
        if (
            ending.passive
            or tree.phrases[hit.host].lemma in scene.words.receiving
            or (hit.asked and not any(r.name == "participant" for r in rule.roles))
        ):
            return []
        if _describes(scene, hit.host, rule) or _serves(scene, hit.host):
            return []
        own = [a for a in args if a.phrase is None or tree.heads[a.phrase] == hit.head != hit.host]
        beside = [n for a in own for n in a.named if set(a.cases) & {"と", "の", "compound"} and not a.inherited]
        if len(beside) > 1 and wants[0].name == "participant":
            return []
        shared = subject(scene, hit.host)
        taken = {n.entity for a in args for n in a.named if n.post is None and not set(a.cases) & {"で", "date"}}
        if any(a.cases == ("が",) and not a.quoted and a.phrase is not None and not a.inherited for a in args):
            return []
        happens = hit.head == hit.host and tree.phrases[hit.host].lemma in scene.words.happening
        if happens and any(a.cases[0] == "が" and a.phrase is not None and not a.inherited for a in args):
            return []  # 署名し、協定は発効した
        if shared is not None:
            named = tuple(n for n in shared.named if n.entity not in taken)
            mine = {n.entity for n in named}
            agreed = rule.event in scene.words.gatherings and _held(scene, hit.host) and len(beside) == 0
            if (rule.event in scene.words.joint or agreed) and mine and mine <= set(scene.met):
                named = (*named, *(Named(e, hit.span, False) for e in scene.met if e not in mine | taken))
            return [Arg(("が",), shared.span, named, None, inherited=True)] if named else []
        if cabinet:
            return cabinet
        if tree.embedded:
            return _spoken(scene, hit, rule, taken)
        if rule.event in scene.words.session_acts and (holders := _in_session(scene, hit.host)):
            return [Arg(("が",), hit.span, holders, None, inherited=True)]
        if rule.event in scene.words.joint and len(scene.met) > 1 and scene.main_level[hit.host]:
            there = tuple(Named(e, hit.span, False) for e in scene.met if e not in taken)
            return [Arg(("が",), hit.span, there, None, inherited=True)]  # 外相会合が開かれ、…で合意した
        if not _around(scene, hit.host):
            return _carried(scene, hit, taken, rule.event in scene.words.joint)
        return []
    if not _leans_on_subject(scene, hit, args):
        return []
    host = next((c for c in tree.chain(hit.head) if c in tree.predicative), None)
    shared = subject(scene, host) if host is not None else None
    taken = {n.entity for a in args for n in a.named}
    if any(a.cases[0] == "が" and not a.named and not a.quoted for a in args):
        return []
    if sum(len(a.named) for a in args if set(a.cases) & {"が", "と", "の", "compound"}) > 1:
        return []
    if shared is not None:
        named = tuple(n for n in shared.named if n.entity not in taken)
        return [Arg(("が",), shared.span, named, None, inherited=True)] if named else []
    if host is not None and not _around(scene, host):
        another = rule.role("participant") is not None and any(a.date is not None for a in args)
        return _carried(scene, hit, taken, another)  # 11日の協議では
    return []


def _of_cabinet(scene: Scene, hit: Hit) -> list[Arg]:
    """The government, as that whose cabinet decides: 経済対策が20日の閣議で決定された."""
    tree = scene.tree
    if not scene.main_level[hit.at]:
        return []
    told = tree.phrases[hit.head].text.startswith(scene.words.cabinets) or any(
        tree.phrases[c].case == "で" and tree.phrases[c].text.endswith(scene.words.cabinets)
        for c in tree.children[hit.at]
    )
    named = tuple(Named(e, hit.span, False) for e in scene.government) if told else ()
    return [Arg(("が",), hit.span, named, None, inherited=True)] if named else []


def _in_session(scene: Scene, v: int) -> tuple[Named, ...]:
    """Those of whose session the clauses before tell: 緊急会合が開かれ、決議案を採択した."""
    tree = scene.tree
    for w in reversed(scene.mains if scene.main_level[v] else ()):
        if w >= v or not tree.phrases[w].ending.passive or tree.phrases[w].lemma not in scene.words.sessions:
            continue
        for c in tree.children[w]:
            if tree.phrases[c].case != "が":
                continue
            bodies = tuple(n for n in scene.entities(c) if n.entity.kind is Kind.ORGANIZATION)
            who = scene.government if tree.phrases[c].text.endswith(scene.words.cabinets) else scene.met
            return bodies or tuple(Named(e, tree.phrases[c].span, False) for e in who)
    return ()


def _serves(scene: Scene, v: int) -> bool:
    """Whether a clause only tells what a thing is for: 防空ミサイルを供与するための支援."""
    tree = scene.tree
    h = tree.heads[v]
    return (
        h >= 0
        and tree.phrases[v].link == Link.ADNOMINAL
        and tree.phrases[h].text in scene.words.purpose
        and tree.phrases[h].case == "の"
    )


def _describes(scene: Scene, v: int, rule: Rule) -> bool:
    """Whether a clause tells what a thing is or did: 増税を懸念する反発を招いた, 島を襲った洪水の被災地を視察した."""
    tree = scene.tree
    p, h = tree.phrases[v], tree.heads[v]
    if p.link != Link.ADNOMINAL or p.case or h < 0 or h in tree.predicative or scene.named[h]:
        return False
    noun = tree.phrases[h].head.surface
    if noun in scene.words.content_nouns or noun in scene.words.stance_nouns:
        return False
    if any(tree.phrases[c].case == "を" for c in tree.children[v]):
        return True
    return rule.event in scene.words.described and not p.ending.past


def _spoken(scene: Scene, hit: Hit, rule: Rule, taken: set[Entity]) -> list[Arg]:
    """The speaker of a quotation, or the speaker's country, as the one who does what it tells of."""
    if rule.event in scene.words.own_acts:
        who = scene.speakers
    elif rule.event in scene.words.state_acts:
        who = scene.homes
    else:
        return []
    named = tuple(Named(e, hit.span, False) for e in who if e not in taken)
    return [Arg(("が",), hit.span, named, None, inherited=True)] if named else []


def _patient(scene: Scene, hit: Hit, args: Sequence[Arg]) -> list[Arg]:
    """Whom a passive without a subject of its own befalls: the subject of the clauses around it."""
    assert hit.host is not None
    shared = subject(scene, hit.host)
    taken = {n.entity for a in args for n in a.named}
    if (
        shared is None
        or shared.phrase is None
        or (scene.tree.phrases[hit.host].link == Link.ADNOMINAL and not _held(scene, hit.host))
    ):
        return []
    named = tuple(n for n in shared.named if n.entity not in taken)
    cases = ("に",) if any(a.cases[0] == "を" for a in args) else ("を", "に")
    return [Arg(cases, shared.span, named, None, inherited=True)] if named else []


def _of_nobody_known(scene: Scene, hit: Hit) -> bool:
    """Whether the one chosen is a noun that nobody is known by: 総選挙で勝利した政党の党首."""
    if hit.host is None:
        return False
    tree, h = scene.tree, scene.tree.heads[hit.host]
    p = tree.phrases[hit.host]
    return (
        p.link == Link.ADNOMINAL
        and not p.case
        and h >= 0
        and tree.phrases[h].nominal
        and tree.dates[h] is None
        and tree.phrases[h].head.surface not in scene.words.content_nouns
        and not scene.named[h]
    )


def _of_life(scene: Scene, hit: Hit, args: Sequence[Arg]) -> list[Arg]:
    """Of whom the article tells, as the one who was chosen or dismissed: 翌年、議会により解任された."""
    assert hit.host is not None
    told = any(a.cases[0] == "を" and a.phrase is not None for a in args)
    if told or scene.tree.embedded or _around(scene, hit.host):
        return []
    return [replace(a, cases=("を", "に")) for a in _carried(scene, hit, {n.entity for a in args for n in a.named})]


def _held(scene: Scene, v: int) -> bool:
    h = scene.tree.heads[v]
    return h >= 0 and scene.tree.phrases[h].head.surface in scene.words.content_nouns


def _around(scene: Scene, v: int) -> bool:
    """Whether a predicate stands inside another clause, so that nothing is carried over to it."""
    tree = scene.tree
    here = v
    while here >= 0:
        p, h = tree.phrases[here], tree.heads[here]
        if here in tree.predicative and p.link == Link.PURPORT:
            return True
        if here in tree.predicative and p.link == Link.ADNOMINAL:
            noun = tree.phrases[h]
            if noun.head.surface not in scene.words.content_nouns:
                return True
            if noun.case == "が" and noun.head.surface in scene.words.voices:
                return True  # 訪問したいという要望が出た
        here = h
    return tree.embedded


def _carried(scene: Scene, hit: Hit, taken: set[Entity], joint: bool = False) -> list[Arg]:
    """The subject of the sentence before; none where the sentence has a topic of its own that nobody knows."""
    tree = scene.tree
    host = hit.at
    for i, p in enumerate(tree.phrases[:host]):
        last = p.function[-1] if p.function else None
        tops = (
            last is not None
            and last.pos == Pos.TOPIC
            and last.surface not in scene.words.also
            and i not in (hit.head, hit.host)
        )
        if not tops or p.predicate or tree.dates[i] is not None or scene.named[i]:
            continue
        if p.topic and (not p.case or (p.case == "で" and p.text.endswith(scene.words.documents))):
            return []
    if hit.head == host and not hit.rules[0].nominal and _strange_subject(scene, host):
        return []
    if any(p.case == "として" and p.text in scene.words.relayed for p in tree.phrases[:host]):
        return []  # 警察本部長の話として「…」としている
    who = scene.carried
    if joint and len(scene.together) > 1 and set(who) <= set(scene.together):
        who = scene.together
    named = tuple(Named(e, hit.span, False) for e in who if e not in taken)
    return [Arg(("が",), hit.span, named, None, inherited=True)] if named else []


def _strange_subject(scene: Scene, v: int) -> bool:
    """Whether a clause that a predicate is chained to has a subject that nobody knows: 期待してデモが広がった."""
    tree = scene.tree
    return any(
        tree.phrases[c].case == "が" and tree.phrases[c].nominal and tree.dates[c] is None and not scene.entities(c)
        for h in tree.chain(v)
        if h in tree.predicative
        for c in tree.children[h]
        if c != v
    )


def _leans_on_subject(scene: Scene, hit: Hit, args: Sequence[Arg]) -> bool:
    """Whether an event's noun tells of what the subject of its clause did: 会見で述べた, 会談後, Bとの会談について."""
    p = scene.tree.phrases[hit.head]
    if any("と" in a.cases[:1] for a in args):
        return True
    if any(a.named and set(a.cases) & {"が", "の"} for a in args):
        return False
    return (
        p.case in ("で", "を通じ")
        or (hit.tail == Status.OCCURRED and p.case in ("", "に", "の"))
        or (p.case == "" and p.link == Link.BARE)
    )


def _fits_any(arg: Arg, spec: RoleSpec) -> bool:
    return any(n.entity.kind in spec.types for n in arg.named)
