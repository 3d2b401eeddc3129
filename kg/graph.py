"""A graph that was built, opened again: to ask, to walk, to draw, to send on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.keep.answer import Answer
from kg.keep.event import ArticleView, EntityView, EventView, MentionView, Report
from kg.keep.events import Contents, contents_of
from kg.keep.held import Held, check_built
from kg.keep.latest import latest
from kg.keep.store import GRAPH_NQ, PAGE
from kg.ontology import Ontology, load_ontology
from kg.spill import lines_of
from kg.write.statement import Statement, base_of, statements

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from kg.account import Paths
    from kg.export.stats import Stats

__all__ = ["ArticleView", "EntityView", "EventView", "KnowledgeGraph", "MentionView", "Report"]

_ON_A_PAGE = 3_000
"""So many events a browser takes in a second or two."""


class KnowledgeGraph:
    """The graph of a built folder, to read only: each part is read when it is first asked for.

    From then on it stays the graph that it was, also when another build takes its place in the folder.
    """

    def __init__(self, directory: str | Path, ontology: Ontology | None = None) -> None:
        """An InputError where nothing was built in the folder."""
        self.directory = Path(directory)
        check_built(self.directory)
        self._ontology = ontology

    def __repr__(self) -> str:
        return f"KnowledgeGraph({str(self.directory)!r})"

    @cached_property
    def held(self) -> Held:
        """The build, held from the first reading on."""
        return Held(self.directory)

    @property
    def nquads(self) -> Path:
        """The file of sorted N-Quads."""
        return self.directory / GRAPH_NQ

    @cached_property
    def ontology(self) -> Ontology:
        return self._ontology or load_ontology()

    @cached_property
    def dataset(self) -> Dataset:
        """An rdflib Dataset over the embedded store; its default graph holds the union of all articles."""
        return self.held.dataset()

    @cached_property
    def base(self) -> str | None:
        """What the graph's IRIs stand under; None of an empty graph."""
        return base_of(self.statements())

    def lines(self) -> Iterator[str]:
        """The lines of the graph's N-Quads, without line ends."""
        return lines_of(self.held.graph)

    def statements(self) -> Iterator[Statement]:
        """The graph's statements; an InputError names a line of the file that is none."""
        return statements(self.lines())

    @cached_property
    def contents(self) -> Contents:
        return contents_of(self.statements(), self.ontology)

    def events(self) -> tuple[EventView, ...]:
        """Every event with its reports, by start (no year, then no day known last), then label."""
        return self.contents.events

    def articles(self) -> tuple[ArticleView, ...]:
        """Every article, by id."""
        return self.contents.articles

    def entities(self) -> tuple[EntityView, ...]:
        """Every entity, by IRI."""
        return self.contents.entities

    def query(self, query: str, settings: Mapping[str, str] | None = None) -> Answer:
        """The answer to SPARQL, or to a question that ships, by its name; a QueryError where it is wrong.

        `settings` are for a named question: `query("person-timeline", {"person": "高市早苗"})`.
        """
        from kg.keep.query import ask
        from kg.keep.question import named_or_sparql

        text, file = named_or_sparql(query, settings or {})
        return ask(self.dataset, text, base=self.base, ontology=self.ontology, file=file)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Actors, events and topics as a directed multigraph: see `kg.export.network`."""
        from kg.export.network import to_networkx

        return to_networkx(self.contents, self.ontology)

    def export(self, form: str, file: str | Path | None = None, *, lean: bool = False) -> str:
        """The graph in a form of `kg.export.FORMATS`, written to the file too where one is named."""
        from kg.export import export

        text = export(self, form, lean=lean)
        if file is not None:
            Path(file).write_text(text, encoding="utf-8", newline="")
        return text

    def explain(self, what: str) -> str:
        """How a sentence is read, or, for the id of an article of this graph, why it has the events that it has.

        A sentence is read with the shipped rules, whatever the graph was built with: each event with its rule and the
        words in its roles, each predicate that no rule took with the nearest rule and what it lacked.
        """
        from kg.model import Article
        from kg.pipeline import open_reader
        from kg.workbench.built import explain_built
        from kg.workbench.explain import explain
        from kg.workbench.text.built import text_of as told
        from kg.workbench.text.explanation import text_of

        if any(article.id == what for article in self.articles()):
            return told(explain_built(self, what))
        return text_of(explain(open_reader(), Article("sentence", what)))

    def stats(self, since: str | None = None) -> Stats:
        """What the graph comes to, and what is new since a day, month or year; see `kg.export.stats`."""
        from kg.export.stats import stats_of

        return stats_of(self.contents, self.ontology, sum(1 for _ in self.lines()), since)

    def view(
        self,
        file: str | Path | None = None,
        *,
        focus: str | None = None,
        since: str | None = None,
        until: str | None = None,
        types: Sequence[str] = (),
    ) -> Path:
        """The path of the page that was written, by default network.html in the graph's folder; see `kg.view`.

        Where nothing is chosen and there are more than 3,000 events, it holds the latest of them, and says so.
        """
        from kg.view import write_page

        path = Path(file) if file is not None else self.directory / PAGE
        # Beside a graph stands its own page, not that of an earlier one.
        with self.held.in_place() if file is None else nullcontext():
            if focus or since or until or types:
                write_page(self, path, focus=focus, since=since, until=until, types=types)
            else:
                found = latest(self.lines, self.ontology, _ON_A_PAGE)
                write_page(found, path, of=found.of if found.of > _ON_A_PAGE else None)
        return path

    def add(
        self,
        paths: Paths,
        *,
        workers: int | None = 1,
        rules: str | Path | None = None,
        actors: str | Path | None = None,
        same: str | Path | None = None,
        different: str | Path | None = None,
    ) -> KnowledgeGraph:
        """The graph with the articles of these files and folders too, published in the same folder.

        Only these are read; one with the id of an article of the graph takes its place. `rules`, `actors`, `same` and
        `different` must be those of the build, and are as in `kg.make`. See `kg.addition.add` for what is refused. A
        part of the input that could not be read is told as an InputWarning.
        """
        from kg.addition import add

        add(
            self.directory, paths, draw, workers=workers,
            rules=rules, actors=actors, same=same, different=different,
        ).warn()  # fmt: skip
        return KnowledgeGraph(self.directory, self._ontology)

    def remove(self, identifiers: Iterable[str]) -> KnowledgeGraph:
        """The graph without these articles and what nothing else speaks of, published in the same folder."""
        from kg.keep.withdraw import withdraw

        withdraw(self.directory, list(identifiers), draw)
        return KnowledgeGraph(self.directory, self._ontology)


def draw(folder: Path) -> None:
    """Writes the page of the folder's graph into it."""
    try:
        KnowledgeGraph(folder).view()
    except InputError as error:
        if isinstance(error.__cause__, OSError):
            # The folder is to take its place as a whole: what fails in it is told of the whole.
            raise error.__cause__ from None
        raise
