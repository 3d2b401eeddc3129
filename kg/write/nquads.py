"""Statements as lines of N-Quads, written as text."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ontology import KG

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "kg": KG,
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_NAMED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
# Controls, and what some readers of lines take for the end of one.
_SPECIAL = re.compile('[\\x00-\\x1f"\\\\\\x7f-\\x9f\u2028\u2029\ufffe\uffff]')
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSAFE = re.compile(f"{_SPECIAL.pattern}|{_SURROGATE.pattern}")


def escaped(text: str) -> str:
    """The text as it stands between the quotes of a literal.

    A lone surrogate, which no RDF literal can hold, becomes U+FFFD: one character for one, so that offsets stay right.
    """
    return _SPECIAL.sub(_escape, _SURROGATE.sub("\ufffd", text)) if _UNSAFE.search(text) else text


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _NAMED.get(char) or f"\\u{ord(char):04X}"


def iri(value: str) -> str:
    return f"<{value}>"


@lru_cache(maxsize=1024)
def name(compact: str) -> str:
    """The IRI that a prefixed name stands for: `kg:Visit`, `oa:exact`."""
    prefix, _, local = compact.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def literal(text: str, datatype: str | None = None, language: str | None = None) -> str:
    """A literal; `datatype` is a prefixed name (xsd:date)."""
    if language:
        return f'"{escaped(text)}"@{language}'
    if datatype:
        return f'"{escaped(text)}"^^{name(datatype)}'
    return f'"{escaped(text)}"'


def quad(subject: str, predicate: str, value: str, graph: str | None = None) -> str:
    """One line without its end; `predicate` is a prefixed name, the rest are terms as N-Quads writes them."""
    tail = f" {graph}" if graph else ""
    return f"{subject} {name(predicate)} {value}{tail} ."
