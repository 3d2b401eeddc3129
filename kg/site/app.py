"""The site as an ASGI application: addresses, and what goes wrong there."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kg.site import asking, pages, resource
from kg.site.describe import ENDINGS
from kg.site.desk import Desk
from kg.site.guard import Guard
from kg.site.library import Holder
from kg.site.limits import Limits
from kg.site.render import Templates
from kg.view.page import vis_script

_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_READ = ["GET"]


def make_app(directory: Path, limits: Limits, host: str) -> ASGIApp:
    """The site of a built folder, which answers to loopback's names and to `host`.

    An InputError where the folder holds no finished build.
    """
    desk = Desk(Holder(directory, limits), Templates.open(), limits)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        desk.holder.close()

    def at(path: str, handler: Callable[[Desk, Request], object], methods: list[str] = _READ) -> Route:
        return Route(path, _bound(desk, handler), methods=methods)

    routes = [
        at("/", pages.home),
        at("/search", pages.search),
        at("/network", pages.network),
        at("/query", asking.query_page),
        at("/complete", asking.complete),
        at("/sparql", asking.sparql, ["GET", "POST"]),
        Route("/static/{name}", _static(_assets())),
        at("/ontology", resource.ontology),
        *(at(f"/ontology{ending}", resource.ontology) for ending in ENDINGS),
        at("/ontology/{name}", resource.term),
        at("/{path:path}", resource.node),
    ]
    app = Starlette(
        routes=routes, lifespan=lifespan, exception_handlers={HTTPException: _refused, ClientDisconnect: _left}
    )
    return Guard(app, host)


def _bound(desk: Desk, handler: Callable[[Desk, Request], object]) -> Callable[[Request], object]:
    """The handler for this site; a plain function runs in a thread, so that it holds up no other."""
    if inspect.iscoroutinefunction(handler):

        async def awaited(request: Request) -> object:
            return await handler(desk, request)

        return awaited
    return lambda request: handler(desk, request)


def _assets() -> dict[str, tuple[bytes, str]]:
    """Name to content and kind of all that is served as a file: nothing else of the disk is."""
    folder = files("kg.site").joinpath("static")
    found = {f.name: (f.read_bytes(), _KINDS[Path(f.name).suffix]) for f in folder.iterdir()}
    return found | {"vis-network.js": (vis_script().encode("utf-8"), _KINDS[".js"])}


def _static(assets: dict[str, tuple[bytes, str]]) -> Callable[[Request], Response]:
    def asset(request: Request) -> Response:
        found = assets.get(request.path_params["name"])
        if found is None:
            return PlainTextResponse("404: no such file\n", 404)
        return Response(found[0], headers={"Content-Type": f"{found[1]}; charset=utf-8"})

    return asset


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.status_code}: {error.detail}\n", error.status_code, error.headers)


async def _left(request: Request, error: Exception) -> Response:
    """The answer to a request that broke off, which nobody waits for."""
    return PlainTextResponse("400: the request breaks off\n", 400)
