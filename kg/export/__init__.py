"""A built graph in the forms that other programs read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.errors import InputError
from kg.export.jsonld import jsonld
from kg.export.network import gexf, graphml
from kg.export.plover import plover
from kg.export.rdf import nquads, trig, turtle
from kg.export.source import Exporter, Source
from kg.export.table import events_csv

FORMATS: Mapping[str, Exporter] = {
    "turtle": turtle,
    "trig": trig,
    "nquads": nquads,
    "jsonld": jsonld,
    "graphml": graphml,
    "gexf": gexf,
    "plover": plover,
    "csv": events_csv,
}


def pieces(graph: Source, form: str, *, lean: bool = False) -> Iterator[str]:
    """The graph in a form, as pieces of text to write in turn; an InputError where there is no such form."""
    if form not in FORMATS:
        raise InputError("no such format", found=form, expected=", ".join(FORMATS))
    return FORMATS[form](graph, lean)


def export(graph: Source, form: str, *, lean: bool = False) -> str:
    """The graph in a form, as one text."""
    return "".join(pieces(graph, form, lean=lean))
