"""Values: dataclasses that are frozen to mypy and plain while the program runs.

A text makes a hundred small values a sentence, and to make a frozen dataclass takes three times as long as a plain one:
each field is set through `object.__setattr__`. For the few classes that are made so often mypy alone forbids to change
them. They compare, hash and print as frozen ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["value"]

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:
    from dataclasses import dataclass

    def value(*, frozen, slots=False, order=False, eq=True):
        return dataclass(slots=slots, order=order, eq=eq, unsafe_hash=frozen and eq)
