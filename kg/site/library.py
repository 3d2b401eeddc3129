"""The build that the site shows, read again when another takes its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property
from heapq import nlargest
from pathlib import Path
from threading import Lock

from kg.errors import InputError
from kg.graph import KnowledgeGraph
from kg.keep.event import ArticleView
from kg.keep.question import Question, questions
from kg.keep.store import STORE
from kg.ontology import Ontology
from kg.site.limits import Limits
from kg.site.pool import Pool
from kg.site.post import Post, table_of_posts
from kg.site.search import Index
from kg.site.shelf import Shelf
from kg.site.term import Term, terms
from kg.write.nquads import PREFIXES

_NEWEST = 8


class Library:
    """One finished build, open to read, with the processes that answer its queries."""

    def __init__(self, directory: Path, limits: Limits) -> None:
        """An InputError where the folder holds no finished build."""
        graph = KnowledgeGraph(directory)
        self.directory = directory
        self.ontology: Ontology = graph.ontology
        self._held = graph.held
        self.shelf = Shelf(graph.held.store, graph.ontology)
        self.base = self.shelf.base
        self.pool = Pool(directory, self.base, limits)
        self._reading = Lock()

    @cached_property
    def counts(self) -> Counter[str]:
        """Local name of a class to the number of its nodes."""
        return self.shelf.class_counts()

    @cached_property
    def newest(self) -> tuple[ArticleView, ...]:
        """The articles of the latest days."""
        issued = PREFIXES["dcterms"] + "issued"
        days = {iri: self.shelf.text(iri, issued) or "" for iri in self.shelf.of_class("Article")}
        chosen = nlargest(_NEWEST, days, key=lambda iri: (days[iri], iri))
        found = {article.iri: article for article in self.shelf.articles(chosen)}
        return tuple(found[iri] for iri in chosen)

    @cached_property
    def triples(self) -> int:
        """The number of statements, each once."""
        return sum(1 for _ in self.shelf.find(None))

    @property
    def index(self) -> Index:
        """What the search looks through: read at the first search."""
        with self._reading:
            return self._index

    @cached_property
    def _index(self) -> Index:
        return Index(self.shelf, self.ontology)

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        return terms()

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return questions()

    @cached_property
    def posts(self) -> Mapping[str, tuple[Post, ...]]:
        return table_of_posts()


class Holder:
    """Gives the library of the build that is in the folder now."""

    def __init__(self, directory: Path, limits: Limits) -> None:
        """An InputError where the folder holds no finished build."""
        self._open: Callable[[], Library] = lambda: Library(directory, limits)
        self._mark = directory / STORE / "CURRENT"
        self._changing = Lock()
        self._stamp = self._now()
        self._library = self._open()

    def current(self) -> Library:
        """The library; a build that took the place of the one that was read is opened.

        Where it cannot be read, as for a moment while it is put in place, the earlier one goes on.
        """
        with self._changing:
            now = self._now()
            if now is not None and now != self._stamp:
                try:
                    library = self._open()
                except InputError:
                    return self._library
                self._library.pool.close()
                self._library, self._stamp = library, now
            return self._library

    def close(self) -> None:
        """Ends the processes."""
        with self._changing:
            self._library.pool.close()

    def _now(self) -> tuple[int, int] | None:
        """What tells one build's store from another's: a file that the store writes once, when it is made."""
        try:
            found = self._mark.stat()
        except OSError:
            return None
        return (found.st_ino, found.st_mtime_ns)
