"""The tables of actors as one frozen value: who and what there is, by which names, and who held which post when."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from types import MappingProxyType

from kg.errors import RuleError
from kg.find.actorfile import ExtraRow, read_extra, read_rows, values
from kg.find.term import Term, Title, earliest, read_date
from kg.model import Entity, Kind, PartialDate

_KINDS = {"person": Kind.PERSON, "country": Kind.COUNTRY, "place": Kind.PLACE}
_Node = tuple[Kind, str]


def fold(form: str) -> str:
    """The key under which a form is looked up: NFKC, so that ＥＵ and EU are one."""
    return unicodedata.normalize("NFKC", form)


@dataclass(frozen=True, slots=True)
class ActorTable:
    """The actors, places and titles that a reader of the news knows.

    Mappings are keyed by folded forms (`fold`). `by_form` holds the names that may stand alone in a text;
    `country_by_abbreviation` (米), `organization_by_abbreviation` (国民) and `persons_by_family` (高市) hold what
    says who is meant only inside a compound or beside a title.
    """

    entities: tuple[Entity, ...]
    by_form: Mapping[str, tuple[Entity, ...]]
    country_by_abbreviation: Mapping[str, Entity]
    organization_by_abbreviation: Mapping[str, tuple[Entity, ...]]
    persons_by_family: Mapping[str, tuple[Entity, ...]]
    titles: Mapping[str, Title]
    terms: tuple[Term, ...]
    _countries: Mapping[str, tuple[Entity, str]] = field(repr=False)
    _types: Mapping[_Node, str] = field(repr=False)
    _by_person: Mapping[str, tuple[Term, ...]] = field(repr=False)
    _by_post: Mapping[str, tuple[Term, ...]] = field(repr=False)

    def country(self, iso: str) -> Entity:
        """The country of an ISO 3166-1 alpha-2 code; KeyError for a code that the table lacks."""
        return self._countries[iso][0]

    def short_name(self, iso: str) -> str:
        """The country's name inside longer labels: アメリカ in アメリカ国防長官."""
        return self._countries[iso][1]

    def organization_type(self, entity: Entity) -> str | None:
        """The type of an organisation (ministry, party, media …), or None for anything else."""
        return self._types.get((entity.kind, entity.key)) if entity.kind is Kind.ORGANIZATION else None

    def place_kind(self, entity: Entity) -> str | None:
        """The kind of a place (capital, island, building …), or None for anything else."""
        return self._types.get((entity.kind, entity.key)) if entity.kind is Kind.PLACE else None

    def posts_of(self, person: Entity) -> tuple[Term, ...]:
        """The person's terms, in order of time."""
        return self._by_person.get(person.key, ())

    def party_of(self, person: Entity, on: PartialDate | None) -> Entity | None:
        """The party that the person leads on that day; None where the table knows of none."""
        for term in self.posts_of(person):
            if term.organization and on is not None and term.may_cover(on):
                known = self.by_form.get(term.organization, ())
                party = next((e for e in known if self.organization_type(e) == "party"), None)
                if party is not None:
                    return party
        return None

    def holders(
        self, country_iso: str | None, title: str, on: PartialDate | None, organization: str | None = None
    ) -> tuple[Entity, ...]:
        """Who held the post on that date, in order of time; () where the table knows nobody.

        Several, where the date is partial, on the day of a handover, and where several hold such a post at once. A
        country or organisation (its label) that is None is any; a date that is None, or lacks its year, is any.
        """
        known = self.titles.get(fold(title))
        terms = self._by_post.get(known.canonical if known else title, ())
        held = (
            term.person
            for term in terms
            if country_iso in (None, term.country) and organization in (None, term.organization) and term.may_cover(on)
        )
        return tuple(dict.fromkeys(held))


def load_table(folder: Path, extra: Path | None = None) -> ActorTable:
    """The tables of a folder (countries, organizations, people, posts, titles, places), with a user's own rows added.

    A row of `extra` whose type and label are there already adds its aliases, families and posts to that actor.
    Errors: RuleError with file and line.
    """
    countries, isos, abbreviations = _countries(folder / "countries.csv")
    short = {iso: name for iso, (_, name) in isos.items()}
    organizations, types, org_abbreviations = _organizations(folder / "organizations.csv", short)
    people, families = _people(folder / "people.csv", short)
    places, place_kinds = _places(folder / "places.csv", short)
    titles = {
        fold(word): Title(word, canonical, kind, head == "yes")
        for word, canonical, kind, head in read_rows(folder / "titles.csv", ("title", "canonical", "kind", "head"))
    }
    types |= place_kinds
    entities = {(e.kind, e.key): e for e in (*countries, *organizations, *people, *places)}
    added: list[tuple[str, Term]] = []
    if extra is not None:
        known = {*_KINDS, "organization", *(t for (kind, _), t in types.items() if kind is Kind.ORGANIZATION)}
        for row in read_extra(extra, known, short):
            entity = _merge(entities, row, short, extra)
            types.setdefault((entity.kind, entity.key), row.type)
            families[entity.key] = (*families.get(entity.key, ()), *row.family)
            for post in row.posts:
                titles.setdefault(fold(post.post), Title(post.post, post.post, "post"))
                canonical = titles[fold(post.post)].canonical
                term = Term(entity, canonical, row.country, post.organization, post.start, post.end)
                added.append((entity.key, term))
    terms = _terms(folder / "posts.csv", entities)
    terms += [replace(term, person=entities[Kind.PERSON, key]) for key, term in added]
    terms.sort(key=lambda t: (earliest(t.start), t.post, t.person.key))
    everyone = tuple(entities.values())
    by_form = _gather((form, e) for e in everyone for form in (e.label, *e.aliases))
    by_family = _gather((f, entities[Kind.PERSON, key]) for key, names in families.items() for f in names)
    by_org = _gather((form, entities[Kind.ORGANIZATION, key]) for form, key in org_abbreviations)
    return ActorTable(
        entities=everyone,
        by_form=by_form,
        country_by_abbreviation=MappingProxyType(
            {fold(form): entities[Kind.COUNTRY, key] for form, key in abbreviations}
        ),
        organization_by_abbreviation=by_org,
        persons_by_family=by_family,
        titles=MappingProxyType(titles),
        terms=tuple(terms),
        _countries=MappingProxyType({i: (entities[Kind.COUNTRY, e.key], s) for i, (e, s) in isos.items()}),
        _types=MappingProxyType(types),
        _by_person=_group((t.person.key, t) for t in terms),
        _by_post=_group((t.post, t) for t in terms),
    )


def overlapping_terms(table: ActorTable) -> list[str]:
    """The problems of the terms: two people in one post at once, where it is not marked as shared, and turned dates."""
    problems = [
        f"{t.person.label}: {t.post} ends before it starts"
        for t in table.terms
        if t.end is not None and earliest(t.end) < earliest(t.start)
    ]
    posts: dict[tuple[str, str, str], list[Term]] = defaultdict(list)
    for term in table.terms:
        if not term.shared:
            posts[term.country or "", term.organization or "", term.post].append(term)
    for (country, organization, post), terms in posts.items():
        problems += [
            f"{country} {organization} {post}: {a.person.label} and {b.person.label} at once"
            for a, b in combinations(terms, 2)
            if a.overlaps(b)
        ]
    return problems


def _countries(file: Path) -> tuple[list[Entity], dict[str, tuple[Entity, str]], list[tuple[str, str]]]:
    columns = ("qid", "iso", "label", "label_en", "short", "abbreviation", "aliases")
    found, isos, abbreviations = [], {}, []
    for qid, iso, label, label_en, short, abbreviation, aliases in read_rows(file, columns):
        names = (short, *values(aliases)) if short != label else values(aliases)
        names = tuple(dict.fromkeys(names))
        entity = Entity(Kind.COUNTRY, label, label, label_en or None, names, qid or None, iso, iso)
        found.append(entity)
        isos[iso] = (entity, short)
        abbreviations += [(form, label) for form in values(abbreviation)]
    return found, isos, abbreviations


def _organizations(
    file: Path, short: Mapping[str, str]
) -> tuple[list[Entity], dict[_Node, str], list[tuple[str, str]]]:
    rows = read_rows(file, ("qid", "type", "label", "label_en", "country", "aliases", "abbreviation"))
    keys = _keys(file, [(row[2], row[4]) for row in rows], short)
    found, types, abbreviations = [], {}, []
    for key, (qid, kind, label, label_en, country, aliases, abbreviation) in zip(keys, rows, strict=True):
        names = values(aliases)
        found.append(
            Entity(Kind.ORGANIZATION, key, label, label_en or None, names, qid or None, country=country or None)
        )
        types[Kind.ORGANIZATION, key] = kind
        abbreviations += [(form, key) for form in values(abbreviation)]
    return found, types, abbreviations


def _people(file: Path, short: Mapping[str, str]) -> tuple[list[Entity], dict[str, tuple[str, ...]]]:
    rows = read_rows(file, ("qid", "label", "label_en", "country", "family", "aliases", "readings"))
    keys = _keys(file, [(row[1], row[3]) for row in rows], short)
    found, families = [], {}
    for key, (qid, label, label_en, country, family, aliases, readings) in zip(keys, rows, strict=True):
        names = tuple(dict.fromkeys((*values(aliases), *values(readings))))
        found.append(Entity(Kind.PERSON, key, label, label_en or None, names, qid or None, country=country or None))
        families[key] = values(family)
    return found, families


def _places(file: Path, short: Mapping[str, str]) -> tuple[list[Entity], dict[_Node, str]]:
    rows = read_rows(file, ("label", "country", "aliases", "kind"))
    keys = _keys(file, [(row[0], row[1]) for row in rows], short)
    found, kinds = [], {}
    for key, (label, country, aliases, kind) in zip(keys, rows, strict=True):
        found.append(Entity(Kind.PLACE, key, label, aliases=values(aliases), country=country or None))
        kinds[Kind.PLACE, key] = kind
    return found, kinds


def _terms(file: Path, entities: Mapping[_Node, Entity]) -> list[Term]:
    columns = ("person", "post", "country", "organization", "start", "end", "shared")
    found = []
    for line, (key, post, country, organization, start, end, shared) in enumerate(read_rows(file, columns), start=2):
        person = entities.get((Kind.PERSON, key))
        if person is None:
            raise RuleError("a post is held by nobody of people.csv", file=file, line=line, found=key)
        try:
            first, last = read_date(start), read_date(end)
        except ValueError as error:
            raise RuleError("a term has a date that is none", file=file, line=line, found=str(error)) from error
        found.append(Term(person, post, country or None, organization or None, first, last, shared == "yes"))
    return found


def _keys(file: Path, rows: list[tuple[str, str]], short: Mapping[str, str]) -> list[str]:
    shared = Counter(label for label, _ in rows)
    keys: dict[str, None] = {}
    for line, (label, country) in enumerate(rows, start=2):
        if country and country not in short:
            raise RuleError("an actor's country is not in countries.csv", file=file, line=line, found=country)
        key = f"{label}({short[country]})" if shared[label] > 1 and country else label
        if key in keys:
            fix = "join the two rows, or tell their labels apart"
            raise RuleError("two actors have one label and one country", file=file, line=line, found=label, fix=fix)
        keys[key] = None
    return list(keys)


def _merge(entities: dict[_Node, Entity], row: ExtraRow, short: Mapping[str, str], file: Path) -> Entity:
    kind = _KINDS.get(row.type, Kind.ORGANIZATION)
    alike = [e for (k, _), e in entities.items() if k is kind and e.label == row.label]
    same = [e for e in alike if row.country in (None, e.country) and (not row.qid or e.wikidata in (None, row.qid))]
    if len(same) > 1:
        fix = "name its country"
        raise RuleError("several actors have this label", file=file, line=row.line, found=row.label, fix=fix)
    if same:
        old = same[0]
        names = tuple(dict.fromkeys((*old.aliases, *row.aliases)))
        entity = replace(old, aliases=names, wikidata=old.wikidata or row.qid, label_en=old.label_en or row.label_en)
    elif kind is Kind.COUNTRY:
        message = "a country is not in countries.csv"
        raise RuleError(message, file=file, line=row.line, found=row.label, fix="use another type, such as place")
    else:
        mark = row.qid or (short[row.country] if row.country else "2")
        key = f"{row.label}({mark})" if alike else row.label
        entity = Entity(kind, key, row.label, row.label_en, row.aliases, row.qid, country=row.country)
    entities[kind, entity.key] = entity
    return entity


def _gather(pairs: Iterable[tuple[str, Entity]]) -> Mapping[str, tuple[Entity, ...]]:
    found: dict[str, list[Entity]] = {}
    for form, entity in pairs:
        known = found.setdefault(fold(form), [])
        if entity not in known:
            known.append(entity)
    return MappingProxyType({form: tuple(known) for form, known in found.items()})


def _group(pairs: Iterable[tuple[str, Term]]) -> Mapping[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = {}
    for key, term in pairs:
        found.setdefault(key, []).append(term)
    return MappingProxyType({key: tuple(terms) for key, terms in found.items()})
