"""Gaps: predicates between known actors that no rule took, and names in an actor's place that no table has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kg.analyse.phrase import Phrase
from kg.analyse.token import Pos
from kg.match.args import of_predicate
from kg.match.lexicon import variants
from kg.match.scene import Arg
from kg.model import Article, Entity, Kind
from kg.reader import Reader
from kg.workbench.proposal import Met, Proposals
from kg.workbench.watch import Sighting, sightings

_ACTORS = frozenset({Kind.PERSON, Kind.COUNTRY, Kind.ORGANIZATION, Kind.POST})
_BETWEEN = ("が", "に", "を", "と", "へ")


@dataclass(frozen=True, slots=True)
class PredicateGap:
    """A predicate that no rule took beside known actors, by its dictionary form."""

    predicate: str
    count: int
    cases: tuple[tuple[str, int], ...]
    """Each case that an argument stood in, and how often; the most frequent first."""
    article: str
    sentence: str
    file: str
    """The rule file that the proposal belongs in."""
    rule: str
    """A rule in YAML, to paste at the end of the file; comments alone where a rule of the trigger wants widening."""


@dataclass(frozen=True, slots=True)
class NameGap:
    """A name in an actor's place that no table has."""

    name: str
    count: int
    type: str
    article: str
    sentence: str
    file: str
    row: str
    """A row to paste at the end of the table."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Both kinds, most frequent first."""

    predicates: tuple[PredicateGap, ...]
    names: tuple[NameGap, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def gaps(reader: Reader, articles: Iterable[Article], limit: int | None = None) -> Gaps:
    """The gaps of the articles, at most `limit` of each kind."""
    finder = _Finder(reader)
    for article in articles:
        for sighting in sightings(reader, article):
            finder.look(article, sighting)
    proposals = Proposals(reader)
    predicates = sorted(finder.met.items(), key=lambda row: (-len(row[1]), -_most(row[1]), row[0]))[:limit]
    names = sorted(finder.names.items(), key=lambda row: (-len(row[1]), row[0]))[:limit]
    return Gaps(
        tuple(_predicate(n, lemma, met, proposals) for n, (lemma, met) in enumerate(predicates, 1)),
        tuple(_name(key, seen, proposals) for key, seen in names),
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """A name where it stands, with the entity that was made for it."""

    article: str
    sentence: str
    entity: Entity


class _Finder:
    """Gathers what is met while the articles are read one by one."""

    def __init__(self, reader: Reader) -> None:
        self.known = {(e.kind, e.key) for e in reader.table.entities}
        self.lexicon = reader.lexicon
        words = reader.grammar.words
        self.silent = words("predicates", "suru") | words("predicates", "helpers") | words("reporting", "relays")
        self.met: dict[str, list[Met]] = defaultdict(list)
        self.names: dict[tuple[str, Kind], list[_Seen]] = defaultdict(list)

    def look(self, article: Article, seen: Sighting) -> None:
        tree = seen.tree
        taken = {i for t in seen.tries if t.tried[-1].fillers for i in (t.hit.head, t.hit.host)}
        for v in sorted(tree.predicative):
            args = list(of_predicate(seen.scene, v))
            self._names(article, seen, args)
            if v in taken or not self._acts(tree.phrases[v]):
                continue
            actors = {n.entity for a in args if a.cases[0] in _BETWEEN for n in a.named if self._known_actor(n.entity)}
            if actors:
                cases = tuple(dict.fromkeys(a.cases[0] for a in args if a.date is None))
                tried = next((t for t in seen.tries if v in (t.hit.head, t.hit.host)), None)
                word = tried.hit.trigger if tried else tree.phrases[v].lemma
                self.met[word].append(Met(article, seen.scene, v, cases, len(actors), tried))

    def _acts(self, phrase: Phrase) -> bool:
        """Whether a predicate tells of an act: a verb or a noun that する makes one of, and not する alone."""
        verbal = phrase.head.pos in (Pos.VERB, Pos.SURU, Pos.SUFFIX_VERB)
        return verbal and not any(word in self.silent for word in variants(phrase))

    def _known_actor(self, entity: Entity) -> bool:
        return entity.kind in _ACTORS and (entity.kind is Kind.POST or (entity.kind, entity.key) in self.known)

    def _names(self, article: Article, seen: Sighting, args: Sequence[Arg]) -> None:
        """Names beside a predicate: those that the text itself made an actor of, and proper nouns nothing knows."""
        sentence = seen.tree.span.of(article.text)
        for arg in args:
            for n in arg.named:
                made = n.by_name and n.entity.kind in (Kind.PERSON, Kind.ORGANIZATION) and not n.entity.wikidata
                group = "@" in n.entity.key and n.entity.kind is Kind.ORGANIZATION
                if made and not group and (n.entity.kind, n.entity.key) not in self.known:
                    self.names[n.entity.label, n.entity.kind].append(_Seen(article.id, sentence, n.entity))
            if arg.cases[0] == "が" and not arg.named and self._unread(seen, arg):
                phrase = seen.tree.phrases[arg.phrase or 0]
                kind = Kind.PERSON if any(t.person_name for t in phrase.content) else Kind.ORGANIZATION
                self.names[phrase.text, kind].append(
                    _Seen(article.id, sentence, Entity(kind, phrase.text, phrase.text))
                )

    def _unread(self, seen: Sighting, arg: Arg) -> bool:
        """Whether an argument is a bare proper noun, or a word that the dictionary lacks."""
        if arg.phrase is None or arg.quoted or seen.tree.dates[arg.phrase] is not None:
            return False
        phrase = seen.tree.phrases[arg.phrase]
        return phrase.head.pos in (Pos.PROPER, Pos.NOUN) and (
            all(t.pos == Pos.PROPER for t in phrase.content) or any(t.oov for t in phrase.content)
        )


def _most(met: Sequence[Met]) -> int:
    """The most known actors beside the predicate in any of its sentences."""
    return max(m.actors for m in met)


def _predicate(number: int, lemma: str, met: Sequence[Met], proposals: Proposals) -> PredicateGap:
    counted = Counter(case for m in met for case in m.cases)
    best = max(met, key=lambda m: (m.actors, len(m.cases), -len(m.sentence)))
    file, rule = proposals.rule(number, lemma, best)
    cases = tuple(sorted(counted.items(), key=lambda row: (-row[1], row[0])))
    return PredicateGap(lemma, len(met), cases, best.article.id, best.sentence, file, rule)


def _name(key: tuple[str, Kind], seen: Sequence[_Seen], proposals: Proposals) -> NameGap:
    first = min(seen, key=lambda s: len(s.sentence))
    file, row = proposals.row(first.entity)
    return NameGap(key[0], len(seen), key[1].value, first.article, first.sentence, file, row)
