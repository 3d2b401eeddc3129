"""The names that an article itself gives an entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.model import Entity, Kind, Reading


def forms_seen(reading: Reading) -> Iterator[tuple[Entity, str]]:
    """Each entity with each form that names it in the article and is not its label: 高市早苗 with 高市首相.

    A form that stands for several entities (両首脳, 日米) or that has nothing of any name in it (同氏, 首相) points
    at an entity without naming it, and is left out; so are topics, whose label is the form.
    """
    meant: dict[str, dict[tuple[Kind, str], Entity]] = defaultdict(dict)
    for event in reading.events:
        for filler in (*event.fillers, *event.claimed_by):
            if filler.entity.kind is not Kind.TOPIC:
                for form in filter(None, dict.fromkeys((filler.span.of(reading.article.text), filler.form))):
                    meant[form][filler.entity.kind, filler.entity.key] = filler.entity
    for form, entities in meant.items():
        for entity in entities.values():
            if len(entities) == 1 and form != entity.label and _names(form, entity):
                yield entity, form


def _names(form: str, entity: Entity) -> bool:
    """Whether the form opens like one of the entity's names or shares two characters in a row with it."""
    pairs = {form[i : i + 2] for i in range(len(form) - 1)}
    names = (entity.label, *entity.aliases)
    return any(n[:1] == form[:1] or any(pair in n for pair in pairs) for n in names if n)
