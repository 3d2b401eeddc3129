"""Values that are made often do what frozen dataclasses do."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from kg.model import Span


def test_values_of_equal_fields_are_equal_and_hash_alike() -> None:
    assert Span(1, 2) == Span(1, 2) != Span(1, 3)
    assert {Span(1, 2), Span(1, 2), Span(1, 3)} == {Span(1, 2), Span(1, 3)}
    assert sorted([Span(2, 3), Span(1, 9)]) == [Span(1, 9), Span(2, 3)]
    assert repr(Span(1, 2)) == "Span(start=1, end=2)"


def test_values_are_copied_with_changes_and_sent_between_processes() -> None:
    assert replace(Span(1, 2), end=5) == Span(1, 5)
    assert pickle.loads(pickle.dumps(Span(1, 2))) == Span(1, 2)


def test_a_value_takes_no_field_that_it_does_not_have() -> None:
    with pytest.raises(AttributeError):
        object.__setattr__(Span(1, 2), "middle", 1)
