"""A folder as a build leaves it, made from readings by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from readings import BUILD, IRIS, ONTOLOGY, entity, filler, meeting, reading, span_of, two_articles, visit

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


def demand(text: str, who: str, day: PartialDate | None = None) -> Event:
    """A demand of 撤退 of ロシア, by whoever the text names."""
    fillers = (filler(text, "agent", who), filler(text, "topic", "撤退", Kind.TOPIC))
    return Event("Demand", "demand.policy", span_of(text, "求め"), Span(0, len(text)), fillers, start=day)


def disputed_news() -> tuple[Reading, ...]:
    """One meeting affirmed and denied, one on two days, one in two places, one demand of two; a range, a plan."""

    def met(
        article: str,
        text: str,
        *names: str,
        published: str,
        start: PartialDate | None = None,
        end: PartialDate | None = None,
        status: Status = Status.OCCURRED,
    ) -> Reading:
        event = replace(meeting(text, *names, start=start, status=status), end=end)
        places = tuple(filler(text, "place", word, Kind.PLACE) for word in ("東京", "広島") if word in text)
        return reading(article, text, replace(event, fillers=(*event.fillers, *places)), published=published)

    march = [PartialDate(2026, 3, day) for day in range(32)]
    denied = Status.DENIED
    return (
        met("yes", "甲と乙が会談した。", "甲", "乙", start=march[3], published="2026-03-04"),
        met("no", "甲と乙は会談していない。", "甲", "乙", start=march[3], published="2026-03-05", status=denied),
        met("day-1", "甲と丙が9日に会談した。", "甲", "丙", start=march[9], published="2026-03-10"),
        met("day-2", "甲と丙が10日に会談した。", "甲", "丙", start=march[10], published="2026-03-11"),
        met("place-1", "甲と丁が東京で会談した。", "甲", "丁", start=march[9], published="2026-03-10"),
        met("place-2", "甲と丁が広島で会談した。", "甲", "丁", start=march[9], published="2026-03-10"),
        reading("who-1", "甲は撤退を求めた。", demand("甲は撤退を求めた。", "甲", march[5])),
        reading("who-2", "乙は撤退を求めた。", demand("乙は撤退を求めた。", "乙", march[5])),
        met("range", "甲と戊が会談した。", "甲", "戊", start=march[26], end=march[29], published="2026-03-30"),
        met("inside", "甲と戊が会談した。", "甲", "戊", start=march[28], published="2026-03-29"),
        met("plan", "甲と己が会談する。", "甲", "己", published="2026-03-01", status=Status.PLANNED),
        met("done", "甲と己が会談した。", "甲", "己", start=march[20], published="2026-03-21"),
    )
