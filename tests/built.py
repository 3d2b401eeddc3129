"""A folder as a build leaves it, made from readings by hand."""

from __future__ import annotations

from pathlib import Path

from readings import BUILD, IRIS, ONTOLOGY, entity, filler, meeting, reading, two_articles, visit

from kg.graph import KnowledgeGraph
from kg.keep.output import publish_graph
from kg.model import Event, Kind, PartialDate, Reading, Span, Status
from kg.write.quads import merged, quads_of


def build(folder: Path, *given: Reading) -> KnowledgeGraph:
    publish_graph(folder, merged(quads_of(r, ONTOLOGY, IRIS, BUILD) for r in given))
    return KnowledgeGraph(folder)


def some_news() -> tuple[Reading, ...]:
    """One meeting told twice, planned before; a visit, a demand and a statement on someone's word."""
    plan = "高市早苗首相は10月28日、トランプ大統領と会談する。"
    planned = meeting(plan, "高市早苗", "トランプ", start=PartialDate(2025, 10, 28), status=Status.PLANNED)
    call = "小泉進次郎防衛相は11月23日に与那国島を訪問し、町長に協力を求めたと外務省が述べた。"
    ministry = filler(call, "claimedBy", "外務省", Kind.ORGANIZATION)
    agent = filler(call, "agent", "小泉進次郎")
    demand = Event(
        "Demand",
        "demand.policy",
        Span(call.index("求め"), call.index("求め") + 2),
        Span(0, len(call)),
        (agent, filler(call, "recipient", "町長", Kind.POST), filler(call, "topic", "協力", Kind.TOPIC)),
        claimed_by=(ministry,),
    )
    said = "日本政府は、発言の撤回が必要だと述べた。"
    japan = entity("日本", Kind.COUNTRY, aliases=("日本政府",), wikidata="Q17")
    statement = Event(
        "Statement",
        "statement.say",
        Span(said.index("述べ"), len(said) - 2),
        Span(0, len(said)),
        (filler(said, "agent", "日本政府", of=japan), filler(said, "topic", "発言の撤回が必要だ", Kind.TOPIC)),
    )
    return (
        *two_articles(),
        reading("plan-1", plan, planned, published="2025-10-22"),
        reading("visit-1", call, visit(call), demand, title="与那国島へ", published="2025-11-24"),
        reading("said-1", said, statement),
    )
