"""What a person reads for an event: the class's template with its fillers."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.model import Event, PartialDate
from kg.ontology import DATE_ROLES, EventClass, Ontology

_PART = re.compile(r"\[([^\[\]]*)\]")
_FIELD = re.compile(r"\{(\w+)\}")
_LONGEST = 60


def event_label(event: Event, event_class: EventClass, ontology: Ontology) -> str:
    """小泉進次郎、与那国島を訪問（2025-11-23）: a part in [ ] of the template goes where a role in it is empty."""
    texts = {role: _filling(event, role, ontology) for role in _named(event_class.template)}

    def part(match: re.Match[str]) -> str:
        inner = match.group(1)
        return inner if all(texts.get(field) for field in _FIELD.findall(inner)) else ""

    kept = _PART.sub(part, event_class.template)
    return _FIELD.sub(lambda match: texts.get(match.group(1), ""), kept)


@lru_cache(maxsize=1024)
def _named(template: str) -> frozenset[str]:
    """The roles that a template names."""
    return frozenset(_FIELD.findall(template))


def date_label(date: PartialDate, ontology: Ontology) -> str:
    """2025-11-23, 11月23日, 8日: the date by the template of its datatype, its XSD form where there is none."""
    template = ontology.date_templates.get(date.datatype)
    if template is None:
        return date.lexical
    padded = date.datatype == "date"
    parts = {"year": date.year, "month": date.month, "day": date.day}
    widths = {"year": 4, "month": 2, "day": 2} if padded else {"year": 1, "month": 1, "day": 1}
    return _FIELD.sub(lambda m: f"{parts[m.group(1)]:0{widths[m.group(1)]}d}", template)


def _filling(event: Event, role: str, ontology: Ontology) -> str:
    if role in DATE_ROLES:
        date = event.start if role == "startDate" else event.end
        return date_label(date, ontology) if date else ""
    # By key, so that every article that tells of the event words it alike.
    entities = {(f.entity.kind, f.entity.key): f.entity for f in event.filling(role)}
    return ontology.separator.join(_shortened(entities[key].label) for key in sorted(entities))


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
