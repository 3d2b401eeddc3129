"""What every handler of the site shares: the library, the templates, the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.site.accept import language
from kg.site.library import Holder, Library
from kg.site.limits import Limits
from kg.site.render import Templates, View
from kg.view.texts import LANGUAGES

_COOKIE = "language"


@dataclass(frozen=True)
class Desk:
    """One site."""

    holder: Holder
    templates: Templates
    limits: Limits

    def page(
        self, request: Request, library: Library, name: str, values: Mapping[str, Any], status: int = 200
    ) -> HTMLResponse:
        """The page of a template in the reader's language; a language that the address names is kept for the next."""
        asked = request.query_params.get("lang")
        chosen = next((a for a in (asked, request.cookies.get(_COOKIE)) if a in LANGUAGES), None)
        view = View(
            self.templates.words,
            chosen or language(request.headers.get("accept-language")),
            library.base,
            _path(request),
            tuple((key, value) for key, value in request.query_params.multi_items() if key != "lang"),
        )
        text = self.templates.render(name, view, values)
        response = HTMLResponse(text.encode("utf-8", "replace"), status, {"Vary": "Accept, Accept-Language, Cookie"})
        if asked in LANGUAGES:
            response.set_cookie(_COOKIE, asked, httponly=True, samesite="strict")
        return response

    def state(
        self, request: Request, library: Library, key: str, *more: str, look: str | None = None, **filled: str
    ) -> HTMLResponse:
        """The page that says plainly why there is nothing to show (404)."""
        values = {"key": key, "filled": filled, "more": more, "look": look}
        return self.page(request, library, "state.html", values, 404)


def _path(request: Request) -> str:
    """The path as it came, which a link may hold: one slash at its head, since two would name another host."""
    raw: bytes = request.scope["raw_path"]
    return "/" + raw.decode("ascii", "replace").lstrip("/\\")
