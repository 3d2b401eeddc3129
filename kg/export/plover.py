"""Events as PLOVER records, one JSON object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from kg.export.source import Source
from kg.keep.event import EntityView, EventView
from kg.ontology import KG, EventClass
from kg.write.statement import literal_parts, statements

# JSON lets them stand in a text; some readers of lines end one there.
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_COUNTRY = f"<{KG}countryCode>"


def plover(source: Source, lean: bool) -> Iterator[str]:
    """The events of classes that have a PLOVER type, by date; the lean form has those that occurred, without sentences.

    Where two or more act on an equal footing the first by label is `actor`, the others are `recipient`, and
    `reciprocal` is true. `event_type_also` holds further types of the class. `status` tells what did not happen, or not
    yet.
    """
    countries = {
        s.subject[1:-1]: parts.text
        for s in statements(source.lines())
        if s.predicate == _COUNTRY and (parts := literal_parts(s.value))
    }
    for event in source.contents.events:
        event_class = source.ontology.classes.get(event.type)
        if event_class and event_class.plover and not (lean and event.status != "occurred"):
            record = _record(event, event_class, countries)
            if not lean:
                record["sources"] = _sources(event)
            yield _LINE_ENDS.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(record, ensure_ascii=False)) + "\n"


def _record(event: EventView, event_class: EventClass, countries: dict[str, str]) -> dict[str, Any]:
    participants = event.roles.get("participant", ())
    actors = event.roles.get("agent", ()) or participants[:1]
    recipients = event.roles.get("recipient", ()) or participants[len(actors) :]

    def party(entity: EntityView) -> dict[str, Any]:
        return {"name": entity.label, "kind": entity.kind, "country": countries.get(entity.iri), "id": entity.iri}

    return {
        "id": event.iri,
        "event_date": event.start,
        "end_date": event.end,
        "event_type": event_class.plover,
        "event_mode": event_class.plover_mode,
        "event_type_also": list(event_class.plover_also),
        "class": event.type,
        "status": event.status,
        "reciprocal": len(participants) > 1,
        "actor": [party(entity) for entity in actors],
        "recipient": [party(entity) for entity in recipients],
        "location": [party(entity) for entity in event.roles.get("place", ())],
        "context": [entity.label for entity in event.roles.get("topic", ())],
        "text": event.label,
        "n_reports": len(event.articles),
    }


def _sources(event: EventView) -> list[dict[str, Any]]:
    return [
        {
            "article": r.article_id,
            "issued": r.issued,
            "url": r.url,
            "sentence": r.exact,
            "trigger": r.trigger,
            "rule": r.rule,
        }
        for r in event.reports
    ]
