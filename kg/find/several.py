"""Several: what means more than one actor, 日米韓 and 両首脳, or the one told before, 同氏."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.find.build import BuildReader
from kg.find.draft import Draft, Shape
from kg.find.table import ActorTable
from kg.find.title import TitleReader
from kg.grammar import Grammar
from kg.model import Entity, Kind, Span

_COUNT = re.compile(r"(?P<left>.*?)(?P<count>[0-9]+|[一二三四五六七八九十]|数)(?P<rest>[^0-9]+)")
_LONGEST = 8
"""The longest name of a country in a run: 豪ニュージーランド."""
_KANJI_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九十")}


@dataclass(frozen=True)
class SeveralReader:
    """Reads the words for several actors with a table of actors and a grammar."""

    table: ActorTable
    grammar: Grammar
    builds: BuildReader
    titles: TitleReader

    @cached_property
    def _every(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("names", "every"))

    @cached_property
    def _several(self) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        """What is meant by the words for the two told before (両氏), for several (カ国) and for the one told before."""
        both, many, same = (dict(self.grammar.table("names", key)) for key in ("both", "many", "same"))
        return both, many, same

    @cached_property
    def _counted(self) -> tuple[str, ...]:
        """What is counted in the names of several: 3カ国, 両氏."""
        return tuple(self.grammar.table("names", "many"))

    @cached_property
    def _starts(self) -> frozenset[str]:
        """What the short names of countries begin with, and what joins them."""
        forms = (form for form, known in self.table.by_form.items() if len(form) < 5 and any(map(_acts, known)))
        return frozenset(form[0] for form in (*forms, *self.table.country_by_abbreviation, "・"))

    @cached_property
    def _no_countries(self) -> frozenset[str]:
        return self.grammar.words("names", "no_countries")

    @cached_property
    def _pairs(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("names", "both"))

    def read(self, text: str, span: Span) -> tuple[Draft, ...]:
        """Those whom a word for several means, or the one told before."""
        return (
            self._parties(text, span)
            or self._anaphor(text, span)
            or self._countries(text, span)
            or self._posts(text, span)
            or self._side_by_side(text, span)
        )

    def _place(self, text: str) -> bool:
        """Whether a place has the name, so that its signs are no countries: 台北."""
        known = self.table.by_form.get(text)
        return known is not None and any(e.kind is Kind.PLACE for e in known)

    def _parties(self, text: str, span: Span) -> tuple[Draft, ...]:
        """The parties that a short word for them together means: 自公, 自公両党."""
        known = self._together.get(text) or self._together.get(text[:-2] if text.endswith(self._parties_of) else "")
        if not known:
            return ()
        labels = (self.table.by_form[label][0] for label in known)
        return tuple(Draft(Shape.ENTITY, span, text, entity=e, plural=True) for e in labels)

    @cached_property
    def _parties_of(self) -> tuple[str, ...]:
        return tuple(self.grammar.table("names", "parties_of"))

    @cached_property
    def _together(self) -> Mapping[str, tuple[str, ...]]:
        return {word: tuple(labels) for word, labels in self.grammar.table("names", "parties_together").items()}

    def _anaphor(self, text: str, span: Span) -> tuple[Draft, ...]:
        if text.startswith(self._every) and text in self.builds.groups:
            return (Draft(Shape.GROUP, span, text, name=text),)
        both, many, same = self._several
        if text in both and both[text] != "none":
            return (Draft(Shape.BOTH, span, text, sort=both[text], count=2, title=self.titles.canonical(text[1:])),)
        if text in same:
            return (Draft(Shape.SAME, span, text, sort=same[text], title=self.titles.canonical(text[1:])),)
        hit = _COUNT.fullmatch(text) if text.endswith(self._counted) else None
        if hit and hit["rest"] in many:
            count = _number(hit["count"])
            if not hit["left"]:
                sort = many[hit["rest"]]
                return (Draft(Shape.BOTH, span, text, sort=sort, count=count),) if count > 1 else ()
            listed = self._countries(hit["left"], span)
            if len(listed) == count:
                return listed
            single = self.builds.country(hit["left"])
            if single:
                return (Draft(Shape.ENTITY, span, hit["left"], entity=single, plural=True),)
        for word, sort in both.items() if text.endswith(self._pairs) else ():
            if word in self.grammar.words("names", "counted"):
                continue
            if len(text) > len(word) and text.endswith(word) and sort == "organization":
                rest = text[: -len(word)]
                known = self.table.organization_by_abbreviation.get(rest) or self.table.by_form.get(rest)
                return (Draft(Shape.ENTITY, span, rest, entity=known[0], plural=True),) if known else ()
            if len(text) > len(word) and text.endswith(word) and sort in ("person", "country", "any"):
                rest = text[: -len(word)]
                states = self.abbreviated(rest)
                if sort == "country" or (len(states) > 1 and word in self.builds.lists["country_pairs"]):
                    return self._countries(rest, span)
                if len(states) > 1:
                    return tuple(self._post(state, word[1:], span) for state in states)
                parts = [rest] if self.table.by_form.get(rest) else rest.split("・")
                return tuple(
                    Draft(Shape.PERSON, span, p, name=p, title=self.titles.canonical(word[1:]), plural=True)
                    for p in parts
                )
        return ()

    def _posts(self, text: str, span: Span) -> tuple[Draft, ...]:
        """The posts of several countries in one word: 日韓外相."""
        post = next((word for word in self._titles if text.endswith(word)), "") if text[:1] in self._starts else ""
        states = self.abbreviated(text[: -len(post)]) if post and len(text) > len(post) + 1 else ()
        return tuple(self._post(state, post, span) for state in states) if len(states) > 1 else ()

    @cached_property
    def _titles(self) -> tuple[str, ...]:
        """The posts that may stand behind several countries, the longest first."""
        posts = self.grammar.words("names", "compound_posts")
        return tuple(sorted((p for p in posts if self.titles.canonical(p)), key=lambda p: (-len(p), p)))

    def _post(self, country: Entity, word: str, span: Span) -> Draft:
        """The post of a country that is told of with another's: 日英両防衛相."""
        title = self.titles.canonical(word)
        return Draft(Shape.POST, span, word, title=title, title_word=word, country=country.iso, plural=True)

    def _countries(self, text: str, span: Span) -> tuple[Draft, ...]:
        if text[:1] not in self._starts or text in self._no_countries or self._place(text):
            return ()
        tails = self.builds.lists["country_pairs"] if text.endswith(self.builds.lists["country_pairs"]) else ()
        for tail in ("", *tails):
            if text.endswith(tail) and len(text) - len(tail) >= 2:
                found = self.abbreviated(text[: len(text) - len(tail)])
                if len(found) > 1:
                    return tuple(Draft(Shape.ENTITY, span, text, entity=c, plural=True) for c in found)
        if len(text) == 1 and text in self.grammar.words("names", "free_abbreviations"):
            return (Draft(Shape.ENTITY, span, text, entity=self.table.country_by_abbreviation[text]),)
        return ()

    def abbreviated(self, text: str) -> tuple[Entity, ...]:
        """The countries of a run of abbreviations (日米韓, 日・EU), or nothing where one piece is none."""
        if text[:1] not in self._starts or (text[:1] in self._directions and self._named(text[1:])):
            return ()
        out: list[Entity] = []
        i = 0
        while i < len(text):
            if text[i] == "・":
                i += 1
                continue
            for size in range(min(_LONGEST, len(text) - i), 0, -1):
                piece = text[i : i + size]
                country = self.table.country_by_abbreviation.get(piece)
                if country is None and size > 1:
                    country = next((e for e in self.table.by_form.get(piece, ()) if _acts(e)), None)
                if country is not None:
                    out.append(country)
                    i += size
                    break
            else:
                return ()
        signs = all(sign in self.table.country_by_abbreviation for sign in text)
        return () if signs and self._common_signs.isdisjoint(text) else tuple(dict.fromkeys(out))

    def _named(self, text: str) -> bool:
        """Whether a country's whole name follows, so that the sign before it is none: 西ドイツ."""
        return any(len(text) > 1 and e.kind is Kind.COUNTRY for e in self.table.by_form.get(text, ()))

    @cached_property
    def _directions(self) -> frozenset[str]:
        return self.grammar.words("names", "directions")

    @cached_property
    def _common_signs(self) -> frozenset[str]:
        return self.grammar.words("names", "common_signs")

    def _side_by_side(self, text: str, span: Span) -> tuple[Draft, ...]:
        """Bodies joined by a dot: 読売新聞・時事通信."""
        for part in text.split("=") if "=" in text else ():  # EU=欧州連合
            same = next((e for e in self.table.by_form.get(part, ()) if _acts(e) or e.kind == Kind.ORGANIZATION), None)
            if same is not None:
                return (Draft(Shape.ENTITY, span, part, entity=same),)
        if "・" not in text or text in self.table.by_form:
            return ()
        parts = text.split("・")
        known = [next((e for e in self.table.by_form.get(p, ()) if e.kind == Kind.ORGANIZATION), None) for p in parts]
        if not all(known):
            return ()
        return tuple(Draft(Shape.ENTITY, span, text, entity=e, plural=True) for e in known if e is not None)


def _acts(entity: Entity) -> bool:
    return entity.kind == Kind.COUNTRY or entity.label in ("EU", "ASEAN", "NATO")


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _KANJI_DIGITS.get(text, 0)
