"""An article as it was read: every sentence of it, hit by a rule or not, and the events that came of it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.match.attempt import Try
from kg.match.scene import Scene
from kg.model import Article, Event
from kg.parse.tree import Tree
from kg.reader import Reader


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
    """An article read: its sentences in the order of the text, and the events that a build would write."""

    article: Article
    sightings: tuple[Sighting, ...]
    events: tuple[Event, ...]

    def kept(self, tried: Try) -> Event | None:
        """The event of a try as the graph has it; None where an earlier telling holds it, or there is none."""
        if tried.event is None:
            return None
        mine = (tried.event.type, tried.event.trigger)
        return next((e for e in self.events if (e.type, e.trigger) == mine), None)


def sightings(reader: Reader, article: Article) -> tuple[Sighting, ...]:
    """Every sentence and quotation of an article, in the order of the text."""
    tries = list(reader.tries(article))
    return tuple(
        Sighting(scene, tuple(t for t in tries if t.scene.tree.span == scene.tree.span))
        for scene in reader.scenes(article)
    )


def watch(reader: Reader, article: Article) -> Watched:
    """The article read, with every sentence of it."""
    return Watched(article, sightings(reader, article), reader.read(article).events)
