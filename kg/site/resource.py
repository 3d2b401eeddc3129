"""Every IRI of the graph as an address: a page for people, Turtle, JSON-LD or N-Triples for programs."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.model import Kind
from kg.ontology import KG
from kg.site.accept import best
from kg.site.article import article_page
from kg.site.describe import ENDINGS, WRITERS, describe
from kg.site.desk import Desk
from kg.site.entity import entity_page
from kg.site.library import Library
from kg.site.pages import uses
from kg.site.term import ontology_as, term_as
from kg.write.iris import iri_tail, url_path
from kg.write.nquads import PREFIXES
from kg.write.statement import literal_parts

_HTML = "text/html"
_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
}
_OCCASION = ("sameOccasion", "withinDaysOf", "happeningOf", "otherDay")
_EXAMPLES = 30


def node(desk: Desk, request: Request) -> Response:
    """What stands at an address that is none of the site's own: a node of the graph, or nothing."""
    library = desk.holder.current()
    path = request.scope["raw_path"].decode("ascii", "replace").lstrip("/")
    tail, ending = _held(library, path)
    if tail is None:
        name = unquote(path.rpartition("/")[2])
        return desk.state(request, library, "not_in_graph", "stale", name=name[:200], look=name[:80])
    assert library.base is not None
    iri = library.base + tail
    media = _media(request, ending)
    if media is None:
        return _unacceptable()
    if media != _HTML:
        text = WRITERS[media](describe(library.shelf, iri), library.base)
        return _data(text.encode("utf-8"), media)
    response = _page(desk, request, library, iri, "/" + url_path(tail))
    response.headers["Link"] = _alternates("/" + url_path(tail))
    return response


def ontology(desk: Desk, request: Request) -> Response:
    """The vocabulary as a whole."""
    library = desk.holder.current()
    media = _media(request, _ending(request))
    if media is None:
        return _unacceptable()
    if media != _HTML:
        return _data(ontology_as(_FORMATS[media]), media)
    terms = library.terms.values()
    groups = (
        ("classes", [t for t in terms if t.kind == "class"]),
        ("properties", [t for t in terms if t.kind == "property"]),
        ("other_terms", [t for t in terms if t.kind == "other"]),
    )
    return desk.page(request, library, "ontology.html", {"groups": groups, "counts": library.counts})


def term(desk: Desk, request: Request) -> Response:
    """One term of the vocabulary."""
    library = desk.holder.current()
    name = request.path_params["name"]
    ending = _ending(request)
    name = name.removesuffix(ending or "")
    if name not in library.terms:
        return desk.state(request, library, "not_in_graph", name=f"kg:{name}"[:200], look=name[:80])
    media = _media(request, ending)
    if media is None:
        return _unacceptable()
    if media != _HTML:
        return _data(term_as(name, _FORMATS[media]), media)
    events = list(library.shelf.of_class(name)) if name in library.ontology.classes else []
    shown = library.shelf.views(library.shelf.latest(events, _EXAMPLES)).events
    number, query = uses(library, name)
    values = {"term": library.terms[name], "uses": number, "query": query, "events": shown, "most": _EXAMPLES}
    return desk.page(request, library, "term.html", values | {"path": f"/ontology/{name}"})


def _held(library: Library, path: str) -> tuple[str | None, str | None]:
    """The tail of the IRI that the graph holds for the path, and the ending that asks for a form of it."""
    if library.base is None:
        return None, None
    for ending in (None, *ENDINGS):
        if ending is None or path.endswith(ending):
            tail = iri_tail(path.removesuffix(ending or ""))
            if tail and _sound(library.base + tail) and library.shelf.holds(library.base + tail):
                return tail, ending
    return None, None


def _sound(iri: str) -> bool:
    try:
        ox.NamedNode(iri)
    except ValueError:
        return False
    return True


def _ending(request: Request) -> str | None:
    return next((ending for ending in ENDINGS if request.url.path.endswith(ending)), None)


def _media(request: Request, ending: str | None) -> str | None:
    """The form that the ending or the Accept header asks for; None where there is no such form."""
    return ENDINGS[ending] if ending else best(request.headers.get("accept"), (_HTML, *WRITERS))


def _unacceptable() -> Response:
    return Response(f"406: here are {', '.join((_HTML, *WRITERS))}\n", 406, media_type="text/plain; charset=utf-8")


def _data(body: bytes, media: str) -> Response:
    kind = f"{media}; charset=utf-8" if media.startswith("text/") else media
    return Response(body, headers={"Vary": "Accept", "Content-Type": kind})


def _alternates(path: str) -> str:
    return ", ".join(f'<{path}{ending}>; rel="alternate"; type="{media}"' for ending, media in ENDINGS.items())


def _page(desk: Desk, request: Request, library: Library, iri: str, path: str) -> Response:
    kinds = set(library.shelf.kinds(iri))
    if "Article" in kinds:
        return desk.page(request, library, "article.html", {"page": article_page(library.shelf, iri), "path": path})
    if kinds & set(library.ontology.classes):
        return _event(desk, request, library, iri, path)
    if kinds & {kind.value for kind in Kind}:
        page = entity_page(library.shelf, iri, library.ontology)
        posts = library.posts.get(page.entity.label, ()) if page.entity.kind == Kind.PERSON.value else ()
        values = {"page": page, "path": path, "posts": posts, "together": _together(iri)}
        return desk.page(request, library, "entity.html", values)
    return _statements(desk, request, library, iri, path)


def _event(desk: Desk, request: Request, library: Library, iri: str, path: str) -> Response:
    (event,) = library.shelf.views([iri]).events
    related = [
        (name, other, library.shelf.label(other, "ja") or other)
        for name in _OCCASION
        for other in sorted({s.value[1:-1] for s in library.shelf.find(iri, KG + name)})
    ]
    values = {"event": event, "path": path, "key": library.shelf.text(iri, KG + "key"), "related": related}
    return desk.page(request, library, "event.html", values)


def _together(iri: str) -> Callable[[str], str]:
    """Gives the query for the events that the entity shares with another."""

    def query(other: str) -> str:
        return f"""SELECT ?event ?date (GROUP_CONCAT(DISTINCT STRAFTER(STR(?s), "#")) AS ?status) WHERE {{
  ?event ?role <{iri}> ; ?another <{other}> ; kg:status ?s .
  OPTIONAL {{ ?event kg:startDate ?date }}
}}
GROUP BY ?event ?date
ORDER BY STR(?date) ?event
"""

    return query


def _statements(desk: Desk, request: Request, library: Library, iri: str, path: str) -> Response:
    """A node of no class that has a page of its own: all that is said of it."""
    rows = []
    for statement in library.shelf.find(iri):
        parts = literal_parts(statement.value)
        rows.append((statement.predicate[1:-1], parts.text if parts else statement.value[1:-1], parts is None))
    label = library.shelf.text(iri, PREFIXES["rdfs"] + "label") or iri
    values = {"iri": iri, "label": label, "rows": sorted(rows), "path": path}
    return desk.page(request, library, "node.html", values)
