"""docs/inputs.md says what is so: the endings, the limits, the measures of a repeat, and its query runs."""

from __future__ import annotations

import re
from pathlib import Path

import kg
from kg.read import limit
from kg.read.readers import ENDINGS, is_known
from kg.read.wording import load_wording

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "inputs.md").read_text("utf-8")


def test_every_ending_is_told() -> None:
    rows = [line for line in GUIDE.splitlines() if line.startswith("| ") and "`." in line]
    told = {ending for row in rows for ending in re.findall(r"`(\.[a-z]+)`", row.split("|")[2])}
    assert told == set(ENDINGS)
    for ending in told:
        assert is_known(f"A{ending.upper()}")
        assert is_known(f"a{ending}.gz")
    assert not any(is_known(name) for name in ("a.md", "a.gz", "a.png.gz", "html", ".html", "README"))


def test_the_limits_are_those_of_the_guide() -> None:
    for most, what in ((limit.PAGE, "page"), (limit.TEXT, "text"), (limit.LINES, "lines"), (limit.LINE, "line")):
        assert f"more than {most // limit.MB} MB" in GUIDE or f"more than\n{most // limit.MB} MB" in GUIDE, what
    assert f"{limit.ARTICLE:,} characters" in GUIDE


def test_the_measures_of_a_repeat_are_those_of_the_guide() -> None:
    page = load_wording().page
    assert (page.repeat_same, page.repeat_share, page.repeat_days) == (92, 0.5, 3)
    for words in ("92 must stand in the longer", "half as long", "three days apart"):
        assert words in GUIDE


def test_the_query_counts_sources_that_do_not_repeat_one_another(tmp_path: Path) -> None:
    [query] = re.findall(r"```sparql\n(.*?)```", GUIDE, re.DOTALL)
    graph = kg.build([ROOT / "seeds" / "page.html", ROOT / "seeds" / "feed.xml"], tmp_path / "out")
    reports = {event.label: len(event.articles) for event in graph.events()}
    rows = list(graph.query(query).texts())
    assert len(rows) == len(reports)
    assert {row[0] for row in rows if row[1] == "1"} == set(reports)
    assert sorted(reports.values())[-6:] == [2] * 6
