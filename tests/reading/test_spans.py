"""Where readings point: every span lies in the text, evidence holds its trigger, and reading twice gives the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from articlefiles import FILES, load
from spancheck import check_spans
from toldevents import read

from kg.find.table import load_table
from kg.model import Reading
from kg.pipeline import open_reader
from kg.reader import Reader
from kg.resources import ontology_dir

each_file = pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])


def reading_of(reader: Reader, file: Path, before: str = "") -> Reading:
    told = load(file)
    return read(reader, before + told.text, told.published, "one")


@each_file
def test_spans_lie_in_the_text(file: Path) -> None:
    check_spans(reading_of(open_reader(), file))


@each_file
def test_the_words_of_a_name_stand_at_its_span(file: Path) -> None:
    reading = reading_of(open_reader(), file)
    for event in reading.events:
        for filler in event.fillers:
            if filler.named and filler.role == "topic":
                assert filler.entity.label == filler.span.of(reading.article.text)


@each_file
def test_reading_twice_gives_the_same(file: Path) -> None:
    assert reading_of(open_reader(), file) == reading_of(open_reader(), file)


def test_readers_of_one_vocabulary_give_the_same() -> None:
    """What a reader read before leaves nothing behind."""
    used = open_reader()
    fresh = Reader(used.tokenizer, used.grammar, load_table(ontology_dir() / "actors"), used.rules)
    assert [reading_of(fresh, file) for file in reversed(FILES)] == [reading_of(used, file) for file in reversed(FILES)]


@each_file
def test_spans_move_with_the_text(file: Path) -> None:
    """Offsets count from the start of the text, whatever stands there."""
    before = "港は静かだ。\n\n"
    plain = [(e.type, e.trigger.start, e.evidence.start) for e in reading_of(open_reader(), file).events]
    moved = [(e.type, e.trigger.start, e.evidence.start) for e in reading_of(open_reader(), file, before).events]
    assert moved == [(kind, trigger + len(before), evidence + len(before)) for kind, trigger, evidence in plain]


def test_offsets_count_characters_beyond_the_basic_plane() -> None:
    text = "𠮷野さんの店🍎は開いた。高市早苗首相は中国を批判した。"
    (event,) = read(open_reader(), text, "2025-11-23").events
    assert event.trigger.of(text) == "批判"
    assert [filler.span.of(text) for filler in event.filling("agent")] == ["高市早苗首相"]
