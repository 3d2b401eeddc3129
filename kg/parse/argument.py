"""Arguments: which predicate a noun with its particle belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from kg.analyse.phrase import Link, Phrase
from kg.analyse.token import Pos
from kg.parse.work import Work


def predicate_for(work: Work, i: int, p: Phrase, chain: Sequence[int]) -> int:
    """The predicate that a noun leans on; `chain` are the phrases that it may lean on, from the nearest to the root."""
    acts = [c for c in chain if c in work.predicative]
    if not acts:
        return chain[-1] if p.topic else chain[0]
    time = work.dates[i] is not None
    headline = p.link == Link.BARE and p.comma and bool(work.drafts[i]) and not work.topped(i)
    outward = (
        p.topic
        and not time
        and (not p.case or (p.case in ("に", "で", "と") and p.function[-1].pos == Pos.TOPIC and not _also(work, p)))
    )
    inner = _inner_topic(work, i, p, acts)
    if inner is not None:
        return inner
    behind = time and not p.case and i > 0 and work.phrases[i - 1].topic and not work.phrases[i - 1].case
    if time and i > 0 and work.phrases[i - 1].case == "が" and not work.phrases[i - 1].comma and work.topped(i - 1):
        return acts[0]  # 政府は、通告が24日、北朝鮮よりあったと発表した
    if behind or outward or headline or (time and p.comma) or (p.case == "によると"):
        main = _main(work, i, p, acts, outward)
        theirs = time and i > 0 and work.phrases[i - 1].case == "が" and "が" in work.taken[main]
        return acts[0] if theirs else main  # 兵士が17日、境界を越えたため、韓国軍が射撃した
    return _nearest(work, i, p, acts, time)


def _main(work: Work, i: int, p: Phrase, acts: Sequence[int], outward: bool) -> int:
    """The predicate of a topic, of a headline's first noun and the like: that of the main clause."""
    if _contrasted(work, i, p, acts[0]):
        return acts[0]
    outside = [c for c in acts if not work.buried(c)]
    free = [c for c in outside if not _has_own(work, c, outside)] if outward and not p.case else []
    bare = [c for c in outside if "が" not in work.taken[c]] if outward and not p.case else []
    outer = next(iter(free or bare or outside), acts[-1])
    return acts[0] if outward and outer != acts[0] and _told_by_another(work, i, outer) else outer


def _nearest(work: Work, i: int, p: Phrase, acts: Sequence[int], time: bool) -> int:
    """The nearest predicate, or one past it whose frame asks for the noun's case."""
    case = "が" if p.topic and not time else p.case
    held = work.phrases[i + 1]
    if p.case == "に" and not p.topic and held.lemma in work.cues.attitudes and held.adnominal:
        return i + 1  # 解散に否定的な考えを示した
    if case in ("を", "に", "と", "へ", "から") and len(acts) > 1:  # 新しい総裁に: an adjective takes no object
        acts = [c for c in acts if work.phrases[c].head.pos != Pos.ADJECTIVE] or acts
    names = work.phrases[acts[0]].lemma in work.cues.naming and work.phrases[acts[0] - 1].case == "と"
    if len(acts) > 1 and names and case not in ("を", "と") and "を" not in work.taken[acts[0]]:
        acts = acts[1:]
    quote = work.phrases[i + 1]
    if (
        case == "が"
        and quote.head.pos == Pos.QUOTE
        and quote.case == "と"
        and not work.drafts[i]
        and (work.has_subject(i) or p.head.pos == Pos.SURU)
    ):
        return i + 1  # 首相は、戦争が「歴史の一部になる」と述べた; 答弁が「怒りを招いている」と主張した
    open_acts = [c for c in acts if case not in work.taken[c]] if case in ("が", "を") else acts
    if not open_acts:
        return acts[0]
    caller = work.heads[open_acts[0]]
    if (
        case == "が"
        and work.drafts[i]
        and work.phrases[open_acts[0]].link == Link.PURPORT
        and caller in open_acts
        and work.phrases[caller].link == Link.ADNOMINAL
    ):
        return caller  # 中国政府が渡航を控えるよう呼びかけたこと
    if case == "が" and _reaches(work, i, open_acts):
        asking = [c for c in open_acts if "が" in work.cues.accepts(work.phrases[c])]
        return next((c for c in asking if p.comma and not work.buried(c)), asking[0])
    nearest = open_acts[0]
    if case == "から" and work.sort(i) in ("person", "group"):  # 出席者から、増税することに懸念が示された
        voiced = next((c for c in open_acts if work.phrases[c].ending.passive and not work.buried(c)), None)
        if voiced is not None and case not in work.cues.accepts(work.phrases[nearest]):
            return voiced
    if (time or (case == "で" and work.drafts[i])) and (told_of := _borne(work, i, open_acts)) >= 0:
        return told_of
    told = case == "を" and work.phrases[nearest].link == Link.QUOTE  # 船長を、釈放すると発表した
    if p.comma and work.buried(nearest) and not told:
        over = next((c for c in open_acts if not work.buried(c)), None)
        if over is not None and (
            (case == "で" and p.nominal and bool(work.acts(i)))
            or (
                not (case == "が" and work.has_subject(i))  # 防衛相は、戦闘機が、照射したと発表した
                and (
                    case not in work.cues.accepts(work.phrases[nearest])
                    or case in work.cues.accepts(work.phrases[over])
                )
            )
        ):
            return over
    unknown = nearest == i + 1 and not work.cues.accepts(work.phrases[nearest])  # 総領事館に駆け込んだ
    if work.phrases[nearest].link is Link.QUOTE and _second_subject(work, i):
        return nearest  # 亡命政府は、中国当局がチベットに戒厳令を敷いたと主張した
    if case and case not in ("を", "が", "で") and len(open_acts) > 1 and not time and not unknown:
        wanted = "と+" if case == "と" and work.drafts[i] else case
        near, far = work.cues.accepts(work.phrases[nearest]), work.cues.accepts(work.phrases[open_acts[1]])
        asked = work.phrases[nearest].link == Link.PURPORT and case == "に" and bool(work.drafts[i])
        if asked and "に" in far and "に" not in work.taken[open_acts[1]]:
            return open_acts[1]
        if wanted not in near and wanted in far and _passable(work, nearest, bool(near), p.comma, bool(work.drafts[i])):
            return open_acts[1]
    return nearest


def _borne(work: Work, i: int, acts: Sequence[int]) -> int:
    """The predicate past a clause that tells only what a text or a gathering is about: 規制を批判する演説を行った.

    -1 where no such clause stands next.
    """
    near = next((c for c in acts if work.phrases[c].head.pos not in (Pos.ADJECTIVE, Pos.AUXILIARY)), -1)
    if near <= i + 1:
        return -1
    p, h = work.phrases[near], work.heads[near]
    tells = (
        p.link == Link.ADNOMINAL
        and not (p.ending.progressive or p.ending.passive or p.case)
        and (not p.ending.past or p.lemma in work.cues.framing)
        and bool(work.taken[near] & {"を", "に"})
        and work.phrases[h].head.surface in work.cues.bearing
        and work.phrases[h].case in ("を", "が")
    )
    return next((c for c in acts if c > h), -1) if tells else -1


def _inner_topic(work: Work, i: int, p: Phrase, acts: Sequence[int]) -> int | None:
    """The predicate inside a と-clause that a second topic belongs to: 首相は、威嚇は許されないと強調した."""
    if not p.topic or p.case or work.dates[i] is not None or not work.has_subject(i, not work.drafts[i]):
        return None
    first = acts[0]
    acting = work.phrases[first].head.pos in (Pos.VERB, Pos.SURU)  # no 日本は支援が必要だと強調した
    if acting and work.sort(i) in ("actor", "person") and "が" in work.taken[first] and _after_clause(work, i):
        return None  # ロシア軍は攻撃し、ウクライナ側は6人が死亡したと発表した
    top = first
    while work.heads[top] >= 0:
        if work.phrases[top].link == Link.CONTINUE:
            top = work.heads[top]
        elif not work.drafts[i] and _is_there(work, top):  # 死者は数千人に達する恐れがあると語った
            top = work.heads[work.heads[top]]
        else:
            break
    return first if work.phrases[top].link == Link.QUOTE or _told(work, top) else None


def _is_there(work: Work, c: int) -> bool:
    """Whether a clause tells of what there is: 達する恐れがある."""
    noun = work.heads[c]
    held = noun >= 0 and work.phrases[c].link == Link.ADNOMINAL and work.phrases[noun].case == "が"
    return held and work.heads[noun] >= 0 and work.phrases[work.heads[noun]].link == Link.QUOTE


def _after_clause(work: Work, i: int) -> bool:
    """Whether a clause with a topic of its own ends right before a phrase: 露は攻撃し、…."""
    before = work.phrases[i - 1]
    while i > 0 and not before.predicate and before.link == Link.ADNOMINAL:
        i -= 1
        before = work.phrases[i - 1]
    return i > 1 and before.predicate and before.comma and before.link == Link.CONTINUE and work.topped(i - 1)


def _told(work: Work, c: int) -> bool:
    """Whether a clause is what someone tells: 過去の判事は経験がなかったことを指摘した."""
    noun = work.heads[c]
    if work.phrases[c].link != Link.ADNOMINAL or noun < 0 or work.phrases[noun].case != "を":
        return False
    teller = work.heads[noun]
    held = work.phrases[c].case == "と" or work.phrases[noun].head.surface in work.cues.content_nouns
    return held and teller >= 0 and work.reports(teller)


def _told_by_another(work: Work, i: int, outer: int) -> bool:
    """Whether who says it stands behind what is said: タイは停戦に合意したと、マレーシアの首相が発表した."""
    told = [k for k in range(i + 1, outer) if work.phrases[k].link == Link.QUOTE and work.heads[k] == outer]
    return bool(told) and any(
        work.heads[k] == outer and bool(work.drafts[k]) and (q.case == "が" or (q.topic and not q.case and k > told[0]))
        for k, q in enumerate(work.phrases[:outer])
        if k > i
    )


def _contrasted(work: Work, i: int, p: Phrase, nearest: int) -> bool:
    """Whether は only contrasts what the next predicate denies: 合意には達しなかった."""
    return p.case in ("に", "と", "で") and nearest == i + 1 and work.phrases[nearest].ending.negative


def _has_own(work: Work, c: int, acts: Sequence[int]) -> bool:
    """Whether a predicate, or one that is chained to it without a comma, has a subject: A氏が会見し辞任を表明、."""
    return "が" in work.taken[c] or any(
        work.heads[d] == c and not work.phrases[d].comma and "が" in work.taken[d] for d in acts
    )


def _reaches(work: Work, i: int, acts: Sequence[int]) -> bool:
    """Whether the first subject passes a relative clause: ロシア軍が800機を超える無人機で攻撃した."""
    if not work.drafts[i] or not work.relative(acts[0]) or work.cues.accepts(work.phrases[acts[0]]):
        return False
    if work.phrases[acts[0]].link != Link.ADNOMINAL or work.has_subject(i):
        return False
    return any("が" in work.cues.accepts(work.phrases[c]) for c in acts[1:])


def _second_subject(work: Work, i: int) -> bool:
    """Whether the subject of a clause inside another's words stands right before a phrase."""
    before = work.phrases[i - 1] if i else None
    return before is not None and before.case == "が" and not before.comma and work.topped(i - 1)


def _passable(work: Work, nearest: int, known: bool, comma: bool, named: bool) -> bool:
    """Whether an argument may reach past the nearest predicate to one whose frame asks for it."""
    q = work.phrases[nearest]
    if q.lemma in work.cues.becoming:
        return False
    if q.link is Link.QUOTE:
        return named or (known and comma)  # 米国は事前に通知を受けなかったと明らかにした
    if q.link is Link.PURPORT:
        return known or named
    return named and q.link in (Link.CONTINUE, Link.ADNOMINAL) and (not q.comma or comma)


def _also(work: Work, p: Phrase) -> bool:
    return p.function[-1].surface in work.cues.also
