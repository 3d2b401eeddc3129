"""Where the shipped vocabulary lies: the `ontology/` folder of a checkout, or its copy in the wheel."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def ontology_dir() -> Path:
    """The folder that holds kg.ttl, rules/, grammar/, actors/ and queries/."""
    packed = _HERE / "ontology"
    return packed if packed.is_dir() else _HERE.parent / "ontology"
