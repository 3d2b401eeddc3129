"""Search over the names in a graph: Japanese, kana, English, aliases; width, case and kana do not matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.analyse.token import Tokenizer, open_tokenizer
from kg.model import Kind
from kg.ontology import KG, Ontology
from kg.site.shelf import Shelf
from kg.workbench.alignment import fold
from kg.write.nquads import PREFIXES
from kg.write.statement import literal_parts

MOST = 60
"""So many hits are shown."""

_KANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_READ = frozenset(Kind) - {Kind.TOPIC}
"""Kinds whose names are found by how they are read; a topic is a phrase, and there are many."""
_NAMES = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "altLabel", PREFIXES["dcterms"] + "identifier")
_ORDER = [*(kind.value for kind in Kind if kind is not Kind.TOPIC), "class", "Article", "Event", Kind.TOPIC.value]
_FEW = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """A node that can be found; `kind` is a kind of entity, Event, Article or class."""

    iri: str
    kind: str
    label: str
    english: str | None
    keys: tuple[str, ...]
    """Its names, folded."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that was found, with the number of events that it is in."""

    entry: Entry
    events: int


class Index:
    """The names of all nodes of a graph, and of the ontology's classes of events."""

    def __init__(self, shelf: Shelf, ontology: Ontology) -> None:
        self._shelf = shelf
        self._entries = tuple(_entries(shelf, ontology, open_tokenizer()))

    def find(self, words: str) -> tuple[list[Hit], int]:
        """The best hits, and the number of all: names that are the words, that begin with them, that hold them.

        Of equals, actors come before articles, events and topics, and what is in more events first.
        """
        key = folded(words)
        if not key:
            return [], 0
        ranked = [(rank, entry) for entry in self._entries if (rank := _rank(key, entry)) is not None]
        ranked.sort(key=lambda found: (*found[0], found[1].label, found[1].iri))
        hits = [(rank, Hit(entry, len(self._shelf.events_with(entry.iri)))) for rank, entry in ranked[:_FEW]]
        hits.sort(key=lambda found: (*found[0], -found[1].events))
        return [hit for _, hit in hits[:MOST]], len(ranked)

    def completions(self, words: str, most: int = 12) -> list[Entry]:
        """The entities whose names begin with the words, or else hold them."""
        kinds = {kind.value for kind in Kind}
        return [hit.entry for hit in self.find(words)[0] if hit.entry.kind in kinds][:most]


def folded(text: str) -> str:
    """The form in which names are compared: as `fold` has it, and hiragana as katakana."""
    return fold(text).translate(_KANA)


def _rank(key: str, entry: Entry) -> tuple[int, int] | None:
    """How well the entry fits: 0 whole, 1 its beginning, 2 inside; then its kind."""
    places = [0 if name == key else 1 if name.startswith(key) else 2 for name in entry.keys if key in name]
    return (min(places), _ORDER.index(entry.kind)) if places else None


def _entries(shelf: Shelf, ontology: Ontology, tokenizer: Tokenizer) -> Iterator[Entry]:
    for kind in Kind:
        for iri in shelf.of_class(kind.value):
            yield _entry(shelf, iri, kind.value, tokenizer if kind in _READ else None)
    for iri in shelf.of_class("Article"):
        yield _entry(shelf, iri, "Article", None)
    for name, event_class in ontology.classes.items():
        for iri in shelf.of_class(name):
            yield _entry(shelf, iri, "Event", None)
        names = (event_class.label, event_class.label_en, name)
        yield Entry(KG + name, "class", event_class.label, event_class.label_en, _keys(names))


def _entry(shelf: Shelf, iri: str, kind: str, tokenizer: Tokenizer | None) -> Entry:
    found = [p for name in _NAMES for s in shelf.find(iri, name) if (p := literal_parts(s.value))]
    japanese = min((p.text for p in found if p.language == "ja"), default=None)
    label = shelf.label(iri) or japanese or iri
    english = min((p.text for p in found if p.language == "en"), default=None)
    names = [label, *(p.text for p in found)]
    if tokenizer is not None:
        names += [_reading(tokenizer, name) for name in dict.fromkeys(names)]
    return Entry(iri, kind, label, english, _keys(names))


def _keys(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for name in names if (key := folded(name))))


def _reading(tokenizer: Tokenizer, name: str) -> str:
    """タカイチサナエ for 高市早苗, as the dictionary reads it."""
    return "".join(m.reading_form() for m in tokenizer.tokenize(name))
