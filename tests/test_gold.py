"""How much of what a careful reader takes from the news the graph holds: floors under the scorer's figures.

The figures of today stand in the README. These floors lie a little under them, so that what loses ground is seen.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kg

SHARED = Path(__file__).parents[1] / ".." / "shared"
SCORE = SHARED / "gold" / "score.py"

pytestmark = pytest.mark.skipif(not SCORE.exists(), reason="the gold files lie beside the repository, and are not here")

# What is built, the gold, and the least fact F1, event precision and status accuracy.
FLOORS = [
    ("gold/seed.jsonl", "seed", 0.94, 0.95, 0.95),
    ("seeds/alliance-listing.txt", "seed", 0.95, 0.95, 0.95),
    ("gold/wire-dev.jsonl", "wire-dev", 0.86, 0.94, 0.94),
    ("gold/wikinews-dev.jsonl", "wikinews-dev", 0.62, 0.86, 0.93),
]


def score(gold: str, graph: kg.KnowledgeGraph) -> dict[str, Any]:
    command = [sys.executable, str(SCORE), str(SHARED / "gold" / f"{gold}.jsonl"), str(graph.nquads), "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize(("given", "gold", "fact", "precision", "status"), FLOORS)
def test_figures_stay_above_their_floors(given: str, gold: str, fact: float, precision: float, status: float) -> None:
    found = score(gold, kg.build(SHARED / given))
    assert found["articles missing from the graph"] == 0
    assert found["fact"]["f1"] >= fact
    assert found["event"]["precision"] >= precision
    assert found["status accuracy"] >= status


def test_the_listing_of_the_gold_is_read_as_its_articles(tmp_path: Path) -> None:
    """The page itself gives fifteen articles, and the figures of the file that was made from them."""
    built = kg.make(SHARED / "seeds" / "alliance-listing.txt", tmp_path / "out")
    assert built.articles == 15
    assert [(drop.line, drop.reason) for drop in built.drops] == [(3, "describes the page"), (4, "repeats line 2")]
    assert built.problems == ()
    assert len(built.graph.events()) > 30
