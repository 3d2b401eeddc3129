"""The page as a file: the same bytes each time, nothing in it that a browser would run or fetch."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sample import Graph, entity, event, report, sample

from kg.errors import InputError, QueryError
from kg.view import page_bytes, write_page

BUILD = """
import hashlib, sys
sys.path.insert(0, {tests!r})
from sample import large, sample
from kg.view import page_bytes
print(*(hashlib.sha256(page_bytes(g)).hexdigest() for g in (sample(), large(40, 120))), "rdflib" in sys.modules)
"""


def payload(page: bytes) -> dict[str, list[dict[str, object]]]:
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', page.decode(), re.S)
    assert found
    data: dict[str, list[dict[str, object]]] = json.loads(found[1])
    return data


def test_same_bytes_whatever_the_hash_seed_and_without_rdflib() -> None:
    code = BUILD.format(tests=str(Path(__file__).parent))
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(told) == 1
    assert told.pop().split()[-1] == "False"


def test_same_bytes_whatever_the_order_of_events() -> None:
    graph = sample()
    assert page_bytes(graph) == page_bytes(Graph(tuple(reversed(graph.found))))


def test_policy_names_every_script_and_style_by_its_hash_and_nothing_else() -> None:
    page = page_bytes(sample()).decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    parts = dict(part.strip().split(" ", 1) for part in policy[1].split(";"))
    assert parts["default-src"] == "'none'"
    assert "unsafe" not in policy[1]
    assert (parts["require-trusted-types-for"], parts["trusted-types"]) == ("'script'", "'none'")
    for directive, pattern in {"script-src": r"<script>(.*?)</script>", "style-src": r"<style>(.*?)</style>"}.items():
        texts = re.findall(pattern, page, re.S)
        digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
        assert texts
        assert sorted(parts[directive].split()) == sorted(f"'sha256-{digest}'" for digest in digests)


def test_nothing_in_the_page_points_outside() -> None:
    page = page_bytes(sample()).decode()
    assert not re.findall(r"<(?:link|img|iframe|object|embed|base)\b|<script[^>]*\bsrc=|@import|url\(http", page)
    assert "sourceMappingURL" not in page


def test_text_of_articles_cannot_end_the_script_element() -> None:
    nasty = "</script><!--<script>\u2028\u2029"
    page = page_bytes(Graph((event("x", label=nasty, agent=(entity(nasty),), reports=(report(nasty),)),)))
    assert page.count(b"</script>") == 3
    assert {nasty} < {node["full"] for node in payload(page)["nodes"]} | {""}


def test_focus_goes_by_any_name() -> None:
    who = entity("李家超", english="John Lee", aliases=("ジョン・リー",))
    graph = Graph((event("x", agent=(who,)), event("y", agent=(entity("別人"),))))
    pages = {page_bytes(graph, focus=name) for name in ("李家超", "John Lee", "ジョン・リー", who.iri)}
    assert len(pages) == 1
    assert pages != {page_bytes(graph, focus="別人")}


def test_choices_cut_the_page() -> None:
    def kinds(**choice: object) -> list[str]:
        return sorted(str(e["type"]) for e in payload(page_bytes(sample(), **choice))["events"])  # type: ignore[arg-type]

    assert kinds(types=["Exercise"]) == ["Exercise"]
    assert kinds(since="2031-05") == ["Demand", "Meeting", "Signing"]
    assert kinds(until="2031-04-30") == ["Exercise", "Rejection"]
    assert kinds(since="2031-04-02", until="2031-04-02") == ["Exercise", "Rejection"]


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"since": "昨日"}, "not a date"),
        ({"since": "2031-02-30"}, "not a date"),
        ({"since": "2031-06", "until": "2031-05"}, "after the last"),
        ({"types": ["Meating"]}, "no event of this class"),
        ({"focus": "青山"}, "one of: 青山太郎"),
    ],
)
def test_a_choice_that_names_nothing_is_told(choice: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError) as told:
        page_bytes(sample(), **choice)  # type: ignore[arg-type]
    assert message in str(told.value)


def test_a_page_that_cannot_be_written_leaves_the_earlier_one(tmp_path: Path) -> None:
    out = tmp_path / "network.html"
    out.mkdir()
    with pytest.raises(InputError):
        write_page(sample(), out)
    assert [p.name for p in tmp_path.iterdir()] == ["network.html"]
