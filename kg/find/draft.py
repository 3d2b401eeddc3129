"""Drafts: what the words of a phrase say of an actor or a place, before the article tells who is meant."""

from __future__ import annotations

from dataclasses import replace

from kg.model import Entity, Span
from kg.value import value


class Shape:
    """What kind of naming a draft is; plain strings, for an enum's members take long to get at in Python 3.11."""

    PERSON = "person"
    """A person by name: 高市早苗首相, 高市氏."""
    POST = "post"
    """A post without a name: 米国防長官, 首相."""
    ENTITY = "entity"
    """A country, body, place or person that a table knows, or a body told by its ending."""
    GROUP = "group"
    """People without a name: 記者団, 住民."""
    BOTH = "both"
    """The two or more told before: 両氏, 3カ国."""
    SAME = "same"
    """The one told before: 同氏, 同国."""


@value(frozen=True, slots=True)
class Draft:
    """One naming. 「米ベセント財務長官」 is a PERSON, name ベセント, title 財務長官, country US."""

    shape: str
    span: Span
    text: str
    name: str = ""
    title: str | None = None
    title_word: str = ""
    country: str | None = None
    body: Entity | None = None
    """The organisation that the title belongs to (自民党総裁)."""
    entity: Entity | None = None
    sort: str = ""
    """For BOTH and SAME what is meant: person, country, organization, place, any."""
    count: int = 0
    readings: tuple[str, ...] = ()
    """What stood in brackets behind the name: ワン・イー, EU."""
    former: bool = False
    prospective: bool = False
    """Whether the post is still to be filled: 新首相, 次期大統領."""
    plural: bool = False

    def moved(self, by: int) -> Draft:
        """The same naming so many characters further on."""
        return replace(self, span=Span(self.span.start + by, self.span.end + by)) if by else self
