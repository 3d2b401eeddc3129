"""Entities that an analyst merges and splits: what becomes of the graph, and which rows are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from readings import BUILD, IRIS, ONTOLOGY, entity, meeting, reading
from running import Run

import kg
from kg.errors import RuleError
from kg.model import Kind, PartialDate, Reading
from kg.write.decision import Decisions
from kg.write.decisionfile import DIFFERENT_COLUMNS, SAME_COLUMNS, load_decisions
from kg.write.quads import merged, quads_of

DAY = PartialDate(2025, 10, 28)
XI = entity("習近平", aliases=("習近平国家主席",), wikidata="Q15031")


def decide(folder: Path, same: str = "", different: str = "") -> Decisions:
    files = [folder / "same.csv", folder / "different.csv"]
    for file, columns, rows in zip(files, (SAME_COLUMNS, DIFFERENT_COLUMNS), (same, different), strict=True):
        file.write_text(",".join(columns) + "\n" + rows, encoding="utf-8")
    return load_decisions(files[:1], files[1:], [XI])


def met(article: str, *names: str) -> Reading:
    text = "、".join(names) + "が会談した。"
    return reading(article, text, meeting(text, *names, start=DAY))


def graph(decisions: Decisions, *given: Reading) -> str:
    return "\n".join(merged(quads_of(r, ONTOLOGY, IRIS, BUILD, decisions) for r in given))


def events(text: str) -> set[str]:
    return {line.split()[0] for line in text.splitlines() if line.startswith(f"<{IRIS.base}event/")}


def test_two_names_of_one_person_become_one_node_and_their_meetings_one(tmp_path: Path) -> None:
    given = met("a", "高市早苗", "習近平"), met("b", "高市早苗", "習主席")
    assert len(events(graph(Decisions(), *given))) == 2
    text = graph(decide(tmp_path, same="person/習主席,person/習近平,肩書だけの呼び方\n"), *given)
    assert len(events(text)) == 1
    assert f"<{IRIS.base}person/習主席>" not in text
    assert f'<{IRIS.base}person/習近平> <http://www.w3.org/2004/02/skos/core#altLabel> "習主席"@ja .' in text
    assert '"person/習主席 = person/習近平: 肩書だけの呼び方" .' in text
    assert "Q15031" in text


def test_merges_follow_one_another(tmp_path: Path) -> None:
    rows = "person/甲,person/乙,x\nperson/乙,person/丙,y\n"
    text = graph(decide(tmp_path, same=rows), met("a", "甲", "丁"), met("b", "乙", "丁"), met("c", "丙", "丁"))
    assert len(events(text)) == 1


def test_one_name_becomes_two_in_the_article_or_by_the_words(tmp_path: Path) -> None:
    given = met("a", "鈴木", "丁"), met("b", "鈴木", "丁")
    one = graph(decide(tmp_path, different="person/鈴木,b,,person/鈴木（知事）,北海道の記事\n"), *given)
    assert len(events(one)) == 2
    assert "<https://w3id.org/kijigraph/id/person/鈴木> <https://w3id.org/kijigraph/ontology#metWith>" in one
    assert '"person/鈴木（知事） ≠ person/鈴木: 北海道の記事" <https://w3id.org/kijigraph/id/article/b> .' in one
    both = graph(decide(tmp_path, different="person/鈴木,,鈴木,person/鈴木（知事）,どれも知事\n"), *given)
    assert "/person/鈴木>" not in both
    other = graph(decide(tmp_path, different="person/鈴木,,鈴木氏,person/鈴木（知事）,x\n"), *given)
    assert other == graph(Decisions(), *given)


def test_names_that_iris_cannot_hold_are_safe(tmp_path: Path) -> None:
    rows = 'person/甲,"person/../a ""b"" <c>",x\n'
    text = graph(decide(tmp_path, same=rows), met("a", "甲", "丁"))
    assert "/person/..%2Fa%20%22b%22%20%3Cc%3E>" in text


@pytest.mark.parametrize(
    ("same", "different", "line", "message"),
    [
        ("person/甲,person/乙,x\npersn/甲,person/乙,x\n", "", 3, "the column entity names no entity"),
        ("甲,person/乙,x\n", "", 2, "the column entity names no entity"),
        ("person/甲,person/,x\n", "", 2, "the column same_as names no entity"),
        ("person/甲,person/甲,x\n", "", 2, "both are one entity already"),
        ("person/甲,person/乙,\n", "", 2, "the row has no reason"),
        ("person/甲,person/乙\n", "", 2, "too few or too many cells"),
        ("person/甲,topic/乙,x\n", "", 2, "a topic is no actor"),
        ("\nperson/甲,person/乙,x\nperson/甲,person/丙,x\n", "", 4, "is already the same as another"),
        ("person/甲,person/乙,x\nperson/乙,person/甲,x\n", "", 2, "the rows lead in a circle"),
        ('person/甲,person/乙,"x\n', "", 2, "is no CSV"),
        ("", "person/甲,,,person/乙,x\n", 2, "does not say where they differ"),
        ("person/乙,person/甲,x\n", "person/甲,a,,person/乙,x\n", 2, "the two are the same by same.csv"),
    ],
)
def test_a_wrong_row_is_told_with_file_and_line(
    same: str, different: str, line: int, message: str, tmp_path: Path
) -> None:
    with pytest.raises(RuleError, match=message) as caught:
        decide(tmp_path, same, different)
    assert caught.value.line == line
    assert caught.value.file == str(tmp_path / ("different.csv" if different else "same.csv"))


def test_a_wrong_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="cannot be read"):
        load_decisions([tmp_path / "none.csv"], [], [])
    (tmp_path / "a.csv").write_text("from,to\n")
    with pytest.raises(RuleError, match="header") as caught:
        load_decisions([tmp_path / "a.csv"], [], [])
    assert caught.value.expected == "entity,same_as,reason"
    (tmp_path / "a.csv").write_bytes("実体".encode("cp932"))
    with pytest.raises(RuleError, match="not UTF-8"):
        load_decisions([tmp_path / "a.csv"], [], [])


def test_decisions_survive_a_rebuild_and_are_told_by_the_command(run: Run, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("高市早苗首相は10月28日、ワンガ氏と会談した。\n", encoding="utf-8")
    same, different = tmp_path / "same.csv", tmp_path / "different.csv"
    same.write_text("entity,same_as,reason\nperson/ワンガ,person/バロン・ワンガ,同じ人\n", encoding="utf-8")
    different.write_text(",".join(DIFFERENT_COLUMNS) + "\n", encoding="utf-8")
    given = ("build", tmp_path / "news.txt", "-o", tmp_path / "out", "--same", same, "--different", different)
    written = set()
    for _ in range(2):
        ran = run(*given)
        assert ran.code == 0, ran.err
        written.add((tmp_path / "out" / "graph.nq").read_bytes())
    assert len(written) == 1
    people = [e.label for e in kg.KnowledgeGraph(tmp_path / "out").entities() if e.kind == Kind.PERSON]
    assert people == ["バロン・ワンガ", "高市早苗"]
    assert run("validate", tmp_path / "out").code == 0
    same.write_text("entity,same_as,reason\nワンガ,person/バロン・ワンガ,同じ人\n", encoding="utf-8")
    ran = run(*given)
    assert ran.code == 2
    assert f"{same}:2: the column entity names no entity" in ran.err
    assert (tmp_path / "out" / "graph.nq").read_bytes() in written
