"""A reader that is watched: every sentence of an article with what its phrases name, hit by a rule or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.find.resolve import Discourse
from kg.match.args import Named, Scene
from kg.model import Article, Event
from kg.parse.tree import Tree
from kg.reader import Reader, Try
from kg.settle.merge import merge
from kg.settle.status import StatusReader


@dataclass(frozen=True, slots=True)
class Sighting:
    """One sentence, or the inside of one quotation, and the triggers that were met in it."""

    scene: Scene
    tries: tuple[Try, ...]

    @property
    def tree(self) -> Tree:
        return self.scene.tree


@dataclass(frozen=True, slots=True)
class Watched:
    """An article read: its sentences in the order of the text, and the events that a build would write.

    `events` are `Reader.read`'s: events that the article tells twice are one.
    """

    article: Article
    sightings: tuple[Sighting, ...]
    events: tuple[Event, ...]

    def kept(self, tried: Try) -> bool:
        """Whether the event of a try stands in the graph under its own trigger, and joined no earlier telling."""
        return tried.event is not None and any(
            (e.type, e.trigger) == (tried.event.type, tried.event.trigger) for e in self.events
        )


@dataclass(frozen=True)
class _Noting(Reader):
    """A reader that notes each tree with its names as it goes."""

    noted: list[Scene] = field(default_factory=list)

    def _name(self, *args: Any, **kwargs: Any) -> tuple[tuple[Named, ...], ...]:
        named = super()._name(*args, **kwargs)
        given = (*args, *kwargs.values())
        tree = next(a for a in given if isinstance(a, Tree))
        discourse = next(a for a in given if isinstance(a, Discourse))
        nouns = StatusReader(self.grammar).content_nouns
        self.noted.append(Scene(tree, named, discourse.subject, nouns, self.grammar.words("names", "event_places")))
        return named


def watch(reader: Reader, articles: Sequence[Article]) -> list[Watched]:
    """Each article read, with every sentence of it."""
    noting = _Noting(reader.tokenizer, reader.grammar, reader.table, reader.rules)
    out = []
    for article in articles:
        noting.noted.clear()
        tries = list(noting.tries(article))
        sightings = tuple(
            Sighting(scene, tuple(t for t in tries if t.scene.tree is scene.tree))
            for scene in sorted(noting.noted, key=lambda s: (s.tree.span.start, -s.tree.span.end))
        )
        events = merge([t.event for t in tries if t.event is not None], article.text)
        out.append(Watched(article, sightings, events))
    return out
