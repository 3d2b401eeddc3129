"""Events as values, and articles withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from built import build, some_news

from kg.errors import InputError
from kg.graph import KnowledgeGraph


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return build(tmp_path_factory.mktemp("out"), *some_news())


def test_an_event_with_the_reports_that_tell_of_it(graph: KnowledgeGraph) -> None:
    first = graph.events()[-1]
    assert [event.type for event in graph.events()] == ["Meeting", "Visit", "Demand", "Statement"]
    meeting = next(event for event in graph.events() if event.type == "Meeting")
    assert first.start is None
    assert (meeting.status, meeting.start) == ("occurred", "2025-10-28")
    assert [p.label for p in meeting.roles["participant"]] == ["トランプ", "高市早苗"]
    assert [(r.article_id, r.status) for r in meeting.reports] == [
        ("news-1", "occurred"),
        ("news-2", "occurred"),
        ("plan-1", "planned"),
    ]
    report = meeting.reports[0]
    assert (report.title, report.issued, report.trigger, report.rule) == (
        "首脳会談",
        "2025-10-29",
        "会談",
        "meeting.with",
    )
    assert [(m.role, report.exact[m.start - report.start : m.end - report.start]) for m in report.mentions] == [
        ("participant", "高市早苗"),
        ("participant", "トランプ"),
        ("topic", "防衛費"),
    ]


def test_two_events_of_one_sentence_keep_their_own_trigger_rule_and_mentions(graph: KnowledgeGraph) -> None:
    demand = next(event for event in graph.events() if event.type == "Demand")
    (report,) = demand.reports
    assert (report.trigger, report.rule) == ("求め", "demand.policy")
    assert [m.role for m in report.mentions] == ["agent", "recipient", "topic", "claimedBy"]
    assert [entity.label for entity in report.claimed_by] == ["外務省"]


def test_articles_and_entities(graph: KnowledgeGraph) -> None:
    assert [a.id for a in graph.articles()] == ["news-1", "news-2", "plan-1", "said-1", "visit-1"]
    kinds = {entity.label: entity.kind for entity in graph.entities()}
    assert kinds["日本"] == "Country"
    assert kinds["与那国島"] == "Place"


def test_withdrawing_an_article_leaves_what_others_speak_of(tmp_path: Path) -> None:
    news = some_news()
    graph = build(tmp_path / "all", *news)
    left = graph.remove(["visit-1", "news-1"])
    alone = build(tmp_path / "some", *(r for r in news if r.article.id not in ("visit-1", "news-1")))
    assert left.nquads.read_bytes() == alone.nquads.read_bytes()
    assert left.query("SELECT ?a { ?a a kg:Article }").format("csv").count("article/") == 3
    assert (tmp_path / "all" / "network.html").stat().st_size > 1000
    assert "与那国島" not in (tmp_path / "all" / "graph.ttl").read_text("utf-8")


def test_withdrawing_all_leaves_an_empty_graph(tmp_path: Path) -> None:
    graph = build(tmp_path, *some_news())
    left = graph.remove([article.id for article in graph.articles()])
    assert left.nquads.read_bytes() == b""
    assert left.events() == ()
    assert len(left.query("SELECT * { ?s ?p ?o }")) == 0


def test_withdrawing_what_is_not_there_is_told_and_changes_nothing(tmp_path: Path) -> None:
    graph = build(tmp_path, *some_news())
    before = graph.nquads.read_bytes()
    with pytest.raises(InputError, match="no article of this id") as caught:
        graph.remove(["news-1", "news-9"])
    assert caught.value.found == "news-9"
    assert graph.nquads.read_bytes() == before
