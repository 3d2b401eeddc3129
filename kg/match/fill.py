"""Filling: which argument takes which role of a rule."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from kg.analyse.phrase import Link
from kg.match.args import gather, of_predicate
from kg.match.hit import Hit
from kg.match.inherit import inherited
from kg.match.rule import CORE, RoleSpec, Rule
from kg.match.scene import Arg, Scene
from kg.model import Entity, Filler, Kind, Span
from kg.value import value

_COUNTED = re.compile(r"(?:[約計数]*[0-9０-９,.]+|数|複数)[^\s0-9０-９]{1,3}$")
_POSTS = frozenset({Kind.POST})
_TOPIC = Entity(Kind.TOPIC, "", "")
"""Stands for the topic whose words the filler's span holds."""
_ACTORS = (*CORE, "recipient")


@value(frozen=True, slots=True)
class Filled:
    """A rule whose roles a hit fills; `why` names the condition that failed where it does not."""

    rule: Rule
    fillers: tuple[Filler, ...] = ()
    why: str = ""


def fill(text: str, scene: Scene, hit: Hit, rule: Rule, compounds: Sequence[Arg]) -> Filled:
    """The roles of a rule filled for a hit, or the reason why the rule does not take."""
    args = gather(scene, hit)
    if rule.event not in scene.words.telling and _calls(scene, hit, args):
        return Filled(rule, (), "と: this only tells what somebody is called")
    if compounds:
        named = any(c.cases[0] == "が" for c in compounds)
        if hit.arranged and named:
            args = [a for a in args if a.cases[0] != "が"]
        if hit.idiom and rule.role("recipient") is None and any(a.named and a.cases[0] == "が" for a in args):
            compounds = [c for c in compounds if c.cases[0] != "が"]  # 外務省は報道官談話を出した
        args = [*(_in_compound(c, rule, hit.idiom) for c in compounds), *args]
    elif hit.idiom and hit.compound:
        args.append(Arg(("を", "と", "よう", "について"), scene.tree.phrases[hit.head].span))
    elif hit.compound and hit.compound_span:
        whole = _whole_compound(args, hit.compound_span)
        if whole is not None:
            args = [whole if a.span.start == whole.span.start and a.cases[0] == "の" else a for a in args]
        elif rule.role("participant") is None:
            args.append(Arg(("compound", "を"), hit.compound_span))
    if rule.role("participant") or rule.role("post"):
        args = [_sorted_case(a, rule) if a.named else a for a in args]
    args.extend(inherited(scene, hit, rule, args))
    args = _caused(scene, hit, rule, args)
    args.extend(_made(scene, hit, rule, args))
    args = [_stands(scene, a, rule) for a in args]
    appointed = rule.role("person")
    if appointed is not None and "の" in appointed.cases:
        args = [_appointed(a) for a in args]
    if rule.event in scene.words.of_leaders:
        args = [_of_leader(a) for a in args]
    used: set[int] = set()
    fillers: list[Filler] = []
    counts: dict[str, int] = {}
    pronouns = frozenset([k for k, a in enumerate(args) if text[a.span.start : a.span.end] in scene.words.pronouns])
    planners = frozenset([k for k, a in enumerate(args) if hit.arranged and a.named and a.cases[0] == "が"])
    for spec in rule.by_need:
        found = _take(spec, args, used, text, planners if spec.takes_phrases else frozenset(), pronouns)
        counts[spec.name] = counts.get(spec.name, 0) + len(found)
        fillers.extend(found)
    unmet = [
        r
        for r in rule.unmet(counts)
        if not (r.name == "agent" and _befalls(scene, hit, rule, counts))
        and not (r.name == "post" and _voted(scene, hit))
    ]
    if unmet:
        return Filled(rule, (), "; ".join(f"{r.name}: {'|'.join(r.cases)} {'|'.join(r.types)}" for r in unmet))
    fillers.extend(_own_name(rule, fillers, args))
    if not counts.get("place"):
        fillers.extend(_place(scene, args, used, rule.role("person") is not None))
    if rule.event in scene.words.unaddressed:
        fillers = [f for f in fillers if f.role != "recipient" or f.entity.label not in scene.words.audiences]
    doers = {f.entity for f in fillers if f.role == "agent"}
    fillers = _led(_distinct([f for f in fillers if f.role != "recipient" or f.entity not in doers]), hit)
    held = [
        f
        for f in fillers
        if f.role == "participant" and f.named and f.entity.kind is Kind.ORGANIZATION and f.span.covers(hit.span)
    ]
    if held and any(f.role == "participant" and f not in held for f in fillers):  # ASEAN首脳会議は: ASEAN alone meets
        fillers = [f for f in fillers if f not in held]
    actors = {f.entity for f in fillers if f.role in _ACTORS}
    if not actors:
        return Filled(rule, (), "no actor")
    passive = hit.host is not None and scene.tree.phrases[hit.host].ending.passive
    told = rule.event in scene.words.groups_alone and (passive or any(f.role == "agent" for f in fillers))
    negative = hit.host is not None and scene.tree.phrases[hit.host].ending.negative
    if negative and rule.event in scene.words.state_acts and not passive:
        told = told and any(f.role in ("recipient", "topic") for f in fillers)  # 民間人は攻撃しない
    if (
        all("@" in e.key and e.kind == Kind.ORGANIZATION and e.label not in scene.words.bodies for e in actors)
        and not told
    ):
        return Filled(rule, (), "no actor with a name")
    if rule.role("participant") and len(actors) < 2 and _only_describes(scene, hit):
        return Filled(rule, (), "participant: fewer than two")
    if hit.host is None and rule.role("participant"):
        plural = any(len(c.named) == 1 and c.named[0].entity.kind == Kind.ORGANIZATION for c in compounds)
        alone = rule.event == "PressConference" or any(
            e.kind == Kind.ORGANIZATION and e.country is None and e.wikidata for e in actors
        )
        if len(actors) < 2 and not plural and not alone:
            return Filled(rule, (), "participant: fewer than two")
    return Filled(rule, tuple(fillers))


def _led(fillers: list[Filler], hit: Hit) -> list[Filler]:
    """Those who take part, without a country inside the event's own word whose leader does: 米朝首脳会談."""
    if hit.compound_span is None:
        return fillers
    there = {f.entity.country for f in fillers if f.role == "participant" and f.entity.kind is Kind.PERSON}
    return [
        f
        for f in fillers
        if not (f.role == "participant" and f.span == hit.compound_span and f.entity.iso and f.entity.iso in there)
    ]


def _calls(scene: Scene, hit: Hit, args: Sequence[Arg]) -> bool:
    """Whether a verb only tells what somebody is called: 同氏を「麻薬の売人」と呼んだ."""
    if hit.host is None or hit.head != hit.host or scene.tree.phrases[hit.host].lemma not in scene.words.naming:
        return False
    return any(a.cases[0] == "と" and a.quoted for a in args)


def _only_describes(scene: Scene, hit: Hit) -> bool:
    """Whether a clause tells what a thing is for and not what happened: 自衛隊と定期的に協議する体制."""
    if hit.host is None:
        return False
    p, h = scene.tree.phrases[hit.host], scene.tree.heads[hit.host]
    noun = scene.tree.phrases[h]
    return (
        p.link == Link.ADNOMINAL
        and not (p.ending.past or p.ending.progressive or p.case)
        and noun.head.surface not in scene.words.content_nouns
        and not scene.named[h]
    )


def _befalls(scene: Scene, hit: Hit, rule: Rule, counts: Mapping[str, int]) -> bool:
    """Whether a passive tells whom an act befell, and not whose it was: 総裁は批判されている."""
    passive = hit.host is not None and hit.head == hit.host and scene.tree.phrases[hit.host].ending.passive
    return passive and rule.event in scene.words.suffered and counts.get("recipient", 0) > 0


def _voted(scene: Scene, hit: Hit) -> bool:
    """Whether a vote says what post one is chosen for: 総裁選で選出された."""
    if hit.host is None or not scene.tree.phrases[hit.host].ending.passive:
        return False
    return any(
        p.case in ("で", "が")
        and p.text.endswith(c)
        and p.text != c
        and not p.text[: -len(c)].endswith(scene.words.no_contests)
        for p in scene.tree.phrases[: hit.head]
        for c in scene.words.contests
    )


def _whole_compound(args: Sequence[Arg], compound: Span) -> Arg | None:
    """What a compound's first noun is of, with that noun: 答弁の撤回拒否 refuses 答弁の撤回."""
    of = next((a for a in args if a.cases[0] == "の" and 0 <= compound.start - a.span.end <= 1), None)
    if of is None or any(n.entity.kind is Kind.PERSON or n.entity.kind is Kind.COUNTRY for n in of.named):
        return None
    return replace(of, cases=("compound", "を", "について"), span=Span(of.span.start, compound.end), named=())


def _own_name(rule: Rule, fillers: Sequence[Filler], args: Sequence[Arg]) -> list[Filler]:
    """The agent whose name a topic bears, where nobody else acts: 高市内閣が発足."""
    spec = rule.role("agent")
    if spec is None or spec.required or any(f.role in _ACTORS for f in fillers):
        return []
    topics = {f.span for f in fillers if f.role == "topic"}
    bearing = next((a for a in args if a.span in topics and a.cases[0] == "が"), None)
    return [replace(f, role="agent") for f in _fillers(spec, bearing)] if bearing is not None else []


def _sorted_case(arg: Arg, rule: Rule) -> Arg:
    """An argument in the case that its filler gives it: 日米韓で連携 is who, 首相に指名された is what post."""
    if arg.cases == ("で",) and len(arg.named) > 1 and rule.role("participant"):
        if all(n.entity.kind in (Kind.COUNTRY, Kind.ORGANIZATION) for n in arg.named):
            return replace(arg, cases=("が",))
        return arg
    posts = all(n.post or n.entity.kind is Kind.POST for n in arg.named)
    return replace(arg, cases=("に",)) if posts and arg.cases[:2] == ("が", "に") and rule.role("post") else arg


def _of_leader(arg: Arg) -> Arg:
    """An argument with the one who leads the government that it names."""
    if all(n.leader is None for n in arg.named):
        return arg
    return replace(
        arg, named=tuple(n if n.leader is None else replace(n, entity=n.leader, leader=None) for n in arg.named)
    )


def _appointed(arg: Arg) -> Arg:
    """A person before an act's noun as whom it befalls: クレバ氏の起用."""
    if arg.cases[0] != "の" or not arg.named or any(n.entity.kind is not Kind.PERSON for n in arg.named):
        return arg
    return replace(arg, cases=("の",))


def _caused(scene: Scene, hit: Hit, rule: Rule, args: list[Arg]) -> list[Arg]:
    """The arguments with whom somebody makes do it as who does it: 裁判所は首相を失職させた."""
    ending = scene.tree.phrases[hit.host].ending if hit.host is not None and hit.head == hit.host else None
    doer = next((r for r in rule.roles if r.name in CORE and "が" in r.cases), None)
    if ending is None or not ending.causative or ending.passive or doer is None:
        return args
    if any(r.takes_phrases and "を" in r.cases for r in rule.roles):
        return args
    objects = {kind for r in rule.roles if r is not doer and "を" in r.cases for kind in r.kinds} - _POSTS
    kinds = (doer.kinds | _POSTS) - objects
    made = [a for a in args if a.cases[0] == "を" and any(n.entity.kind in kinds for n in a.named)]
    return [replace(a, cases=("が",)) if a in made else a for a in args if a.cases[0] != "が"] if made else args


def _made(scene: Scene, hit: Hit, rule: Rule, args: Sequence[Arg]) -> list[Arg]:
    """What the clause before made, for a rule that asks for a topic and finds none: 案をまとめ、提案した."""
    topic = rule.role("topic")
    if topic is None or not topic.required or "を" not in topic.cases or hit.head != hit.host:
        return []
    if any(set(a.cases[:1]) & set(topic.cases) and not a.inherited for a in args):
        return []
    tree = scene.tree
    for c in tree.children[hit.head]:
        p = tree.phrases[c]
        if p.link is Link.CONTINUE and p.lemma in scene.words.making and not p.ending.passive:
            return [a for a in of_predicate(scene, c) if a.cases[0] == "を" and not a.named]
    return []


def _stands(scene: Scene, arg: Arg, rule: Rule) -> Arg:
    """A thing without a name with the place where it stands, for a rule that wants one: キーウの集合住宅を攻撃した."""
    spec = rule.role("place")
    if (
        spec is None
        or arg.named
        or arg.phrase is None
        or arg.inherited
        or arg.quoted
        or not set(spec.cases) & {arg.cases[0]}
    ):
        return arg
    hit = any(r.takes_phrases and arg.cases[0] in r.cases for r in rule.roles)
    tree = scene.tree
    of = next((c for c in reversed(tree.children[arg.phrase]) if tree.phrases[c].case == "の"), None)
    places = tuple(n for n in scene.entities(of) if n.entity.kind is Kind.PLACE) if of is not None and not hit else ()
    return replace(arg, named=places[-1:]) if places else arg


def _in_compound(compound: Arg, rule: Rule, idiom: bool) -> Arg:
    """The compound's argument in the case that the rule lets it have; before 支持を表明 it is whom."""
    if idiom and rule.role("recipient") is not None:
        return replace(compound, cases=("を", "に", "compound"))
    if any("compound" in r.cases for r in rule.roles) or compound.cases[0] == "が":
        return compound
    if rule.role("participant") is not None:
        return Arg((*compound.cases, "が"), compound.span, compound.named)
    place = rule.role("place")
    if place is not None and "Place" in place.types and place.cases:
        return Arg((place.cases[0],), compound.span, compound.named)
    return compound


def _take(
    spec: RoleSpec,
    args: Sequence[Arg],
    used: set[int],
    text: str,
    barred: AbstractSet[int],
    pronouns: AbstractSet[int],
) -> list[Filler]:
    """The fillers of a role; what is `barred` fills none, and これ only where nothing else does."""
    ranked = []
    for k, a in enumerate(args):
        if k not in used and k not in barred:
            rank = _rank(spec, a)
            if rank is not None:
                ranked.append((k in pronouns, rank, k))
    if not ranked:
        return []
    ranked.sort()
    out: list[Filler] = []
    collects = spec.name == "participant"
    for *_, k in ranked:
        if (spec.words or spec.not_words) and not _worded(spec, args[k], text):
            continue
        found = _fillers(spec, args[k])
        if not found:
            continue
        used.add(k)
        out.extend(found)
        if spec.name == "topic" and ("として" in spec.cases or "と" in spec.cases):
            out = _as_one(out, args, used, k)
        if not collects:
            break
    return out


def _as_one(out: list[Filler], args: Sequence[Arg], used: set[int], k: int) -> list[Filler]:
    """A topic of を and と in one: 日本を最重要同盟国と位置づけた."""
    pair = {"を": "として", "として": "を"}.get(args[k].cases[0])
    for j, a in enumerate(args):
        named = pair == "として" and a.cases == ("と",)
        if j not in used and (pair in a.cases[:1] or named) and not a.inherited and not a.quoted:
            used.add(j)
            span = Span(min(out[0].span.start, a.span.start), max(out[0].span.end, a.span.end))
            return [Filler("topic", out[0].entity, span)]
    return out


def _worded(spec: RoleSpec, arg: Arg, text: str) -> bool:
    """Whether the last word of an argument is one that the role asks for."""
    words = _COUNTED.sub("", text[arg.span.start : arg.span.end].rstrip('」』"”'))
    if spec.words and not words.endswith(spec.words):
        return False
    return not (spec.not_words and words.endswith(spec.not_words))


def _rank(spec: RoleSpec, arg: Arg) -> tuple[int, int, int, int] | None:
    """How well an argument suits a role: its own order of cases, then the role's; None where it does not."""
    for n, case in enumerate(arg.cases):
        order = spec.order.get(case)
        if order is not None:
            quoted = case == "と" and arg.quoted
            if quoted and not spec.takes_phrases:
                continue
            if case == "と" and not arg.quoted and spec.takes_phrases and arg.named:
                continue
            placed = case == "で" and arg.named and all(n.entity.kind == Kind.PLACE for n in arg.named)
            if spec.takes_phrases and (arg.inherited or placed):
                continue
            last = -(arg.phrase or 0) if quoted else 0
            return (1 if arg.inherited else 0, n, order, last)
    return None


def _fillers(spec: RoleSpec, arg: Arg) -> list[Filler]:
    if spec.takes_phrases:
        label = arg.span
        if label.end <= label.start:
            return []
        return [Filler(spec.name, _TOPIC, label)]
    if arg.quoted:
        return []
    kinds = spec.kinds
    if kinds == _POSTS:
        return [
            Filler(spec.name, n.post or n.entity, n.span) for n in arg.named if n.post or n.entity.kind == Kind.POST
        ]
    return [Filler(spec.name, n.entity, n.span, n.by_name, n.form) for n in arg.named if n.entity.kind in kinds]


def _place(scene: Scene, args: Sequence[Arg], used: set[int], personal: bool) -> list[Filler]:
    """The place of any event: what stands in で, or に for what is held."""
    for k, a in enumerate(args):
        if not a.named or k in used or a.inherited or "で" not in a.cases or any(n.leader for n in a.named):
            continue
        setting = a.phrase is not None and scene.tree.phrases[a.phrase].topic and a.cases[0] == "で"
        if setting and personal and all(n.entity.kind is Kind.COUNTRY for n in a.named):
            continue  # インドネシアでは大統領に就任した
        if len(a.named) > 1 and not all(n.by_name for n in a.named):
            continue
        named = [
            n
            for n in a.named
            if n.entity.kind in (Kind.PLACE, Kind.COUNTRY)
            or (n.entity.kind == Kind.ORGANIZATION and n.entity.label.endswith(scene.words.place_bodies))
        ]
        if not named:
            continue
        if a.cases[0] == "で" or ("で" in a.cases and a.cases[0] == "の" and named[0].entity.kind == Kind.PLACE):
            used.add(k)
            return [Filler("place", n.entity, n.span, n.by_name) for n in named[-1:]]
    return []


def _distinct(fillers: list[Filler]) -> list[Filler]:
    if len(fillers) < 2:
        return fillers
    seen: dict[tuple[str, Kind, str, Span | None], Filler] = {}
    for f in fillers:
        span = f.span if f.entity.kind == Kind.TOPIC else None
        seen.setdefault((f.role, f.entity.kind, f.entity.key, span), f)
    return list(seen.values())
