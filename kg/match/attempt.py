"""Tries: a trigger met in a text, with every rule that was tried on it."""

from __future__ import annotations

from kg.match.fill import Filled
from kg.match.hit import Hit
from kg.match.scene import Scene
from kg.model import Event
from kg.value import value


@value(frozen=True, slots=True)
class Try:
    """A hit with every rule that was tried on it: the first that filled made `event`."""

    scene: Scene
    hit: Hit
    tried: tuple[Filled, ...]
    event: Event | None
