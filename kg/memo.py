"""A memory that forgets: what pure functions gave for inputs that come again and again."""

from __future__ import annotations

from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Memo(dict[K, V]):
    """A mapping that starts anew when it holds `limit` entries; what it lacks is worked out again."""

    def __init__(self, limit: int = 1 << 15) -> None:
        super().__init__()
        self.limit = limit

    def keep(self, key: K, value: V) -> V:
        """The value, kept under the key."""
        if len(self) >= self.limit:
            self.clear()
        self[key] = value
        return value
