"""JSON-LD with the bundled context inside, so that a reader fetches nothing."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.export.source import Source, lines_of
from kg.resources import ontology_dir
from kg.write.nquads import PREFIXES, RDF_TYPE
from kg.write.statement import Statement, literal_parts, statements

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Context:
    """The context's terms by the IRI that they stand for."""

    whole: Mapping[str, Any]
    iris: Mapping[str, str]
    """Property to a term whose values are IRIs."""
    texts: Mapping[str, str]
    """Property to a term whose values are texts by language."""
    plain: Mapping[str, str]
    """Property to a term of no type."""


def jsonld(source: Source, lean: bool) -> Iterator[str]:
    """One JSON-LD document: the default graph's nodes, then a named graph an article, all sorted."""
    return document(lines_of(source, lean))


def document(lines: Iterable[str]) -> Iterator[str]:
    """The lines of N-Quads as one JSON-LD document, in pieces."""
    context = _context(ontology_dir() / "context.jsonld")
    graphs: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements(lines):
        graphs[statement.graph or ""].append(statement)
    nodes = _nodes(graphs.pop("", []), context)
    named = [{"id": graph[1:-1], "@graph": _nodes(graphs[graph], context)} for graph in sorted(graphs)]
    yield '{\n"@context": ' + json.dumps(context.whole, ensure_ascii=False) + ',\n"@graph": [\n'
    everything = [*nodes, *named]
    for number, node in enumerate(everything, 1):
        end = ",\n" if number < len(everything) else "\n"
        yield json.dumps(node, ensure_ascii=False) + end
    yield "]\n}\n"


def _context(file: Path) -> _Context:
    whole: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["@context"]
    iris: dict[str, str] = {}
    texts: dict[str, str] = {}
    plain: dict[str, str] = {}
    for term, held in whole.items():
        if isinstance(held, dict):
            kind = iris if held.get("@type") == "@id" else texts
            kind[_full(held["@id"])] = term
        elif isinstance(held, str) and held.partition(":")[0] in PREFIXES:
            plain[_full(held)] = term
    return _Context(whole, iris, texts, plain)


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def _short(iri: str) -> str:
    """The prefixed name of a vocabulary's term; any other IRI in full."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _nodes(found: Iterable[Statement], context: _Context) -> list[Node]:
    nodes: dict[str, Node] = {}
    for subject, predicate, value, _ in sorted(found):
        node = nodes.setdefault(subject, {"id": subject[1:-1]})
        _put(node, predicate[1:-1], value, context)
    return [nodes[subject] for subject in sorted(nodes)]


def _put(node: Node, predicate: str, value: str, context: _Context) -> None:
    parts = literal_parts(value)
    if predicate == RDF_TYPE:
        node.setdefault("type", []).append(_short(value[1:-1]))
    elif parts is None and predicate in context.iris:
        node.setdefault(context.iris[predicate], []).append(_short(value[1:-1]))
    elif parts is None:
        node.setdefault(_short(predicate), []).append({"id": value[1:-1]})
    elif parts.language and predicate in context.texts:
        by_language = node.setdefault(context.texts[predicate], {})
        by_language.setdefault(parts.language, []).append(parts.text)
    else:
        node.setdefault(context.plain.get(predicate, _short(predicate)), []).append(_literal(value))


def _literal(value: str) -> Any:
    parts = literal_parts(value)
    assert parts is not None
    if parts.language:
        return {"@value": parts.text, "@language": parts.language}
    if parts.datatype == PREFIXES["xsd"] + "integer" and _INTEGER.fullmatch(parts.text):
        return int(parts.text)
    if parts.datatype:
        return {"@value": parts.text, "@type": _short(parts.datatype)}
    return parts.text
