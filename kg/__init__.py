"""Reads Japanese political and diplomatic news into an RDF graph of events.

    graph = kg.build(["seeds"])
    graph.query("who-met-whom")

Each name is loaded when it is first used, so that `import kg` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.account import InputWarning
    from kg.builder import Built, build, make
    from kg.errors import ConformanceError, EndpointError, InputError, KgError, QueryError, RuleError
    from kg.graph import KnowledgeGraph
    from kg.merger import merge
    from kg.model import Article, Event, Reading
    from kg.remote import Endpoint
    from kg.shard import Failure

__version__ = "0.1.0"

_HOMES = {
    "kg.account": ("InputWarning",),
    "kg.builder": ("Built", "build", "make"),
    "kg.errors": ("ConformanceError", "EndpointError", "InputError", "KgError", "QueryError", "RuleError"),
    "kg.graph": ("KnowledgeGraph",),
    "kg.merger": ("merge",),
    "kg.model": ("Article", "Event", "Reading"),
    "kg.remote": ("Endpoint",),
    "kg.shard": ("Failure",),
}

__all__ = [
    "Article",
    "Built",
    "ConformanceError",
    "Endpoint",
    "EndpointError",
    "Event",
    "Failure",
    "InputError",
    "InputWarning",
    "KgError",
    "KnowledgeGraph",
    "QueryError",
    "Reading",
    "RuleError",
    "build",
    "make",
    "merge",
]


if not TYPE_CHECKING:  # a checker that saw it would take any name for one of the package's

    def __getattr__(name: str) -> object:
        for module, names in _HOMES.items():
            if name in names:
                return getattr(import_module(module), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
