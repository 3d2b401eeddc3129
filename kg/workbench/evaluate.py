"""An evaluation: what a reader finds in the articles of a gold file, against the gold.

The score is taken from the statements that a build would write, so that it is the graph that is measured.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.analyse.sentence import sentences
from kg.model import Article
from kg.ontology import Ontology
from kg.read import read
from kg.reader import Reader
from kg.workbench.alignment import Shared, align, shared
from kg.workbench.figure import Figure, share, total
from kg.workbench.gold import ACTOR_ROLES, DATE_ROLES, ROLES, GoldArticle, GoldEvent, load_gold
from kg.workbench.told import ToldEvent, told_of
from kg.write.build import Build
from kg.write.iris import Iris
from kg.write.quads import quads_of
from kg.write.statement import statements

GROUPS: Mapping[str, tuple[str, ...]] = {
    "actor": ACTOR_ROLES,
    "date": DATE_ROLES,
    "topic": ("topic",),
    "claim": ("claimedBy",),
}
_FACTS = ("actor", "date", "topic")
_NO_BUILD = Build("", "", "", "")


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold event with the event found for it, or one of them alone: missed without `found`, wrong without `gold`."""

    article: str
    sentence: str
    gold: GoldEvent | None
    found: ToldEvent | None
    roles: tuple[tuple[str, Shared], ...] = ()
    """What the two have in common in each role that either fills."""

    @property
    def verdict(self) -> str:
        """missed, wrong, partly (a filler or the status differs) or right."""
        if self.found is None:
            return "missed"
        if self.gold is None:
            return "wrong"
        whole = self.status_right and not any(s.lacking or s.extra for _, s in self.roles)
        return "right" if whole else "partly"

    @property
    def status_right(self) -> bool:
        return self.gold is not None and self.found is not None and self.gold.status in self.found.statuses


@dataclass(frozen=True)
class Evaluation:
    """Every pair of a gold file, and the figures over them."""

    pairs: tuple[Pair, ...]
    missing: int
    """Articles of the gold of which the reader got nothing to read."""

    @property
    def events(self) -> Figure:
        return total(_event_figure(p) for p in self.pairs)

    @property
    def by_role(self) -> dict[str, Figure]:
        return {role: total(_role_figure(p, role) for p in self.pairs) for role in ROLES}

    @property
    def groups(self) -> dict[str, Figure]:
        """event, actor, date, topic, claim and fact, as the scorer of the gold files names them."""
        roles = self.by_role
        figures = {"event": self.events}
        figures |= {name: total(roles[r] for r in members) for name, members in GROUPS.items()}
        figures["fact"] = total(figures[name] for name in _FACTS)
        return figures

    @property
    def status_accuracy(self) -> float:
        return share(sum(p.status_right for p in self.pairs), self.events.right)

    @property
    def by_class(self) -> dict[str, Figure]:
        """The classes, those with most gold events first."""
        found: dict[str, Figure] = defaultdict(Figure)
        for p in self.pairs:
            found[(p.gold or p.found).type] += _event_figure(p)  # type: ignore[union-attr]  # one of them is there
        return dict(sorted(found.items(), key=lambda row: (-row[1].gold, row[0])))

    @property
    def by_rule(self) -> dict[str, Figure]:
        """What each rule found and how much of that was right; the gold names no rules, so `gold` is 0."""
        found: dict[str, Figure] = defaultdict(Figure)
        for p in self.pairs:
            for rule in p.found.rules if p.found else ():
                found[rule] += Figure(0, 1, int(p.gold is not None))
        return dict(sorted(found.items(), key=lambda row: (row[1].right - row[1].found, -row[1].found, row[0])))

    def as_json(self, show: bool = False) -> dict[str, object]:
        """The figures with the keys of the gold's own scorer, those by role and rule, and the pairs where `show`."""
        out: dict[str, object] = {"articles missing from the graph": self.missing}
        out |= {name: _row(figure) for name, figure in self.groups.items()}
        out["status accuracy"] = self.status_accuracy
        out["by type"] = {
            name: {"gold": f.gold, "found": f.found, "right": f.right} for name, f in self.by_class.items()
        }
        out["by role"] = {role: _row(figure) for role, figure in self.by_role.items()}
        out["by rule"] = {
            rule: {"found": f.found, "right": f.right, "precision": f.precision} for rule, f in self.by_rule.items()
        }
        if show:
            out["pairs"] = [asdict(p) | {"verdict": p.verdict} for p in self.pairs if p.verdict != "right"]
        return out


def evaluate(reader: Reader, file: Path, ontology: Ontology) -> Evaluation:
    """The reader's events in the articles of a gold file against its gold; InputErrors where the file is none."""
    golds = load_gold(file, ontology.classes)
    intake = read([file])
    if intake.problems:  # a gold file with a hole in it would give figures of something else
        raise intake.problems[0]
    articles = {a.id: a for a in intake.articles}
    lines = [
        line for article in articles.values() for line in quads_of(reader.read(article), ontology, Iris(), _NO_BUILD)
    ]
    told = told_of(statements(dict.fromkeys(lines)), ontology.classes)
    pairs = (p for gold in golds for p in pairs_of(gold, told.events.get(gold.id, ()), articles.get(gold.id)))
    return Evaluation(tuple(pairs), sum(g.id not in told.events for g in golds))


def pairs_of(gold: GoldArticle, founds: Sequence[ToldEvent], article: Article | None) -> Iterator[Pair]:
    """The pairs of one article: its gold events in their order, then what was found beyond them."""
    matches = align(gold.events, founds)
    text = article.text if article else ""
    for i, event in enumerate(gold.events):
        found = founds[matches[i]] if i in matches else None
        sentence = found.sentence if found else _sentence(event, text)
        yield Pair(gold.id, sentence, event, found, tuple(_roles(event, found)))
    for j, found in enumerate(founds):
        if j not in matches.values():
            yield Pair(gold.id, found.sentence, None, found, tuple(_roles(None, found)))


def _roles(gold: GoldEvent | None, found: ToldEvent | None) -> Iterator[tuple[str, Shared]]:
    for role in ROLES:
        wanted, got = gold.wanted(role) if gold else (), found.got(role) if found else ()
        if wanted or got:
            yield role, shared(role, wanted, got)


def _sentence(event: GoldEvent, text: str) -> str:
    """The sentence with the trigger of a gold event, the one with most of its fillers where several have it."""
    labels = [label for role in ROLES for filler in event.wanted(role) for label in filler]
    having = [s for span in sentences(text) if event.trigger in (s := span.of(text))]
    return max(having, key=lambda s: sum(label in s for label in labels), default="")


def _event_figure(p: Pair) -> Figure:
    return Figure(int(p.gold is not None), int(p.found is not None), int(p.gold is not None and p.found is not None))


def _role_figure(p: Pair, role: str) -> Figure:
    row = next((s for name, s in p.roles if name == role), None)
    if row is None:
        return Figure()
    return Figure(row.right + len(row.lacking), row.right + len(row.extra), row.right)


def _row(figure: Figure) -> dict[str, float]:
    return {
        "precision": figure.precision,
        "recall": figure.recall,
        "f1": figure.f1,
        "gold": figure.gold,
        "found": figure.found,
    }
