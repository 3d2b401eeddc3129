"""The network page: one HTML file that holds its data, its script and its style, and asks nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from kg.keep.event import EntityView, EventView
from kg.view import network, texts
from kg.view.network import FIRST, Picture, claimed_by, date_text
from kg.view.sentence import pieces
from kg.view.texts import Words

SCRIPTS = ("data.js", "state.js", "focus.js", "draw.js", "panel.js", "search.js", "filters.js", "main.js")
VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
"""Where pyvis keeps its vis-network."""


def render(events: Sequence[EventView], *, focus: str | None = None) -> bytes:
    """The page of the events, in UTF-8; `focus` is the IRI of an entity or event that it opens on."""
    words = texts.load()
    picture = network.draw(events, words)
    data = _json(_payload(events, picture, words, picture.ids[focus] if focus else None))
    style = _asset("page.css")
    # One strict scope for all parts; vis-network stands apart because it is not ours.
    script = '(() => {\n"use strict";\n' + "\n".join(_asset(name) for name in SCRIPTS) + "\n})();"
    vis = vis_script()
    policy = (
        f"default-src 'none'; script-src {_hash(vis)} {_hash(script)}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    parts = {"policy": policy, "title": html.escape(words.text["title"]["ja"])}
    parts |= {"style": style, "data": data, "vis": vis, "script": script}
    return re.sub(r"@@(\w+)@@", lambda m: parts[m[1]], _asset("page.html")).encode("utf-8", "replace")


def _payload(events: Sequence[EventView], picture: Picture, words: Words, focus: int | None) -> dict[str, Any]:
    terms = {e.type for e in events} | {e.status for e in events} | {n["group"] for n in picture.nodes}
    terms |= {role for edge in picture.edges for role in edge["roles"]}
    return {
        "texts": words.text,
        "names": words.names(terms),
        "first": FIRST,
        "focus": focus,
        "nodes": picture.nodes,
        "edges": picture.edges,
        "events": [_event(e, picture, words) for e in events],
    }


def _event(event: EventView, picture: Picture, words: Words) -> dict[str, Any]:
    """What the panel shows of an event; the list of events is in order of time."""

    def ids(parties: Sequence[EntityView]) -> list[int]:
        return [picture.ids[p.iri] for p in parties]

    return {
        "id": picture.ids[event.iri],
        "type": event.type,
        "status": event.status,
        "date": {language: _dates(event, language, words) for language in texts.LANGUAGES},
        "date_text": event.date_text,
        "roles": [[role, ids(parties)] for role, parties in sorted(event.roles.items()) if parties],
        "claimed": ids(claimed_by(event)),
        "reports": [
            {
                "article": r.article_id,
                "title": r.title,
                "issued": r.issued,
                "url": r.url,
                "rule": r.rule,
                "pieces": pieces(r),
            }
            for r in event.reports
        ],
    }


def _dates(event: EventView, language: str, words: Words) -> str:
    days = [date_text(event.start, language, words), date_text(event.end, language, words)]
    return " – ".join(d for d in dict.fromkeys(days) if d)


def _json(value: Any) -> str:
    """JSON that can stand inside a script element: without <, which alone could end it or open a comment."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _asset(name: str) -> str:
    return files("kg.view").joinpath("assets", name).read_text(encoding="utf-8")


def vis_script() -> str:
    """vis-network's script, without the line that sends a debugger to look for its source map."""
    script = files("pyvis").joinpath(*VIS.split("/")).read_text(encoding="utf-8")
    return re.sub(r"^//# sourceMappingURL=.*$", "", script, flags=re.M)
