"""The provenance of a graph: what decides it, and nothing that changes from run to run."""

from __future__ import annotations

from pathlib import Path

from readings import BUILD, IRIS

from kg.write.build import Build, build_of, rules_hash


def vocabulary(folder: Path, rule: str = "event: Visit\n") -> Path:
    (folder / "rules").mkdir(parents=True)
    (folder / "rules" / "Visit.yaml").write_text(rule, encoding="utf-8", newline="")
    (folder / "kg.ttl").write_text("# none\n", encoding="utf-8", newline="")
    return folder


def test_the_hash_follows_names_and_contents_and_not_where_they_lie(tmp_path: Path) -> None:
    here, there = vocabulary(tmp_path / "a"), vocabulary(tmp_path / "b")
    assert rules_hash([here]) == rules_hash([there])
    assert rules_hash([here / "rules", here / "kg.ttl"]) == rules_hash([there / "rules", there / "kg.ttl"])
    # A checkout with other line ends, and what an editor leaves about, are the same vocabulary.
    windows = vocabulary(tmp_path / "c", "event: Visit\r\n")
    (windows / "rules" / "Visit.yaml~").write_text("x")
    assert rules_hash([windows]) == rules_hash([here])
    assert rules_hash([vocabulary(tmp_path / "d", "event: Demand\n")]) != rules_hash([here])
    (there / "rules" / "Visit.yaml").rename(there / "rules" / "Call.yaml")
    assert rules_hash([here]) != rules_hash([there])


def test_each_part_has_its_own_say_in_the_builds_iri() -> None:
    parts = (BUILD.program, BUILD.analyser, BUILD.dictionary, BUILD.rules)
    others = [Build(*(p + "x" if i == n else p for i, p in enumerate(parts))) for n in range(len(parts))]
    assert len({build.iri(IRIS) for build in (BUILD, *others)}) == len(parts) + 1


def test_this_installation_names_its_versions(tmp_path: Path) -> None:
    build = build_of([vocabulary(tmp_path / "a")])
    assert build.analyser[0].isdigit()
    assert build.dictionary[0].isdigit()
    assert build == build_of([tmp_path / "a"])
    lines = build.lines(IRIS)
    assert len(lines) == len(set(lines))
    assert all(line.startswith(f"<{build.iri(IRIS)}> ") for line in lines)
