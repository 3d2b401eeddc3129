"""Whatever stands in an input becomes a graph that parses, or a message; nothing is written elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset
from readings import BUILD, IRIS, ONTOLOGY, meeting, reading
from running import Run

import kg
from kg.errors import InputError
from kg.keep.validate import validate
from kg.write.quads import quads_of

NASTY = {
    "quotes": "a\"b'c\\",
    "angle brackets": "<https://example.org/> . <script>",
    "spaces": " a  b\u3000c ",
    "a way up": "../../etc/passwd",
    "ends of lines": "a\nb\rc\u2028d\x85e",
    "nothing printable": "a\x00b\x07c\x7fd",
    "percents": "%zz%2F%",
    "marks of direction": "a\u202eb\u2066c",
    "what IRIs reserve": "a?b#c[d]{e}|f^g`h",
}
MET = "高市早苗首相は2025年10月28日、トランプ大統領と会談した。"


def article(folder: Path, **values: str) -> Path:
    file = folder / "in" / "a.jsonl"
    file.parent.mkdir(exist_ok=True)
    whole = {"id": "a", "title": "会談", "text": MET, "published": "2025-10-29", **values}
    file.write_text(json.dumps(whole) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("value", NASTY.values(), ids=NASTY.keys())
@pytest.mark.parametrize("field", ["id", "title", "text", "url"])
def test_any_value_makes_a_graph_that_parses_and_conforms(field: str, value: str, tmp_path: Path) -> None:
    given = {"text": f"{value}。{MET}", "url": f"https://example.org/{value}"}.get(field, value)
    before = set(tmp_path.parent.iterdir())
    graph = kg.build(article(tmp_path, **{field: given}), tmp_path / "out")
    (read,) = graph.articles()
    quads = set(ox.parse(path=str(graph.nquads), format=ox.RdfFormat.N_QUADS))
    other = Dataset()
    other.parse(data=graph.nquads.read_text(encoding="utf-8"), format="nquads")
    assert len(quads) == sum(1 for _ in other.quads()) > 20
    assert len(set(ox.parse(path=str(tmp_path / "out" / "graph.ttl")))) == len({quad.triple for quad in quads})
    assert all(part not in (".", "..") for quad in quads for part in str(quad.subject)[1:-1].split("/"))
    assert validate(graph.nquads) == ()
    (meeting,) = [event for event in graph.events() if event.type == "Meeting"]
    assert [report.trigger for report in meeting.reports] == ["会談"]
    if field == "id":
        assert read.id in (value, value.strip())
    assert set(tmp_path.parent.iterdir()) == before


def test_half_a_character_in_the_input_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    for field in ("id", "title", "text", "url"):
        ran = run("build", article(tmp_path, **{field: "a\ud800b"}), "-o", tmp_path / "out")
        assert ran.code == 2
        assert f"a.jsonl:1: the key '{field}' holds half a character" in ran.err


def test_half_a_character_in_a_label_becomes_a_graph_that_parses() -> None:
    """From the tables or the API, where no reader of files has looked."""
    half = "甲\udfff"
    text = f"{half}と乙が会談した。"
    lines = quads_of(reading("a\ud800", text, meeting(text, half, "乙"), title=half), ONTOLOGY, IRIS, BUILD)
    found = list(ox.parse(input="\n".join(lines).encode(), format=ox.RdfFormat.N_QUADS))
    assert len(found) == len(lines)
    exact = {q.object.value for q in found if q.predicate.value.endswith("#exact")}
    assert text.replace("\udfff", "\ufffd") in exact


@pytest.mark.parametrize("base", ["example.org/kg/", "//example.org/kg/", "kg", "https:kg/", "https://example.org/kg"])
def test_a_base_that_is_no_whole_iri_is_told_before_anything_is_written(base: str, run: Run, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the base is no IRI"):
        kg.build(article(tmp_path), tmp_path / "out", base=base)
    ran = run("build", article(tmp_path), "-o", tmp_path / "out", "--base", base)
    assert ran.code == 2
    assert f"found: {base}" in ran.err
    assert "fix: give one such as https://" in ran.err
    assert not (tmp_path / "out").exists()
