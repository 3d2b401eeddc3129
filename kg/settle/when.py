"""When: which date of a sentence is an event's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.analyse.phrase import Link
from kg.find.date import Calendar, DateExpression
from kg.match.args import arranging
from kg.match.hit import Hit
from kg.match.scene import Arg, Scene
from kg.match.subject import subject
from kg.model import PartialDate, Status
from kg.parse.tree import Tree
from kg.value import value

_MENDED = 2


@value(frozen=True, slots=True)
class When:
    """An event's dates and the words that they were read from."""

    start: PartialDate | None = None
    end: PartialDate | None = None
    text: str | None = None


def expression_of(scene: Scene, hit: Hit) -> DateExpression | None:
    """The date expression that dates a hit: its own, that of its chain of clauses, or that of the main clause."""
    tree = scene.tree
    if not (any(tree.dates) or any(tree.noted)):
        return None
    own = (
        tree.noted[hit.head]
        or _day_of(scene, hit.head)
        or _day_before(scene, hit.head)
        or _scheduled(scene, hit.head)
        or _first(arranging(scene, hit))
    )
    if own is None and hit.telling:
        return None
    if own is None and hit.host is not None:
        own = _day_of(scene, hit.host)
    if own is not None:
        return own
    at = hit.at
    if (
        hit.host is None
        and tree.phrases[at].case == "を"
        and tree.phrases[tree.heads[at]].lemma in scene.words.offering
    ):
        return None  # 4日、協議を呼びかけた
    if hit.host is None and hit.tail_word in scene.words.place_tails:
        at = next((c for c in tree.chain(at) if c in tree.predicative), at)
    return _chained(scene, at, hit.host is None)


def _day_of(scene: Scene, i: int) -> DateExpression | None:
    """The first date that leans on a phrase; with まで it is an end."""
    tree = scene.tree
    for c in tree.children[i]:
        date = tree.dates[c]
        if date is not None and c not in tree.equals:
            return replace(date, until=True) if tree.phrases[c].case in scene.words.until else date
    return None


def _scheduled(scene: Scene, v: int) -> DateExpression | None:
    """The days of the schedule on which something is done: 26日から28日までの日程で訪れる."""
    for c in scene.tree.children[v]:
        p = scene.tree.phrases[c]
        if p.case == "で" and p.text in scene.words.schedules:
            return _day_of(scene, c)
    return None


def _day_before(scene: Scene, i: int) -> DateExpression | None:
    """The day before the one whose act a noun names: 来年1月の李大統領の訪中."""
    tree = scene.tree
    for c in tree.children[i]:
        if tree.phrases[c].case == "の" and scene.named[c]:
            found = next((tree.dates[k] for k in tree.children[c] if tree.phrases[k].case == "の"), None)
            if found is not None:
                return found
    return None


def _first(args: Iterable[Arg]) -> DateExpression | None:
    return next((a.date for a in args if a.date is not None), None)


def _chained(scene: Scene, at: int, noun: bool) -> DateExpression | None:
    tree = scene.tree
    if noun and tree.phrases[at].link == Link.ADNOMINAL and tree.heads[at] not in tree.predicative:
        return None
    if scene.main_level[at]:
        before = [v for v in scene.mains if v <= at]
        for v in (*reversed(before), *(v for v in scene.mains if v > at and not _by_another(scene, v, at))):
            found = _day_of(scene, v) or _of_held(scene, v)
            if found is not None and not _apart(scene, v, at):
                return found
        return None
    planning = _planning(scene, at)
    if planning is not None:
        return _day_of(scene, planning)
    return None


def _by_another(scene: Scene, v: int, at: int) -> bool:
    """Whether a later predicate has a subject of its own, so that its day is not the earlier one's."""
    found = subject(scene, v)
    if found is not None and found.phrase is not None and found.phrase > at:
        return True
    tree = scene.tree
    day = next((c for c in tree.children[v] if tree.dates[c] is not None), v)
    own = (tree.phrases[c] for c in tree.children[v] if at < c < day)
    return any(p.nominal and (p.case == "が" or (p.topic and not p.case)) for p in own)


def _apart(scene: Scene, v: int, at: int) -> bool:
    """Whether 後 or 前 stands between two predicates, so that they need not be of one day."""
    tree = scene.tree
    first, last = sorted((v, at))
    return any(tree.phrases[h].text in scene.words.sequel for h in tree.chain(first) if first < h < last)


def _planning(scene: Scene, at: int) -> int | None:
    """The main predicate that only plans what a clause tells: 来月、訪問する方向で調整している."""
    tree = scene.tree
    h = tree.heads[at]
    if (
        tree.phrases[at].link != Link.ADNOMINAL
        or h < 0
        or tree.phrases[h].head.surface not in scene.words.content_nouns
    ):
        return None
    v = tree.heads[h]
    return v if v in tree.predicative and tree.phrases[v].lemma in scene.words.planning else None


def _of_held(scene: Scene, v: int) -> DateExpression | None:
    """The day of what a main predicate happened at: 22日の会見で述べた."""
    for c in scene.tree.children[v]:
        p = scene.tree.phrases[c]
        if p.case == "で" and p.nominal and not p.predicate:
            found = _day_of(scene, c)
            if found is not None:
                return found
    return None


def told_before(tree: Tree, date: DateExpression, calendar: Calendar, told: PartialDate | None) -> PartialDate | None:
    """The day that a word like 同日 counts from: one told before it in its own sentence, else the article's last."""
    for other in tree.dates:
        if other is not None and other.start.told is None and other.span.end <= date.span.start:
            found = calendar.resolve(other.start, told, False)
            told = found if found is not None and found.day is not None else told
    return told


def resolve(expression: DateExpression | None, calendar: Calendar, told: PartialDate | None, status: Status) -> When:
    """The dates of an expression; what is planned or possible looks forward, all else back."""
    if expression is None:
        return When()
    future = status in (Status.PLANNED, Status.POSSIBLE)
    start = calendar.resolve(expression.start, told, future)
    if expression.until and expression.end is None:
        return When(None, start, expression.text)
    end = calendar.resolve(expression.end, told, future) if expression.end is not None else None
    if end is not None and end == start:
        end = None
    return When(start, end, expression.text)


def ahead(day: PartialDate | None, published: str | None) -> bool:
    """Whether a day lies behind that of publication, as far as it is told: 2025-12 for 2025-11-27.

    By days it must be more than `_MENDED`, for articles are mended on the days after the one that they bear.
    """
    if day is None or day.year is None or not published:
        return False
    if day.month is None or day.day is None or len(published) < len("2025-11-27"):
        told = min(len(day.lexical), len(published))
        return day.lexical[:told] > published[:told]
    year, month, of_month = (int(part) for part in published[:10].split("-"))
    return (day.year - year) * 372 + (day.month - month) * 31 + day.day - of_month > _MENDED
