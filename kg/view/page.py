"""The network page: one HTML file that holds its data, its script and its style, and asks nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Sequence
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kg.keep.event import EventView
from kg.view import network, texts
from kg.view.payload import payload
from kg.view.reading import open_reader

SCRIPTS = (
    "data.js",
    "state.js",
    "reach.js",
    "focus.js",
    "glyph.js",
    "labels.js",
    "draw.js",
    "panel.js",
    "between.js",
    "search.js",
    "filters.js",
    "time.js",
    "files.js",
    "keys.js",
    "main.js",
)
VIS = "lib/vis-9.1.2/vis-network.min.js"
"""Where the templates of pyvis keep their vis-network."""


def render(events: Sequence[EventView], *, focus: str | None = None, of: int | None = None) -> bytes:
    """The page of the events, in UTF-8; `focus` is the IRI of an entity or event that it opens on.

    `of` is how many events there are in all, where these are the latest.
    """
    words = texts.load()
    picture = network.draw(events, words, open_reader())
    data = _json(payload(events, picture, words, picture.ids[focus] if focus else None, of))
    style = _asset("page.css")
    # One strict scope for all parts; vis-network stands apart because it is not ours.
    script = '(() => {\n"use strict";\n' + "\n".join(_asset(name) for name in SCRIPTS) + "\n})();"
    vis = vis_script()
    policy = (
        f"default-src 'none'; script-src {_hash(vis)} {_hash(script)}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    parts = {"policy": policy, "title": html.escape(words.text["title"]["ja"])}
    parts |= {"style": style, "data": data, "vis": vis, "script": script}
    return re.sub(r"@@(\w+)@@", lambda m: parts[m[1]], _asset("page.html")).encode("utf-8", "replace")


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
    found = find_spec("pyvis")  # to import it would take a tenth of a second
    assert found is not None
    assert found.origin is not None
    script = Path(found.origin).with_name("templates").joinpath(VIS).read_text(encoding="utf-8")
    return re.sub(r"^//# sourceMappingURL=.*$", "", script, flags=re.M)
