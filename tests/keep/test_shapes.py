"""A graph as it is built conforms; a graph broken in one way is told so by the one shape that is for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import SH, Graph, URIRef
from readings import BUILD, IRIS, ONTOLOGY, entity, filler, reading, two_articles, visit

from kg.errors import InputError
from kg.keep.validate import validate
from kg.model import Event, Kind, Span
from kg.ontology import KG
from kg.resources import ontology_dir
from kg.write.quads import merged, quads_of
from kg.write.turtle import trig, turtle

VISIT = "小泉進次郎防衛相は11月23日に与那国島を訪問し、同日帰った。"
ONE_WIKIDATA = entity("日本", Kind.COUNTRY, aliases=("日本国",), wikidata="Q17")

# Shape, words of the graph as TriG, and what stands in their place.
BROKEN = [
    ("kg:EventShape", "<event/VISIT>", "_:b"),
    ("kg:EventShape-label", '    rdfs:label "小泉進次郎、与那国島を訪問（11月23日）"@ja ;\n', ""),
    ("kg:EventShape-status", "kg:status kg:occurred", "kg:status kg:happened"),
    ("kg:EventShape-evidence", "kg:evidence <article/a#char=0,24>", "kg:evidence <article/a#char=0,9>"),
    ("kg:EventShape-rule", 'kg:place <place/与那国島> ;\n      kg:rule "visit.place"', "kg:place <place/与那国島>"),
    ("kg:EventShape-trigger", 'kg:status kg:occurred ;\n      kg:trigger "訪問"', "kg:status kg:occurred"),
    ("kg:EventShape-start", '"--11-23"^^xsd:gMonthDay', '"11月23日"'),
    ("kg:EventShape-end", "kg:status kg:occurred", 'kg:status kg:occurred ; kg:endDate "soon"'),
    ("kg:EventShape-topic", "kg:status kg:occurred", "kg:status kg:occurred ; kg:topic <person/小泉進次郎>"),
    ("kg:EventShape-post", "kg:status kg:occurred", "kg:status kg:occurred ; kg:post <person/小泉進次郎>"),
    ("kg:EventShape-filler", "kg:agent <person/小泉進次郎>", "kg:agent <person/山田>"),
    ("kg:EventShape-key", "kg:status kg:occurred", 'kg:status kg:occurred ; kg:key "Visit"'),
    ("kg:EventShape-occasion", "kg:status kg:occurred", "kg:status kg:occurred ; kg:sameOccasion <event/gone>"),
    ("kg:RoleShape", "kg:agent <person/小泉進次郎>", "kg:post <person/小泉進次郎>"),
    ("kg:SpanShape", "kg:mention <article/a#char=0,8>", "kg:mention [ a kg:Mention ]"),
    ("kg:SpanShape-exact", 'oa:exact "与那国島" ;', ""),
    ("kg:SpanShape-start", "oa:start 16", "oa:start -16"),
    ("kg:SpanShape-end", "oa:end 20", 'oa:end "20"'),
    ("kg:SpanShape-article", "kg:inArticle <article/a>", "kg:inArticle <article/b>"),
    ("kg:LengthShape", 'oa:exact "与那国島"', 'oa:exact "与那国"'),
    ("kg:EvidenceShape-trigger", 'kg:rule "visit.place" ;\n      kg:trigger "訪問" .', 'kg:rule "visit.place" .'),
    ("kg:EvidenceShape-rule", '<article/a#char=16,20> ;\n      kg:rule "visit.place"', "<article/a#char=16,20>"),
    ("kg:EvidenceShape-mention", "kg:mention <article/a#char=0,8>", "kg:mention <person/小泉進次郎>"),
    ("kg:MentionShape-refersTo", "kg:refersTo <place/与那国島>", "kg:refersTo <place/石垣島>"),
    ("kg:MentionShape-role", "kg:role kg:place", "kg:role kg:host"),
    ("kg:ArticleShape", "<article/a> a kg:Article", "[] a kg:Article . <article/a> a kg:Article"),
    ("kg:ArticleShape-identifier", 'dcterms:identifier "a"', 'dcterms:identifier "a" , "b"'),
    ("kg:ArticleShape-label", 'rdfs:label "a" ;', ""),
    ("kg:ArticleShape-issued", 'dcterms:identifier "a"', 'dcterms:identifier "a" ; dcterms:issued "昨日"'),
    ("kg:ArticleShape-listed", 'dcterms:identifier "a"', 'dcterms:identifier "a" ; kg:listingDate "2025-11"'),
    ("kg:ArticleShape-url", 'dcterms:identifier "a"', 'dcterms:identifier "a" ; schema:url "javascript:x"'),
    ("kg:ArticleShape-publisher", 'dcterms:identifier "a"', 'dcterms:identifier "a" ; schema:publisher "東西通信"'),
    ("kg:ArticleShape-repeats", 'dcterms:identifier "a"', 'dcterms:identifier "a" ; kg:repeats <article/gone>'),
    ("kg:ArticleShape-first", 'dcterms:identifier "a"', 'dcterms:identifier "a" ; kg:repeats <article/a>'),
    ("kg:ArticleShape-build", "prov:wasGeneratedBy <build/", "prov:wasGeneratedBy <built/"),
    ("kg:EntityShape", "<person/小泉進次郎> a kg:Person", "[] a kg:Person . <person/小泉進次郎> a kg:Person"),
    ("kg:EntityShape-kind", "<place/与那国島> a kg:Place", "<place/与那国島> a kg:Place , kg:Country"),
    ("kg:EntityShape-label", 'rdfs:label "与那国島"@ja', 'rdfs:label "与那国島"'),
    ("kg:EntityShape-altLabel", '"小泉進次郎防衛相"@ja', '"小泉進次郎防衛相"'),
    ("kg:EntityShape-sameAs", "<place/与那国島> a kg:Place", "<place/与那国島> owl:sameAs <place/x> ; a kg:Place"),
    ("kg:EntityShape-country", "<place/与那国島> a kg:Place", '<place/与那国島> kg:countryCode "Japan" ; a kg:Place'),
    ("kg:BuildShape-program", 'kg:programVersion "0.1.0" ;', ""),
    ("kg:BuildShape-analyser", 'kg:analyserVersion "0.7.0" ;', ""),
    ("kg:BuildShape-dictionary", 'kg:dictionaryVersion "20261015" ;', ""),
    ("kg:BuildShape-rules", 'kg:rulesHash "0123456789abcdef"', 'kg:rulesHash "latest"'),
]


def written(folder: Path, text: str) -> Path:
    file = folder / "graph.trig"
    file.write_text(text, encoding="utf-8")
    return file


def one_visit() -> str:
    given = reading("a", VISIT, visit(VISIT))
    text = "\n".join(trig(quads_of(given, ONTOLOGY, IRIS, BUILD)))
    event = text[text.index("<event/") :].split(">", 1)[0] + ">"
    return text.replace(event, "<event/VISIT>")


def test_what_a_build_writes_conforms(tmp_path: Path) -> None:
    text = "日本は中国に抗議した。"
    fillers = (filler(text, "agent", "日本", of=ONE_WIKIDATA), filler(text, "recipient", "中国", Kind.COUNTRY))
    protest = Event("Protest", "protest.to", Span(6, 8), Span(0, 11), fillers, claimed_by=fillers[:1])
    given = (*two_articles(), reading("a", VISIT, visit(VISIT)), reading("p", text, protest))
    lines = list(merged(quads_of(r, ONTOLOGY, IRIS, BUILD) for r in given))
    assert validate(written(tmp_path, "\n".join(trig(lines)))) == ()


@pytest.mark.parametrize(("shape", "words", "instead"), BROKEN, ids=[f"{n}-{b[0]}" for n, b in enumerate(BROKEN)])
def test_each_breach_is_found_and_told_how_to_mend(shape: str, words: str, instead: str, tmp_path: Path) -> None:
    text = one_visit()
    assert words in text
    found = validate(
        written(tmp_path, text.replace(words, instead, 1) if words != "<event/VISIT>" else text.replace(words, instead))
    )
    assert shape in {violation.shape for violation in found}
    for violation in found:
        assert violation.message
        assert violation.fix


def test_every_shape_has_a_graph_that_breaks_it() -> None:
    shapes = Graph().parse(ontology_dir() / "shapes.ttl")
    told = {str(s).replace(KG, "kg:") for s in shapes.subjects(URIRef(KG + "fix"), None)}
    assert told == {shape for shape, _, _ in BROKEN}
    named = {str(s).replace(KG, "kg:") for s in shapes.subjects(SH.path, None) if isinstance(s, URIRef)}
    assert named <= told
    assert len(told) >= 30


@pytest.mark.parametrize(("name", "content"), [("g.ttl", "<a> <b"), ("g.nq", "<x:a> <x:b> nonsense .")])
def test_a_file_that_is_no_rdf_is_named(name: str, content: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(content)
    with pytest.raises(InputError, match="not valid RDF") as caught:
        validate(file)
    assert caught.value.file == str(file)


@pytest.mark.parametrize("name", ["g.ttl", "g.trig"])
def test_a_file_cut_in_half_is_told_with_line_and_column(name: str, tmp_path: Path) -> None:
    text = one_visit() if name == "g.trig" else "\n".join(turtle(quads_of(two_articles()[0], ONTOLOGY, IRIS, BUILD)))
    kept = text[: len(text) // 2].rstrip(" .;,\n")
    (tmp_path / name).write_text(kept, encoding="utf-8")
    with pytest.raises(InputError, match="not valid RDF") as caught:
        validate(tmp_path / name)
    assert caught.value.line == kept.count("\n") + 1
    assert caught.value.column is not None
    assert caught.value.column > 1
    assert str(caught.value).startswith(f"{tmp_path / name}:{caught.value.line}:{caught.value.column}: ")
    assert caught.value.fix


def test_a_form_that_is_not_known_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a form"):
        validate(tmp_path / "graph.docx")
