"""IRIs that hold for any key that an input can bring."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph
from readings import IRIS, entity

from kg.errors import InputError
from kg.model import Kind, Span
from kg.write.iris import Iris, segment

ANY = st.text(st.characters(blacklist_categories=()), max_size=150)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("小泉進次郎", "小泉進次郎"),
        ("NATO", "NATO"),
        ("レイモンド・グリーン", "レイモンド・グリーン"),
        ("𠮷野家", "𠮷野家"),
        ("防衛費（GDP比）の「増額」", "防衛費（GDP比）の「増額」"),
        ("news 1", "news%201"),
        ("../etc/passwd", "..%2Fetc%2Fpasswd"),
        ('"><script>', "%22%3E%3Cscript%3E"),
        ("100%", "100%25"),
        ("a#b?c", "a%23b%3Fc"),
        ("\ud800", "%ED%A0%80"),
        ("全角　空白", "全角%E3%80%80空白"),
        ("a\u202eb", "a%E2%80%AEb"),
    ],
)
def test_only_what_an_iri_cannot_hold_is_encoded(key: str, expected: str) -> None:
    assert segment(key) == expected


@pytest.mark.parametrize("key", ["", ".", "..", "x" * 121])
def test_what_a_path_would_not_keep_is_hashed(key: str) -> None:
    assert segment(key)[-17] == "~"
    assert segment(key) == segment(key)


@given(ANY, ANY)
def test_two_keys_never_share_a_segment(one: str, other: str) -> None:
    assert (segment(one) == segment(other)) == (one == other)


@given(ANY)
def test_any_key_makes_an_iri_that_both_parsers_take(key: str) -> None:
    iri = IRIS.article(key)
    line = f"<{iri}> <{iri}> <{iri}#char=0,1> ."
    (triple,) = ox.parse(input=line, format=ox.RdfFormat.N_TRIPLES)
    assert triple.subject.value == iri
    relative = f"@base <{IRIS.base}> . <article/{segment(key)}> a <article/{segment(key)}#char=0,1> ."
    (resolved,) = ox.parse(input=relative, format=ox.RdfFormat.TURTLE)
    assert resolved.subject.value == iri
    ((subject, _, _),) = Graph().parse(data=relative, format="turtle")
    assert str(subject) == iri


def test_the_places_of_things() -> None:
    assert IRIS.entity(entity("高市早苗")) == "https://w3id.org/kijigraph/id/person/高市早苗"
    assert IRIS.entity(entity("日本", Kind.COUNTRY)) == "https://w3id.org/kijigraph/id/country/日本"
    assert IRIS.span("alliance-04", Span(0, 24)) == "https://w3id.org/kijigraph/id/article/alliance-04#char=0,24"
    assert IRIS.wikidata("Q17") == "http://www.wikidata.org/entity/Q17"
    assert [IRIS.wikidata(wrong) for wrong in ("17", "Q0", "Q1> <x", "")] == [None] * 4


@pytest.mark.parametrize("base", ["https://example.org/", "http://localhost:8000/id/", "https://例え.jp/記事/"])
def test_bases_that_hold(base: str) -> None:
    assert Iris(base).article("a") == base + "article/a"


@pytest.mark.parametrize(
    "base",
    [
        "",
        "example.org/",
        "https://example.org",
        "https:///x/",
        "https://example.org/#",
        "https://example.org/?a=/",
        "https://example.org/a b/",
        "https://example.org/<x>/",
        "https://example.org/../",
        "ftp://example.org/",
        "urn:x:/",
        "https://example.org/%zz/",
        'https://example.org/"/',
        "https://[::1/",
        "https://example.org/\n/",
    ],
)
def test_bases_that_do_not(base: str) -> None:
    with pytest.raises(InputError, match="base") as caught:
        Iris(base)
    assert caught.value.found == base
    assert caught.value.fix
