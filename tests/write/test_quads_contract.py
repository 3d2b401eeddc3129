"""The example of the design's section 4, and what else the graph promises of one article."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from readings import BUILD, IRIS, ONTOLOGY, entity, filler, meeting, reading, visit

from kg.errors import RuleError
from kg.model import Entity, Event, Kind, PartialDate, Reading, Span, Status
from kg.ontology import KG
from kg.write.nquads import PREFIXES
from kg.write.quads import merged, quads_of
from kg.write.statement import statements

VISIT = "小泉進次郎防衛相は11月23日に与那国島を訪問し、同日帰った。"

EXPECTED = """
<@article/alliance-04> a kg:Article ; dcterms:identifier "alliance-04" ; dcterms:title "与那国島へ"@ja ;
    dcterms:issued "2025-11-24"^^xsd:date .
<@person/小泉進次郎> a kg:Person ; rdfs:label "小泉進次郎"@ja .
GRAPH <@article/alliance-04> {
  <@event/EVENT> a kg:Visit ; kg:agent <@person/小泉進次郎> ; kg:place <@place/与那国島> ;
      kg:startDate "--11-23"^^xsd:gMonthDay ; kg:status kg:occurred ; kg:dateText "11月23日"@ja ;
      rdfs:label "小泉進次郎、与那国島を訪問（11月23日）"@ja ; kg:trigger "訪問" ; kg:rule "visit.place" ;
      kg:evidence <@article/alliance-04#char=0,24> .
  <@article/alliance-04#char=0,24> a kg:Evidence ; oa:exact "小泉進次郎防衛相は11月23日に与那国島を訪問し" ;
      oa:start 0 ; oa:end 24 ; kg:trigger "訪問" ; kg:rule "visit.place" ; kg:inArticle <@article/alliance-04> ;
      kg:mention <@article/alliance-04#char=0,8> , <@article/alliance-04#char=16,20> .
  <@article/alliance-04#char=0,8> a kg:Mention ; oa:exact "小泉進次郎防衛相" ; oa:start 0 ; oa:end 8 ;
      kg:refersTo <@person/小泉進次郎> ; kg:role kg:agent .
  <@person/小泉進次郎> kg:visited <@place/与那国島> ; skos:altLabel "小泉進次郎防衛相"@ja .
}
"""


def contract_quads(event: str) -> set[ox.Quad]:
    head = "".join(f"@prefix {p}: <{n}> .\n" for p, n in PREFIXES.items())
    body = EXPECTED.replace("<@", "<" + IRIS.base)
    return set(ox.parse(input=head + body.replace("EVENT", event), format=ox.RdfFormat.TRIG))


def quads(*readings: Reading) -> set[ox.Quad]:
    lines = merged(quads_of(r, ONTOLOGY, IRIS, BUILD) for r in readings)
    return set(ox.parse(input="\n".join(lines), format=ox.RdfFormat.N_QUADS))


def test_the_graph_of_the_contract() -> None:
    given = reading("alliance-04", VISIT, visit(VISIT), title="与那国島へ", published="2025-11-24")
    found = quads(given)
    event = next(q.subject.value for q in found if q.predicate.value.endswith("#agent")).rsplit("/", 1)[1]
    assert re.fullmatch(r"Visit-[0-9a-f]{16}", event)
    assert contract_quads(event) - found == set()


def test_what_an_article_says_stands_in_its_own_graph_alone() -> None:
    found = quads(reading("alliance-04", VISIT, visit(VISIT)))
    said = {q for q in found if q.subject.value.startswith((IRIS.base + "event/", IRIS.base + "article/alliance-04#"))}
    assert {q.graph_name for q in said} == {ox.NamedNode(IRIS.article("alliance-04"))}


@pytest.mark.parametrize("status", [Status.PLANNED, Status.DENIED, Status.POSSIBLE])
def test_shortcuts_come_from_what_occurred_alone(status: Status) -> None:
    occurred = quads(reading("a", VISIT, visit(VISIT)))
    other = quads(reading("a", VISIT, visit(VISIT, status=status)))
    made = {q.predicate.value.rsplit("#", 1)[-1] for q in occurred} & ONTOLOGY.shortcuts
    assert made == {"visited"}
    assert not {q.predicate.value.rsplit("#", 1)[-1] for q in other} & ONTOLOGY.shortcuts


def test_a_mutual_shortcut_runs_both_ways_and_never_to_oneself() -> None:
    text = "高市早苗首相とトランプ大統領が会談した。"
    found = quads(reading("a", text, meeting(text, "高市早苗", "トランプ")))
    pairs = {(q.subject.value, q.object.value) for q in found if q.predicate.value.endswith("#metWith")}
    one, other = IRIS.entity(entity("高市早苗")), IRIS.entity(entity("トランプ"))
    assert pairs == {(one, other), (other, one)}


def test_every_shortcut_of_every_class_is_made() -> None:
    text = "甲が乙に丙で丁を戊とした。"
    count = 0
    for event_class in ONTOLOGY.classes.values():
        fillers = [
            filler(text, role, word, Kind.TOPIC if role == "topic" else Kind.ORGANIZATION)
            for role in event_class.roles
            if role not in ("startDate", "endDate", "claimedBy")
            for word in (("甲", "戊") if role == "participant" else ("乙" if role == "recipient" else role,))
        ]
        event = Event(event_class.name, "x.y", Span(0, 1), Span(0, len(text)), tuple(fillers))
        made = {q.predicate.value.rsplit("#", 1)[-1] for q in quads(reading("a", text, event))} & ONTOLOGY.shortcuts
        assert made == {s.name for s in event_class.shortcuts}, event_class.name
        count += 1
    assert count >= 30


def test_two_events_of_one_sentence_keep_their_own_rules() -> None:
    text = "小泉進次郎防衛相は与那国島を訪問し、基地への支持を求めた。"
    whole = Span(0, len(text))
    fillers = (filler(text, "agent", "小泉進次郎"),)
    one = Event("Visit", "visit.place", Span(14, 16), whole, fillers)
    two = Event("Demand", "demand.policy", Span(25, 28), whole, fillers)
    found = quads(reading("a", text, one, two))
    rules = {
        (q.subject.value.rsplit("/", 1)[1].split("-")[0], q.object.value)
        for q in found
        if q.predicate.value.endswith("#rule")
    }
    assert rules >= {("Visit", "visit.place"), ("Demand", "demand.policy")}
    assert (
        len({q.subject for q in found if q.object == ox.NamedNode("https://w3id.org/kijigraph/ontology#Evidence")}) == 1
    )


def test_one_status_and_one_start_where_an_article_tells_an_event_twice() -> None:
    text = "甲と乙は会談する予定だ。甲と乙が会談した。"
    day = PartialDate(2025, 10, 28)
    planned = meeting(text, "甲", "乙", start=day, status=Status.PLANNED)
    occurred = meeting(text, "甲", "乙", start=day, at=text.rindex("会談"))
    found = quads(reading("a", text, planned, occurred))
    assert [q.object.value.rsplit("#", 1)[1] for q in found if q.predicate.value.endswith("#status")] == ["occurred"]
    assert len([q for q in found if q.predicate.value.endswith("#startDate")]) == 1


def test_names_seen_in_the_article_and_pointers_left_out() -> None:
    text = "高市首相は、トランプ氏と会談した。同氏は日米両首脳の会談だと述べた。"
    leader = entity("高市早苗", aliases=("高市総理",), wikidata="Q6436236")
    fillers = [filler(text, "agent", "高市首相", of=leader), filler(text, "agent", "同氏", of=leader)]
    said = Event("Statement", "s.s", Span(0, 1), Span(0, len(text)), tuple(fillers))
    found = quads(reading("a", text, said))
    labels = {
        (q.object.value, q.graph_name == ox.DefaultGraph()) for q in found if q.predicate.value.endswith("#altLabel")
    }
    assert labels == {("高市総理", True), ("高市首相", False)}


def test_a_class_that_the_ontology_lacks_is_named() -> None:
    with pytest.raises(RuleError, match="no event class Party"):
        quads_of(reading("a", VISIT, visit(VISIT, kind="Party")), ONTOLOGY, IRIS, BUILD)


def test_lines_are_sorted_each_once_and_without_blank_nodes() -> None:
    lines = quads_of(reading("a", VISIT, visit(VISIT)), ONTOLOGY, IRIS, BUILD)
    assert lines == sorted(set(lines))
    assert len(list(statements(lines))) == len(lines)
    assert not [line for line in lines if line.startswith("_:")]


def test_what_no_table_has_of_an_entity_its_article_alone_says() -> None:
    """So that withdrawing the article withdraws it: elsewhere 首相 is another country's."""
    text = "首相は中国に抗議した。"

    def told(article: str, country: str | None) -> set[str]:
        office = Entity(Kind.POST, "首相", "首相", country=country)
        agent = filler(text, "agent", "首相", of=office)
        protest = Event("Protest", "protest.to", Span(6, 8), Span(0, 11), (agent,))
        return set(quads_of(reading(article, text, protest), ONTOLOGY, IRIS, BUILD))

    without = {line for line in told("a", None) if line.startswith("<" + IRIS.base + "post/")}
    assert {line for line in told("a", "JP") if line.startswith("<" + IRIS.base + "post/")} - without == {
        f'<{IRIS.base}post/首相> <{KG}countryCode> "JP" <{IRIS.base}article/a> .'
    }
