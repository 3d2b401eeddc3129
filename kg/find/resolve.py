"""Resolving: which actor a naming means, by what the article told before and by the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.find.discourse import Discourse, Told
from kg.find.draft import Draft, Shape
from kg.find.recall import Recall
from kg.find.spelling import Spellings
from kg.find.table import ActorTable
from kg.find.title import is_katakana
from kg.grammar import Grammar
from kg.model import Entity, Kind, PartialDate


@dataclass(frozen=True)
class Resolver:
    """Turns drafts into entities with a table of actors."""

    table: ActorTable
    grammar: Grammar

    def medium(self, entity: Entity) -> bool:
        """Whether an actor is a paper, an agency or a broadcaster, by the table or by its name."""
        return self._recall.medium(entity)

    @cached_property
    def _recall(self) -> Recall:
        return Recall(self.table, self.grammar)

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings(self.table, self.grammar)

    def resolve(self, draft: Draft, discourse: Discourse, countries: Sequence[str] = ()) -> tuple[Entity, ...]:
        """The entities that a draft means, remembered as told; several for 両氏 and 日米.

        `countries` are ISO codes of equals that lead up to a post: 日本、英国、イタリアの防衛相 is three posts.
        """
        if (
            draft.shape == Shape.ENTITY
            and len(countries) > 1
            and draft.entity
            and draft.entity.kind == Kind.ORGANIZATION
            and not self._of_one(draft.text)
        ):
            found = self._bodies(draft, countries)
        elif draft.shape == Shape.POST and len(countries) > 1:
            found = tuple(e for c in countries for e in self._post(replace(draft, country=c), discourse))
        elif draft.shape == Shape.PERSON:
            found = (self._person(draft, discourse),)
        elif draft.shape == Shape.POST and draft.prospective:
            found = tuple(p for p in (self.post(draft),) if p is not None)
        elif draft.shape == Shape.POST:
            found = self._post(draft, discourse)
        elif draft.shape == Shape.BOTH:
            found = self._recall.several(draft, discourse)
        elif draft.shape == Shape.SAME:
            found = self._recall.same(draft, discourse)
        elif draft.shape == Shape.GROUP and draft.sort == "place":
            found = (Entity(Kind.PLACE, draft.name, draft.name),)
        elif draft.shape == Shape.GROUP and draft.sort == "body" and (told := self._recall.body(draft, discourse)):
            found = (told,)
        elif draft.shape == Shape.GROUP:
            found = (Entity(Kind.ORGANIZATION, f"{draft.name}@{discourse.article}", draft.name),)
            discourse.anyone = found[0]
        else:
            found = self._entity(draft, discourse)
        if draft.shape not in (Shape.BOTH, Shape.SAME, Shape.GROUP):
            for e in found:
                discourse.tell(Told(e, draft.title, draft.title_word, draft.former, draft.body))
        elif draft.shape == Shape.SAME:
            for e in found:
                discourse.tell(Told(e))
        return found

    def _bodies(self, draft: Draft, countries: Sequence[str]) -> tuple[Entity, ...]:
        """One body for each country: 米、豪、比3カ国の海軍."""
        out = []
        for iso in countries:
            label = self.table.short_name(iso) + draft.text
            known = self.table.by_form.get(label)
            out.append(known[0] if known else Entity(Kind.ORGANIZATION, label, label, country=iso))
        return tuple(out)

    def _of_one(self, text: str) -> bool:
        """Whether a body has a name that it shares with none: タリバン暫定政権, and not 海軍."""
        return any(text[:size] in self.table.by_form for size in range(2, len(text)))

    def _kindred(self, title: str) -> frozenset[str]:
        """The titles of one kind: 防衛相 and 国防相."""
        return frozenset(
            {title, *(t for row in self.grammar.table("names", "alike_posts") if title in row for t in row)}
        )

    def _entity(self, draft: Draft, discourse: Discourse) -> tuple[Entity, ...]:
        assert draft.entity is not None
        if draft.text in self.grammar.words("names", "home_bare"):
            return (self.government(discourse),)
        entity = discourse.bodies.get(draft.text) or self._told_with_country(draft, discourse) or draft.entity
        for word in self.grammar.table("names", "same_country"):  # 同国軍
            rest = draft.text.removeprefix(word)
            if rest and rest != draft.text and entity.kind is Kind.ORGANIZATION and entity.wikidata is None:
                home = self._recall.same(replace(draft, sort="country", text=word), discourse)
                if not home:
                    return ()
                label = self.table.short_name(home[0].iso or "") + rest
                known = self.table.by_form.get(label)
                return known[:1] if known else (Entity(Kind.ORGANIZATION, label, label, country=home[0].iso),)
        for reading in draft.readings:
            known = self.table.by_form.get(reading)
            if known and known[0].kind == entity.kind and entity.wikidata is None and _one_country(known[0], entity):
                entity = known[0]
        if entity.wikidata is None and entity.kind == Kind.ORGANIZATION and entity.key == entity.label:
            short = [r for r in draft.readings if 1 < len(r) <= 12]
            if short and not entity.aliases:
                entity = replace(entity, aliases=tuple(short))
        for reading in draft.readings:
            if 1 < len(reading) <= 12:
                discourse.bodies[reading] = entity
        return (entity,)

    def _told_with_country(self, draft: Draft, discourse: Discourse) -> Entity | None:
        """The body abroad that was told with its country's name before: 自由党, 外務省 where not at home."""
        assert draft.entity is not None
        home = self.grammar.table("names", "home_country")
        if draft.entity.kind is not Kind.ORGANIZATION or draft.country:
            return None
        bodies = (e for e in discourse.latest(Kind.ORGANIZATION) if e.country not in (None, home))
        body = next((e for e in bodies if e.label == self.table.short_name(e.country or "") + draft.text), None)
        return body if draft.text.endswith(self._parties) or not self._at_home(discourse) else None

    @cached_property
    def _parties(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("names", "parties"))

    def _person(self, draft: Draft, discourse: Discourse) -> Entity:
        name = draft.name
        country = draft.country or (draft.body.country if draft.body else None)
        if draft.body is not None and is_katakana(name):
            namesakes = {e.country for e in self.table.by_form.get(draft.body.label, ())}
            country = country if len(namesakes) < 2 else None  # 民主党のマムダニ氏: several countries have such a party
        known = [e for e in self.table.by_form.get(name, ()) if e.kind == Kind.PERSON]
        if len(known) == 1 and (len(name) > 3 or not is_katakana(name) or country in (None, known[0].country)):
            return known[0]
        told = [
            t
            for t in reversed(discourse.told)
            if t.entity.kind == Kind.PERSON and self._names(name, t.entity) and self._same_title(draft, t, country)
        ]
        if told and not self._another_holds(draft, told, country):
            return next((t for t in told if draft.title and t.title == draft.title), told[0]).entity
        family = known or list(self.table.persons_by_family.get(name, ()))
        best = self._by_title(family, draft, discourse, country) or self._only_leader(family, draft)
        if best is not None:
            return best
        if not family:
            respelled = self._respelled(draft, discourse, country)
            if respelled is not None:
                return respelled
        for reading in draft.readings:
            read = [e for e in self.table.by_form.get(reading, ()) if e.kind == Kind.PERSON]
            if len(read) == 1:
                return read[0]
        readings = tuple(r for r in draft.readings if is_katakana(r) or _kana(r))
        local = not is_katakana(name) and len(name) <= 2 and draft.title is not None
        key = f"{name}@{discourse.article}" if local else name
        return Entity(Kind.PERSON, key, name, aliases=readings, country=country)

    def _another_holds(self, draft: Draft, told: Sequence[Told], country: str | None) -> bool:
        """Whether a post tells of another of one name than those told: ドゥテルテ前大統領, then ドゥテルテ副大統領."""
        if not draft.title or not self._is_post(draft) or any(t.title == draft.title for t in told):
            return False
        family = self.table.persons_by_family.get(draft.name, ())
        holders = [e for e in self._holders(family, draft.title) if country in (None, e.country)]
        return len(holders) == 1 and all(t.entity != holders[0] for t in told)

    def _respelled(self, draft: Draft, discourse: Discourse, country: str | None) -> Entity | None:
        """Who is meant by a foreign name that the table spells otherwise: ベッセント財務長官."""
        whole = [e for e in self._spellings.full(draft.name) if country in (None, e.country)]
        if "・" in draft.name:
            return whole[0] if len(whole) == 1 else None
        return self._by_title(self._spellings.family(draft.name), draft, discourse, country) if draft.title else None

    def _names(self, name: str, entity: Entity) -> bool:
        if entity.label == name or name in entity.aliases:
            return True
        for form in (entity.label, *entity.aliases):  # イ・ジェミョン大統領, then イ大統領
            parts = form.replace("＝", "・").split("・")
            if len(parts) > 1 and (name in (parts[-1], parts[0]) or name == "・".join(parts[-2:])):
                return True
        if "・" in entity.label:
            return False
        if not is_katakana(entity.label):
            return len(name) < len(entity.label) and entity.label.startswith(name) and not is_katakana(name)
        return False

    def _same_title(self, draft: Draft, told: Told, country: str | None) -> bool:
        if country and told.entity.country and country != told.entity.country:
            return False
        generic = self.grammar.words("names", "generic_titles")
        if draft.title_word in generic or told.title_word in generic:
            return True
        if draft.title and told.title and draft.title != told.title and len(draft.name) < 3:
            kinds = self.table.titles.get(draft.title_word)
            return kinds is None or kinds.kind != "post" or draft.title in told.title or told.title in draft.title
        return True

    def _by_title(
        self, family: Sequence[Entity], draft: Draft, discourse: Discourse, country: str | None
    ) -> Entity | None:
        if not family:
            return None
        home = self.grammar.table("names", "home_country")
        fitting = [e for e in family if country is None or e.country in (None, country)]
        if draft.title and self._is_post(draft):
            held = [e for e in fitting if any(_alike(t.post, draft.title or "") for t in self.table.posts_of(e))]
            exact = self._holders(held, draft.title)
            held = self._of_region(exact or held, draft, discourse)  # 大統領 is no 副大統領 where there is one
            on_day = [e for e in held if self._held_on(e, draft, discourse.on)]
            for pool in (on_day, held if exact else ()):  # 政策調査会長 is no 会長 of another day
                if len(pool) == 1:
                    return pool[0]
            if len(on_day) > 1:
                return on_day[-1]
            if held and discourse.on is None:
                return held[-1]
        if (
            len(fitting) == 1
            and (is_katakana(draft.name) or country not in (None, home) or self._served(fitting[0], draft.body))
            and not self._another(fitting[0], draft, discourse)
        ):
            return fitting[0]
        return None

    def _only_leader(self, family: Sequence[Entity], draft: Draft) -> Entity | None:
        """The one leader abroad of a surname, where nobody else bears it: 習氏."""
        home = self.grammar.table("names", "home_country")
        leaders = self.grammar.words("names", "leaders")
        if len(family) != 1 or family[0].country in (None, home) or not draft.title or self._is_post(draft):
            return None
        return family[0] if any(t.post in leaders for t in self.table.posts_of(family[0])) else None

    def _another(self, person: Entity, draft: Draft, discourse: Discourse) -> bool:
        """Whether a post tells of somebody else: one who leads a state, or of a country that the article never told."""
        if not draft.title or not self._is_post(draft):
            return False
        terms = self.table.posts_of(person)
        if any(_alike(t.post, draft.title) for t in terms):
            return False
        leads = terms and draft.title in self.grammar.words("names", "leaders")
        told = (code for t in discourse.told for code in (t.entity.country, t.entity.iso))
        return bool(leads) or not (draft.country or draft.body or person.country in told)

    def _served(self, person: Entity, body: Entity | None) -> bool:
        """Whether the table knows of a post of the person in a body: 民主党の福山政策調査会長."""
        return body is not None and any(t.organization == body.label for t in self.table.posts_of(person))

    def _holders(self, people: Iterable[Entity], title: str | None) -> list[Entity]:
        """Those of people who held exactly this post at any time."""
        return [e for e in people if any(t.post == title for t in self.table.posts_of(e))]

    def _of_region(self, held: list[Entity], draft: Draft, discourse: Discourse) -> list[Entity]:
        """Those who govern the region told last, where the title is a region's: 北海道の鈴木知事 is not 静岡県's."""
        posts = self.grammar.table("names", "regional_posts")
        if not draft.title_word.endswith(tuple(posts)):
            return held
        regions = [frozenset(t.organization for t in self.table.posts_of(e) if t.organization) for e in held]
        if draft.title_word not in posts:  # 鈴木北海道知事
            return [e for e, region in zip(held, regions, strict=True) if draft.title_word.startswith(tuple(region))]
        told = {t.entity.label for t in discourse.told if t.entity.kind == Kind.PLACE}
        here = [e for e, region in zip(held, regions, strict=True) if region & told]
        last = discourse.told[-1].entity if discourse.told else None
        elsewhere = last is not None and last.kind == Kind.PLACE and last.label.endswith(("都", "道", "府", "県"))
        return here or ([] if elsewhere or len(set(regions)) > 1 else held)

    def _is_post(self, draft: Draft) -> bool:
        title = self.table.titles.get(draft.title_word)
        return title is None or title.kind == "post"

    def _held_on(self, entity: Entity, draft: Draft, on: PartialDate | None) -> bool:
        if on is None:
            return False
        terms = [t for t in self.table.posts_of(entity) if _alike(t.post, draft.title or "")]
        return any(t.may_cover(on) is not draft.former for t in terms)

    def _post(self, draft: Draft, discourse: Discourse) -> tuple[Entity, ...]:
        title = draft.title or draft.title_word
        country = draft.country or (draft.body.country if draft.body else None)
        alikes: list[Entity] = []
        for t in reversed(discourse.told):
            if t.entity.kind != Kind.PERSON or t.title is None or t.former != draft.former:
                continue
            alike = (
                t.title == title
                or (country is not None and t.title in self._kindred(title))
                or (len(title) > 1 and draft.country is None and draft.body is None and (t.title.endswith(title)))
            )
            if alike and country in (None, t.entity.country):
                alikes.append(t.entity)
        if alikes:
            home = self.grammar.table("names", "home_country")
            own = [e for e in alikes if e.country == home]
            return ((own or alikes)[0],) if country is None else (alikes[0],)
        if country is None and draft.body is None:
            home = self.grammar.table("names", "home_country")
            known = discourse.on and not draft.former and not draft.plural
            if known and title in self.grammar.words("names", "home_posts") and self._at_home(discourse):
                held = self.table.holders(home, title, discourse.on)
                if len(held) == 1:
                    return held
            if known and title in self.grammar.words("names", "leaders") and (abroad := self._only_abroad(discourse)):
                held = self.table.holders(abroad, title, discourse.on)
                if len(held) == 1:
                    return held
        prefix = draft.body.label if draft.body else (self.table.short_name(country) if country else "")
        word = draft.title_word
        if prefix and prefix in word:
            prefix = ""
        label = prefix + word
        if not prefix and len(word) <= 3:
            return (Entity(Kind.POST, f"{word}@{discourse.article}", word),)
        return (Entity(Kind.POST, label, label, country=country),)

    def _only_abroad(self, discourse: Discourse) -> str | None:
        """The one country that the article has told of so far, by its ISO code: 大統領 in an article about 韓国."""
        told = {t.entity.country or t.entity.iso for t in discourse.told} - {None}
        return next(iter(told)) if len(told) == 1 else None

    def _at_home(self, discourse: Discourse) -> bool:
        """Whether the article has told of nobody yet, or of the home country and its people."""
        home = self.grammar.table("names", "home_country")
        actors = (
            t.entity for t in discourse.told if not (t.entity.kind is Kind.ORGANIZATION and self.medium(t.entity))
        )
        told = [e.country or e.iso for e in actors]
        return home in told or not any(told)

    def government(self, discourse: Discourse) -> Entity:
        """Whose 政府 is where nothing says so: of an article that tells of other countries alone, the one told most."""
        if self._at_home(discourse):
            return self.table.country(self.grammar.table("names", "home_country"))
        abroad = Counter(code for t in discourse.told if (code := t.entity.country or t.entity.iso))
        return self.table.country(abroad.most_common(1)[0][0])

    def office(self, draft: Draft) -> Entity | None:
        """The post that a draft names, for whoever comes into it too: アメリカ大統領 for 次期米大統領."""
        if draft.shape != Shape.POST:
            return None
        marks = self.grammar.table("names", "prospective")
        rest = (draft.title_word[len(m) :] for m in marks if draft.title_word.startswith(m))
        word = next((r for r in rest if r in self.table.titles), draft.title_word)
        return self.post(replace(draft, title_word=word))

    def post(self, draft: Draft) -> Entity | None:
        """The post that a draft names, whoever holds it: 民主党代表, アメリカ国務長官, 大統領; None for a person."""
        if draft.shape != Shape.POST or not draft.title_word:
            return None
        country = draft.country or (draft.body.country if draft.body else None)
        prefix = draft.body.label if draft.body else (self.table.short_name(country) if country else "")
        if prefix and prefix in draft.title_word:
            prefix = ""  # 駐イスラエル大使
        label = prefix + draft.title_word
        return Entity(Kind.POST, label, label, country=country)


def _alike(post: str, title: str) -> bool:
    return post == title or (len(title) > 1 and post.endswith(title)) or (len(post) > 1 and title.endswith(post))


def _one_country(entity: Entity, other: Entity) -> bool:
    """Whether two may be of one country; None is any."""
    return None in (entity.country, other.country) or entity.country == other.country


def _kana(text: str) -> bool:
    return all("ぁ" <= c <= "ー" or c in "・ " for c in text)


def isos_of(entities: Iterable[Entity]) -> tuple[str, ...]:
    """The ISO codes of the countries among entities."""
    return tuple(e.iso for e in entities if e.kind == Kind.COUNTRY and e.iso)
