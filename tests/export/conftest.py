"""The graph that the exports are tried on."""

from __future__ import annotations

import pytest
from built import build, some_news
from readings import meeting, reading

from kg.graph import KnowledgeGraph
from kg.model import Article, Reading

NASTY = '=cmd|"x"\x00\x1b<b>&\r\n\u2028'


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Some news, and one article whose names hold what formats stumble over."""
    text = f"{NASTY}が甲と会談した。"
    odd = reading("odd 1", text, meeting(text, NASTY, "甲"), title=NASTY)
    quiet = Reading(Article("quiet", "晴れた。", url="https://example.org/quiet"))
    return build(tmp_path_factory.mktemp("out"), *some_news(), odd, quiet)
