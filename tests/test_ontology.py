"""The ontology says for every class what the program, the guidelines and its readers need."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, BNode, Graph, URIRef

import kg
from kg.errors import RuleError
from kg.model import Kind, Status
from kg.ontology import DATE_ROLES, KG, ROLE_ORDER, XSD, load_ontology
from kg.resources import ontology_dir

GUIDELINES = Path(__file__).parents[1] / "../shared/gold/GUIDELINES.md"
ONTOLOGY = load_ontology()
GRAPH = Graph().parse(ontology_dir() / "kg.ttl")
CLASSES = sorted(ONTOLOGY.classes)
CONTRACT = """
Meeting PhoneCall Visit PressConference Statement Announcement Agreement Signing Demand Proposal Support Rejection
Criticism Protest Threat Sanction Aid Cooperation Deployment Exercise WeaponsTest Attack Detention Withdrawal
Appointment Resignation Election Formation Decision Legislation
"""
FIELD = re.compile(r"\{(\w+)\}")


def test_the_classes_are_the_thirty_of_the_contract() -> None:
    contract = set(CONTRACT.split())
    assert contract <= set(CLASSES)
    assert len(contract) == 30


@pytest.mark.skipif(not GUIDELINES.exists(), reason="the annotation guidelines lie beside the repository")
def test_roles_and_plover_types_are_the_guidelines() -> None:
    rows = re.findall(r"^\| ([A-Z]\w+)(?: → ([A-Z, ]+?))? \| ([a-z*, ]+) \|", GUIDELINES.read_text("utf-8"), re.M)
    assert len(rows) == 30
    for name, plover, roles in rows:
        event_class = ONTOLOGY.classes[name]
        wanted = {role.strip(" *") for role in roles.split(",")}
        assert wanted <= set(event_class.roles), name
        types = [event_class.plover, *event_class.plover_also] if event_class.plover else []
        given = [t for t in re.split(r",\s*", plover) if t]
        assert types[: len(given)] == given, name


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_is_whole(name: str) -> None:
    event_class = ONTOLOGY.classes[name]
    assert event_class.label != name
    assert event_class.comment.endswith("。")
    assert event_class.shortcuts
    assert {"place", "claimedBy", *DATE_ROLES} <= set(event_class.roles) <= set(ROLE_ORDER)
    assert "startDate" in event_class.identity
    assert event_class.shared <= set(event_class.roles)
    # Of identity roles alone, so that two articles that name the event word it alike.
    assert set(FIELD.findall(event_class.template)) <= set(event_class.identity)
    assert (
        event_class.template.count("[") == event_class.template.count("]") == len(FIELD.findall(event_class.template))
    )


def test_the_shortcuts_of_the_contract_are_made_as_it_says() -> None:
    made = {
        (shortcut.name, event_class.name, shortcut.source, shortcut.target)
        for event_class in ONTOLOGY.classes.values()
        for shortcut in event_class.shortcuts
    }
    assert made >= {
        ("attendedMeeting", "Meeting", "participant", None),
        ("metWith", "Meeting", "participant", "participant"),
        ("spokeByPhoneWith", "PhoneCall", "participant", "participant"),
        ("visited", "Visit", "agent", "place"),
        ("demandedPolicy", "Demand", "agent", "topic"),
        ("demandedOf", "Demand", "agent", "recipient"),
        ("stated", "Statement", "agent", "topic"),
        ("agreedOn", "Agreement", "participant", "topic"),
        ("signed", "Signing", "participant", "topic"),
        ("supported", "Support", "agent", "topic"),
        ("criticized", "Criticism", "agent", "recipient"),
        ("sanctioned", "Sanction", "agent", "recipient"),
        ("heldPost", "Appointment", "person", "post"),
    }


def test_every_term_of_ours_is_declared_and_named_in_both_languages() -> None:
    used = {t for triple in GRAPH for t in triple if isinstance(t, URIRef) and str(t).startswith(KG)}
    declared = set(GRAPH.subjects(RDF.type, None))
    assert used - declared == set()
    rules = set(GRAPH.subjects(RDF.type, URIRef(KG + "ShortcutRule")))
    (ontology,) = GRAPH.subjects(RDF.type, OWL.Ontology)
    for term in sorted(used - rules - {ontology}):
        for property_ in (RDFS.label, RDFS.comment):
            languages = {text.language for text in GRAPH.objects(term, property_)}
            assert languages == {"ja", "en"}, (term, property_)
    assert len(used) > 150


def test_every_property_says_from_what_to_what() -> None:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    found = sorted({p for kind in kinds for p in GRAPH.subjects(RDF.type, kind) if str(p).startswith(KG)})
    assert [p for p in found if not (GRAPH.value(p, RDFS.domain) and GRAPH.value(p, RDFS.range))] == []
    assert len(found) > 80


def test_shortcuts_go_from_and_to_what_their_rules_say() -> None:
    for event_class in ONTOLOGY.classes.values():
        for shortcut in event_class.shortcuts:
            goal = {None: event_class.name, "topic": "Topic", "post": "Post"}.get(shortcut.target, "Entity")
            declared = str(GRAPH.value(URIRef(KG + shortcut.name), RDFS.range))
            assert declared in {KG + goal, KG + "Entity"}, shortcut.name


def test_the_page_about_it_is_up_to_date() -> None:
    path = Path(__file__).parents[1] / "docs" / "make_ontology.py"
    spec = importlib.util.spec_from_file_location("make_ontology", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    text = module.page(GRAPH)
    assert module.PAGE.read_text(encoding="utf-8") == text, "run make docs"
    headings = re.findall(r"^### (.*)$", text, re.M)
    named = {str(t)[len(KG) :] for t in GRAPH.subjects(RDFS.comment, None) if str(t).startswith(KG)}
    assert {heading.removesuffix(" (property)") for heading in headings} == named - {"itself"}
    anchors = [re.sub("[()]", "", heading.lower()).replace(" ", "-") for heading in headings]
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]*)\)", text)) <= set(anchors)


def test_it_has_no_blank_nodes_and_says_whose_it_is_and_of_when() -> None:
    assert not [t for triple in GRAPH for t in triple if isinstance(t, BNode)]
    (ontology,) = GRAPH.subjects(RDF.type, OWL.Ontology)
    told = (OWL.versionIRI, OWL.versionInfo, DCTERMS.license, DCTERMS.creator, DCTERMS.created, DCTERMS.modified)
    assert [predicate for predicate in told if not GRAPH.value(ontology, predicate)] == []
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert {text.language for text in GRAPH.objects(ontology, predicate)} == {"ja", "en"}
    assert str(GRAPH.value(ontology, VANN.preferredNamespaceUri)) == KG
    assert str(GRAPH.value(ontology, OWL.versionInfo)) == kg.__version__


BUILT_IN = (str(OWL), str(RDF), str(RDFS), XSD)
OF_CLASSES = (RDFS.subClassOf, OWL.disjointWith, RDFS.domain, RDFS.range)


def test_every_class_and_property_is_declared_as_one_kind_of_thing() -> None:
    """What OWL 2 DL asks: terms of others are declared too, and no property is of two kinds."""
    annotations = set(GRAPH.subjects(RDF.type, OWL.AnnotationProperty))
    classes = {o for p in OF_CLASSES for s, o in GRAPH.subject_objects(p) if s not in annotations}
    classes |= set(GRAPH.objects(None, RDF.type))
    undeclared = {c for c in classes if not str(c).startswith(BUILT_IN) and (c, RDF.type, OWL.Class) not in GRAPH}
    assert undeclared == set()
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    properties = {*GRAPH.predicates(), *(o for o in GRAPH.objects(None, RDFS.subPropertyOf))}
    for property_ in properties:
        if not str(property_).startswith(BUILT_IN):
            assert sum((property_, RDF.type, kind) in GRAPH for kind in kinds) == 1, property_
    assert len(classes) > 40
    assert len(properties) > 30


def test_a_role_that_classes_take_is_a_property_of_events() -> None:
    for role in {
        r for name in ("hasRole", "identityRole", "sharedRole") for r in GRAPH.objects(None, URIRef(KG + name))
    }:
        assert GRAPH.value(role, RDFS.domain) == URIRef(KG + "Event"), role


@pytest.mark.parametrize(
    "namespace",
    [
        "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "https://schema.org/",
        "http://www.w3.org/ns/prov#",
        "http://www.w3.org/ns/org#",
        "http://www.w3.org/ns/oa#",
        "http://www.w3.org/2006/time#",
    ],
)
def test_it_is_aligned_to_what_others_use(namespace: str) -> None:
    links = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch)
    assert any(str(o).startswith(namespace) for link in links for o in GRAPH.objects(None, link))


PLOVER = """
AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE
ASSAULT
"""


# The modes that PLOVER's manual (draft of September 2021) lists for a type.
MODES = {
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "RETREAT": {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
    "ACCUSE": {"disapprove", "investigate", "allege"},
    "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
    "COERCE": {"seize", "restrict", "censor", "curfew", "arrest", "deport", "withhold"},
}


def test_plover_types_and_modes_are_those_of_2021() -> None:
    used = {t for c in ONTOLOGY.classes.values() for t in (c.plover, *c.plover_also) if t}
    assert used <= set(PLOVER.split())
    assert len(used) >= 13
    modes = {(c.plover, c.plover_mode) for c in ONTOLOGY.classes.values() if c.plover_mode}
    assert all(mode in MODES[type_ or ""] for type_, mode in modes)
    assert len(modes) >= 8


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_has_a_plover_type_or_says_why_not(name: str) -> None:
    event_class = ONTOLOGY.classes[name]
    notes = [text for text in GRAPH.objects(URIRef(KG + name), SKOS.note) if "PLOVER" in text]
    if not event_class.plover:
        assert not event_class.plover_mode
    if not event_class.plover or event_class.plover_also:
        assert {getattr(text, "language", None) for text in notes} == {"ja", "en"}


def test_the_model_and_the_ontology_name_the_same_kinds_and_statuses() -> None:
    kinds = {str(s)[len(KG) :] for s in GRAPH.subjects(RDFS.subClassOf, URIRef(KG + "Entity"))}
    assert kinds == {kind.value for kind in Kind}
    statuses = {str(s)[len(KG) :] for s in GRAPH.subjects(RDF.type, URIRef(KG + "Status"))}
    assert statuses == {status.value for status in Status}


BLOCK = """
kg:Apology a owl:Class ; rdfs:subClassOf kg:Event ; rdfs:label "謝罪"@ja ;
    kg:hasRole kg:agent , kg:recipient ; kg:identityRole kg:agent , kg:startDate ;
    kg:labelTemplate "[{agent}の]謝罪"@ja .
kg:Apology-apologizedTo a kg:ShortcutRule ; kg:ofClass kg:Apology ; kg:fromRole kg:agent ; kg:toRole kg:recipient ;
    kg:makes kg:apologizedTo .
"""


def extended(folder: Path, block: str) -> Path:
    file = folder / "kg.ttl"
    file.write_text((ontology_dir() / "kg.ttl").read_text("utf-8") + block, encoding="utf-8")
    return file


def test_a_class_is_added_in_the_file_alone(tmp_path: Path) -> None:
    found = load_ontology(extended(tmp_path, BLOCK))
    assert [s.name for s in found.event_class("Apology").shortcuts] == ["apologizedTo"]
    assert len(found.classes) == len(CLASSES) + 1


@pytest.mark.parametrize(
    ("cut", "message"),
    [
        ("kg:identityRole kg:agent , kg:startDate ;", "event class kg:Apology is not whole"),
        ("; kg:fromRole kg:agent", "shortcut rule kg:Apology-apologizedTo is not whole"),
        (" , kg:recipient", "event class kg:Apology is not whole"),
        ("kg:labelTemplate ", "not valid Turtle"),
    ],
)
def test_a_mistake_in_the_file_is_named(cut: str, message: str, tmp_path: Path) -> None:
    assert cut in BLOCK
    with pytest.raises(RuleError, match=message) as caught:
        load_ontology(extended(tmp_path, BLOCK.replace(cut, "", 1)))
    assert caught.value.file == str(tmp_path / "kg.ttl")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="cannot be read"):
        load_ontology(tmp_path / "kg.ttl")
