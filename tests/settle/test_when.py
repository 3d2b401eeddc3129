"""When an event is, beside the day on which its article was published."""

from __future__ import annotations

import pytest

from kg.model import PartialDate
from kg.settle.when import ahead


@pytest.mark.parametrize(
    ("day", "published", "later"),
    [
        (PartialDate(2025, 12, 30), "2025-11-27", True),
        (PartialDate(2025, 11, 28), "2025-11-27", False),
        (PartialDate(2025, 12, None), "2025-11-27", True),
        (PartialDate(2025, 2, 8), "2025-01", True),
        (PartialDate(2025, 1, 8), "2025-01", False),
        (PartialDate(2025, 1, 8), "2024", True),
        (PartialDate(2025, 12, None), "2025", False),
        (PartialDate(2025, 12, 30), None, False),
    ],
)
def test_a_day_lies_ahead_as_far_as_both_are_told(day: PartialDate, published: str | None, later: bool) -> None:
    assert ahead(day, published) is later
