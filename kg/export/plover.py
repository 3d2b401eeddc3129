"""Events as PLOVER records, one JSON object a line."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from kg.export.source import Source
from kg.keep.event import EntityView, EventView
from kg.model import Status
from kg.ontology import KG, EventClass
from kg.write.statement import literal_parts, statements

# JSON lets them stand in a text; some readers of lines end one there.
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
# What a promise, an announcement or a plan of one type is coded as.
_PROMISED = {
    "CONSULT": "AGREE",
    "SUPPORT": "AGREE",
    "COOPERATE": "AGREE",
    "AID": "AGREE",
    "RETREAT": "CONCEDE",
}
_COUNTRY = f"<{KG}countryCode>"


def plover(source: Source, lean: bool) -> Iterator[str]:
    """The events of classes that have a PLOVER type, by date; the lean form has those that occurred, without sentences.

    The rest are `left_out`. As PLOVER has it, all who act on an equal footing are `actor`, and `reciprocal` is true.
    `event_type_also` holds further types under which the event may fall: those of its class, and of what is planned
    the type that PLOVER gives to a promise of it. `status` tells what did not happen, or not yet. PLOVER's `context` is
    a closed list that nothing here is read as; `topic` is what the article says.
    """
    countries = {
        s.subject[1:-1]: parts.text
        for s in statements(source.lines())
        if s.predicate == _COUNTRY and (parts := literal_parts(s.value))
    }
    for event in source.contents.events:
        event_class = source.ontology.classes.get(event.type)
        if event_class and event_class.plover and not (lean and event.status != Status.OCCURRED):
            record = _record(event, event_class, countries)
            if not lean:
                record["sources"] = _sources(event)
            yield _LINE_ENDS.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(record, ensure_ascii=False)) + "\n"


def left_out(source: Source) -> Mapping[str, int]:
    """Event class to the number of its events that PLOVER has no type for, most frequent first."""
    classes = source.ontology.classes
    count = Counter(e.type for e in source.contents.events if e.type not in classes or not classes[e.type].plover)
    return dict(sorted(count.items(), key=lambda item: (-item[1], item[0])))


def _record(event: EventView, event_class: EventClass, countries: dict[str, str]) -> dict[str, Any]:
    participants = event.roles.get("participant", ())
    ahead = _PROMISED.get(event_class.plover or "") if event.status == Status.PLANNED else None

    def party(entity: EntityView) -> dict[str, Any]:
        return {"name": entity.label, "kind": entity.kind, "country": countries.get(entity.iri), "id": entity.iri}

    return {
        "id": event.iri,
        "event_date": event.start,
        "end_date": event.end,
        "event_type": event_class.plover,
        "event_mode": event_class.plover_mode,
        "event_type_also": [*event_class.plover_also, *filter(None, [ahead])],
        "class": event.type,
        "status": event.status,
        "reciprocal": len(participants) > 1,
        "actor": [party(entity) for entity in (*event.roles.get("agent", ()), *participants)],
        "recipient": [party(entity) for entity in event.roles.get("recipient", ())],
        "location": [party(entity) for entity in event.roles.get("place", ())],
        "topic": [entity.label for entity in event.roles.get("topic", ())],
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
