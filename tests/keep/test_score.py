"""The graph is in the form that the scorer of the gold files reads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from built import build, some_news

SCORE = Path(__file__).parents[2] / "../shared/gold/score.py"

GOLD = [
    {
        "id": "news-1",
        "events": [
            {
                "type": "Meeting",
                "status": "occurred",
                "trigger": "会談",
                "participant": [["高市早苗"], ["ドナルド・トランプ", "トランプ"]],
                "topic": [["防衛費"]],
                "start": "2025-10-28",
            }
        ],
    },
    {
        "id": "visit-1",
        "events": [
            {
                "type": "Visit",
                "status": "occurred",
                "trigger": "訪問",
                "agent": [["小泉進次郎"]],
                "place": [["与那国島"]],
                "start": ["2025-11-23", "--11-23"],
            },
            {
                "type": "Demand",
                "status": "occurred",
                "trigger": "求め",
                "agent": [["小泉進次郎"]],
                "recipient": [["町長"]],
                "topic": [["協力"]],
                "claimedBy": [["外務省"]],
            },
        ],
    },
]


@pytest.mark.skipif(not SCORE.exists(), reason="the scorer lies beside the repository")
def test_the_scorer_finds_every_fact(tmp_path: Path) -> None:
    graph = build(tmp_path / "out", *some_news())
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in GOLD), encoding="utf-8")
    command = [sys.executable, str(SCORE), str(gold), str(graph.nquads), "--json"]
    figures = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert figures["articles missing from the graph"] == 0
    for name in ("event", "actor", "date", "topic", "claim", "fact"):
        assert (figures[name]["precision"], figures[name]["recall"]) == (1.0, 1.0), name
    assert figures["status accuracy"] == 1.0
