"""Pages from templates: text is escaped wherever it comes from, links lead to the site's own pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from kg.keep.event import EventView
from kg.ontology import KG
from kg.view.network import date_text
from kg.view.select import time_key
from kg.view.sentence import pieces
from kg.view.texts import Words, load
from kg.write.iris import url_path


@dataclass(frozen=True)
class Templates:
    """The templates of the site and the words that they say."""

    environment: Environment
    words: Words

    @classmethod
    def open(cls) -> Templates:
        environment = Environment(
            loader=PackageLoader("kg.site"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        shared = load()
        own = load(Path(str(files("kg.site").joinpath("words.yaml"))))
        return cls(environment, Words({**shared.text, **own.text}, own.ontology))

    def render(self, name: str, view: View, values: Mapping[str, Any]) -> str:
        """The page of the template for a reader."""
        return self.environment.get_template(name).render(view=view, t=view.text, **values)


@dataclass(frozen=True)
class View:
    """How one reader sees the site: in which language, at which address, over which base of IRIs."""

    words: Words
    language: str
    base: str | None
    path: str = "/"
    search: tuple[tuple[str, str], ...] = ()
    """The parameters of the address, without the language."""

    def text(self, key: str, **filled: object) -> str:
        """The words of that key; {n} and the like are filled in."""
        text = self.words.text[key][self.language]
        for name, value in filled.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    def name(self, term: str) -> str:
        """A class, role or status."""
        return self.words.name(term, self.language)

    def href(self, iri: str) -> str | None:
        """Where a link for the IRI leads: the site's page of it, or the web; None of what is neither."""
        if self.base and iri.startswith(self.base):
            return "/" + url_path(iri[len(self.base) :])
        if iri.startswith(KG):
            return "/ontology/" + quote(iri[len(KG) :])
        return iri if iri.startswith(("http://", "https://")) else None

    def query(self, text: str) -> str:
        """The query page with this query."""
        return "/query?" + urlencode({"query": text})

    def other(self) -> str:
        """The same page in the other language."""
        return f"{self.path}?" + urlencode([*self.search, ("lang", "en" if self.language == "ja" else "ja")])

    def day(self, lexical: str | None) -> str:
        return date_text(lexical, self.language, self.words)

    def days(self, event: EventView) -> str:
        """The event's day or days, or, where no year is known, that of its article behind it."""
        own = " – ".join(dict.fromkeys(d for d in (self.day(event.start), self.day(event.end)) if d))
        key = time_key(event)
        if (event.start and not event.start.startswith("-")) or key.startswith("~"):
            return own or self.text("undated")
        article = self.text("by_article", day=self.day(key))
        return f"{own}（{article}）" if own and self.language == "ja" else f"{own} ({article})" if own else article

    pieces = staticmethod(pieces)
