"""Offices: the post that an election, an appointment or a resignation leaves unsaid."""

from __future__ import annotations

from dataclasses import dataclass

from kg.find.discourse import Discourse, Told
from kg.find.table import ActorTable
from kg.grammar import Grammar
from kg.match.attempt import Try
from kg.model import Entity, Event, Filler, Kind


@dataclass(frozen=True)
class Offices:
    """Finds posts by the contest, by what the article told before and by the table of actors."""

    table: ActorTable
    grammar: Grammar

    def unsaid(self, t: Try, e: Event, discourse: Discourse) -> tuple[Filler, ...]:
        """The post of an event that tells of one person and of no post; () where nothing says which."""
        if e.type == "Election" and e.filling("person") and not e.filling("post"):
            contest = self._seat(t) or self._contested(t, discourse)
            return (Filler("post", contest, e.trigger, False),) if contest is not None else ()
        if e.type in ("Appointment", "Resignation") and len(e.filling("person")) == 1 and not e.filling("post"):
            who = e.filling("person")[0]
            taken = e.type == "Appointment"
            taken_before = discourse.posts.get(who.entity)
            post = taken_before if taken else self._held(who.entity, discourse) or taken_before
            return (Filler("post", post, e.trigger if taken else who.span, False),) if post is not None else ()
        return ()

    def _contested(self, t: Try, discourse: Discourse) -> Entity | None:
        """The post that an election is about, by its name in the sentence or before: 市長選, アメリカ大統領選挙."""
        endings = tuple(self.grammar.table("names", "contests"))
        for p in t.scene.tree.phrases:
            ending = next((e for e in endings if p.text.endswith(e) and len(p.text) > len(e)), None)
            if ending is None or p.text[: -len(ending)].endswith(tuple(self.grammar.table("names", "no_contests"))):
                continue
            name = p.text[: -len(ending)]
            country = self.table.country_by_abbreviation.get(name[0]) if name else None
            if country is not None and country.iso and name[1:] in self.table.titles:
                name = self.table.short_name(country.iso) + name[1:]
            if any(name.endswith(title) for title in self.table.titles if len(title) > 1):
                discourse.contest = Entity(Kind.POST, name, name)
                return discourse.contest
        return discourse.contest

    def _seat(self, t: Try) -> Entity | None:
        """The seat in a chamber that an election is about: 参院選で, 衆議院に."""
        chambers = self.grammar.table("names", "chambers")
        contests = tuple(self.grammar.table("names", "contests"))
        for p in t.scene.tree.phrases[: t.hit.head + 1]:
            chamber = next((c for c in chambers if p.text.startswith(c)), None)
            if chamber is not None and (p.text.endswith(contests) or (p.text == chamber and p.case in ("に", "で"))):
                return Entity(Kind.POST, chambers[chamber], chambers[chamber])
        return None

    def _held(self, person: Entity, discourse: Discourse) -> Entity | None:
        """The post that an article gave a person: イエルマーク大統領府長官の辞任 is from that post."""
        told = next((x for x in reversed(discourse.told) if x.entity == person and x.title), None)
        word = (told.title_word or told.title or "") if told is not None else ""  # 岸田内閣 is told of a premier
        title = self.table.titles.get(word)
        if told is None or told.former or (title is not None and title.kind != "post"):
            return None
        label = self._of_body(person, word) or self._told_of(told, word) or self._at(person, word, discourse)
        return Entity(Kind.POST, label, label, country=person.country)

    def _of_body(self, person: Entity, word: str) -> str:
        """The post with the body that it belongs to, where the table knows one alone: 民主党代表, 福井県知事."""
        title = self.table.titles.get(word)
        names = (word, title.canonical if title is not None else word)
        bodies = {t.organization for t in self.table.posts_of(person) if t.post in names}
        body = next(iter(bodies)) if len(bodies) == 1 else None
        return body + word if body else ""

    def _told_of(self, told: Told, word: str) -> str:
        """The post with the body told before it (タイ貢献党の〇〇党首); members of parties have other posts too."""
        if told.body is None or (
            self.table.organization_type(told.body) == "party"
            and word not in self.grammar.words("names", "party_posts")
        ):
            return ""
        return told.body.label + word

    def _at(self, person: Entity, word: str, discourse: Discourse) -> str:
        """The post with its country, abroad; without it where somebody else holds the country's."""
        if person.country in (None, self.grammar.table("names", "home_country")):
            return word
        holders = self.table.holders(person.country, word, discourse.on)
        return word if holders and person not in holders else self.table.short_name(person.country or "") + word
