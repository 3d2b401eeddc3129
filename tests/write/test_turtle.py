"""Readable forms say the same as the N-Quads, whatever the text holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic
from readings import BUILD, IRIS, ONTOLOGY, meeting, reading, two_articles

from kg.model import Reading
from kg.write.iris import Iris
from kg.write.nquads import escaped, literal
from kg.write.quads import merged, quads_of
from kg.write.statement import base_of, literal_parts, statements, triples
from kg.write.turtle import trig, turtle, turtle_changed

NASTY = [
    'he said "no"',
    "back\\slash and \\u0041",
    "two\nlines\r\nand\ttab",
    "nul\x00bell\x07del\x7f",
    "next\x85line\u2028and\u2029para",
    "noncharacters\ufffe\uffff\U0001ffff",
    "'''\"\"\"",
    "ends in a backslash\\",
    '"@ja . <x> <y>',
    "</script><b>",
    "𠮷野家で会談",
]


def lines_of(*readings: Reading, iris: Iris = IRIS) -> list[str]:
    return list(merged(quads_of(r, ONTOLOGY, iris, BUILD) for r in readings))


def nasty_reading(words: str) -> Reading:
    text = f"{words}と乙が会談した。"
    return reading(f"id {words}", text, meeting(text, words, "乙", topic=words), title=words)


def union(lines: list[str]) -> set[ox.Triple]:
    return {q.triple for q in ox.parse(input="\n".join(lines), format=ox.RdfFormat.N_QUADS)}


@pytest.mark.parametrize("words", NASTY)
def test_the_union_is_taken_apart_as_the_statements_are(words: str) -> None:
    lines = lines_of(nasty_reading(words), *two_articles())
    found = list(triples(lines))
    assert found == list(dict.fromkeys(s[:3] for s in statements(lines)))
    assert len(found) < len(lines)


@pytest.mark.parametrize("words", NASTY)
def test_turtle_is_changed_block_by_block(words: str) -> None:
    old, new = lines_of(*two_articles()), lines_of(nasty_reading(words), two_articles()[0])
    changed = {line.split(" ")[0] for line in set(old) ^ set(new)}
    before = "".join(f"{line}\n" for line in turtle(old))
    assert "\n".join(turtle_changed(before, new, changed)) == "\n".join(turtle(new))
    assert changed < {line.split(" ")[0] for line in (*old, *new)}


@pytest.mark.parametrize("words", NASTY)
def test_turtle_and_trig_hold_what_the_nquads_hold(words: str) -> None:
    lines = lines_of(nasty_reading(words))
    quads = set(ox.parse(input="\n".join(lines), format=ox.RdfFormat.N_QUADS))
    assert any(isinstance(q.object, ox.Literal) and q.object.value == words for q in quads)
    as_turtle, as_trig = "\n".join(turtle(lines)), "\n".join(trig(lines))
    assert {q.triple for q in ox.parse(input=as_turtle, format=ox.RdfFormat.TURTLE)} == union(lines)
    assert set(ox.parse(input=as_trig, format=ox.RdfFormat.TRIG)) == quads


@pytest.mark.parametrize("words", NASTY)
def test_rdflib_reads_the_same(words: str) -> None:
    lines = lines_of(nasty_reading(words))
    triples = Graph().parse(data="\n".join(turtle(lines)), format="turtle")
    data = Dataset(default_union=True)
    data.parse(data="\n".join(lines) + "\n", format="nquads")
    merged_graph = Graph()
    merged_graph += data.triples((None, None, None))
    assert len(triples) == len(union(lines))
    assert isomorphic(triples, merged_graph)


@settings(max_examples=50)
@given(st.text(st.characters(blacklist_categories=("Cs",))))
def test_any_text_comes_back(text: str) -> None:
    term = literal(text, language="ja")
    assert "\n" not in term
    assert len(f"{term} .".splitlines()) == 1
    parts = literal_parts(term)
    assert parts is not None
    assert parts.text == text
    (triple,) = ox.parse(input=f"<x:a> <x:b> {term} .", format=ox.RdfFormat.N_TRIPLES)
    assert triple.object.value == text


def test_a_lone_surrogate_leaves_offsets_as_they_are() -> None:
    assert escaped("a\ud800b") == "a\ufffdb"


def test_turtle_reads_as_the_contract_writes_it() -> None:
    written = "\n".join(turtle(lines_of(*two_articles())))
    assert written.startswith("@base <https://w3id.org/kijigraph/id/> .\n@prefix dcterms:")
    assert "<article/news-1#char=0,39> a kg:Evidence ;\n" in written
    assert "    oa:start 0 ;\n" in written
    assert '    kg:startDate "2025-10-28"^^xsd:date ;\n' in written
    assert "    kg:metWith <person/高市早苗> " in written


def test_subjects_stand_once_and_sentences_in_the_order_of_the_text() -> None:
    blocks = "\n".join(turtle(lines_of(*two_articles()))).split("\n\n")
    subjects = [block.split(" ", 1)[0] for block in blocks[1:] if block.strip()]
    assert len(subjects) == len(set(subjects))
    spans = [s for s in subjects if s.startswith("<article/news-1#")]
    starts = [int(s.partition("=")[2].partition(",")[0]) for s in spans]
    assert starts == sorted(starts)
    assert len(starts) > 2


def test_another_base_is_found_again() -> None:
    lines = lines_of(*two_articles(), iris=Iris("https://example.org/article/"))
    assert base_of(statements(lines)) == "https://example.org/article/"
    assert "@base <https://example.org/article/> ." in "\n".join(turtle(lines))


SCRIPT = """
import sys
from readings import BUILD, IRIS, ONTOLOGY, two_articles
from kg.write.quads import merged, quads_of
from kg.write.turtle import trig, turtle, turtle_changed
given = two_articles()[:: -1 if sys.argv[1] == "backwards" else 1]
lines = list(merged(quads_of(r, ONTOLOGY, IRIS, BUILD) for r in given))
sys.stdout.buffer.write("\\n".join([*lines, *turtle(lines), *trig(lines)]).encode())
"""


def test_the_same_bytes_whatever_the_hash_seed_the_order_and_the_locale() -> None:
    tests = Path(__file__).parents[1]
    outputs = set()
    for seed, order, locale in (("0", "forwards", "C"), ("1", "backwards", "C.UTF-8"), ("77", "forwards", "POSIX")):
        env = {"PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": f"{tests}:{tests.parent}"}
        run = subprocess.run([sys.executable, "-c", SCRIPT, order], env=env, capture_output=True, check=True)
        outputs.add(run.stdout)
    assert len(outputs) == 1
    assert len(outputs.pop()) > 2000
