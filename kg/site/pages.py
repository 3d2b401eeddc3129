"""The home page, the search and the network."""

from __future__ import annotations

import html
import re

from starlette.requests import Request
from starlette.responses import Response

from kg.model import Kind
from kg.ontology import DATE_ROLES, KG
from kg.site.desk import Desk
from kg.site.guard import POLICY
from kg.site.library import Library

_OF_EACH = 4
_COMMON = frozenset({"claimedBy", *DATE_ROLES})
"""Roles that every class has."""
_META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')

ALL_ARTICLES = """SELECT ?article ?issued ?title WHERE {
  ?article a kg:Article .
  OPTIONAL { ?article dcterms:issued ?issued }
  OPTIONAL { ?article dcterms:title ?title }
}
ORDER BY DESC(STR(?issued)) ?article
"""


def home(desk: Desk, request: Request) -> Response:
    """What is new, and classes with counts that lead to queries."""
    library = desk.holder.current()
    shelf = library.shelf
    classes = [
        (name, library.counts[name], [role for role in c.roles if role not in _COMMON], events_of(name))
        for name, c in library.ontology.classes.items()
        if library.counts[name]
    ]
    classes.sort(key=lambda c: (-c[1], c[0]))
    kinds = [(k.value, library.counts[k.value], nodes_of(k.value)) for k in Kind if library.counts[k.value]]
    values = {
        "newest": [(a, shelf.views(shelf.events_in(a.iri)[:_OF_EACH]).events) for a in library.newest],
        "classes": classes,
        "kinds": kinds,
        "articles_total": library.counts["Article"],
        "events_total": sum(c[1] for c in classes),
        "entities_total": sum(k[1] for k in kinds),
        "all_articles": ALL_ARTICLES,
    }
    return desk.page(request, library, "home.html", values)


def events_of(name: str) -> str:
    """The query for the events of a class."""
    return f"""SELECT ?event ?date (GROUP_CONCAT(DISTINCT STRAFTER(STR(?s), "#")) AS ?status) WHERE {{
  ?event a kg:{name} ; kg:status ?s .
  OPTIONAL {{ ?event kg:startDate ?date }}
}}
GROUP BY ?event ?date
ORDER BY DESC(STR(?date)) ?event
"""


def nodes_of(name: str) -> str:
    """The query for the entities of a class, those in the most events first."""
    return f"""SELECT ?it (COUNT(DISTINCT ?event) AS ?events) WHERE {{
  ?it a kg:{name} .
  ?event ?role ?it ; kg:status ?status .
}}
GROUP BY ?it
ORDER BY DESC(?events) ?it
"""


def search(desk: Desk, request: Request) -> Response:
    """What has the name that is looked for."""
    library = desk.holder.current()
    words = request.query_params.get("q", "")
    hits, total = library.index.find(words)
    return desk.page(request, library, "search.html", {"words": words, "hits": hits, "total": total})


def network(desk: Desk, request: Request) -> Response:
    """The build's own page, under the policy that it brings along: hashes of its script and style."""
    library = desk.holder.current()
    try:
        page = (library.directory / "network.html").read_text(encoding="utf-8")
    except OSError:
        return desk.state(request, library, "no_network", "no_network_fix")
    meta = _META.search(page)
    policy = f"{html.unescape(meta[1])}; frame-ancestors 'none'" if meta else POLICY
    return Response(page.encode("utf-8"), headers={"Content-Security-Policy": policy}, media_type="text/html")


def uses(library: Library, name: str) -> tuple[int, str]:
    """How often a term of the ontology is used, and the query that shows where."""
    if library.terms[name].kind == "class":
        query = events_of(name) if name in library.ontology.classes else f"SELECT ?it WHERE {{ ?it a kg:{name} }}\n"
        return library.counts[name], query
    if library.terms[name].kind == "property":
        number = sum(1 for _ in library.shelf.find(None, KG + name))
        return number, f"SELECT ?subject ?object WHERE {{ ?subject kg:{name} ?object }}\n"
    number = sum(1 for _ in library.shelf.find(None, None, KG + name))
    return number, f"SELECT ?subject ?property WHERE {{ ?subject ?property kg:{name} }}\n"
