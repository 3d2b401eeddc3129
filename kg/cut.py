"""The cut of an input into shards that build apart from one another: on several machines, or one after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import InputError
from kg.write.iris import digest

_WRITTEN = re.compile(r"(?P<number>\d{1,9})/(?P<count>\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cut:
    """One shard of several: the first of eight is 1/8."""

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    @classmethod
    def of(cls, written: str) -> Cut:
        """The shard that `1/8` stands for; an InputError where it stands for none."""
        match = _WRITTEN.fullmatch(written.strip())
        cut = cls(int(match["number"]), int(match["count"])) if match else None
        if cut is None or not 1 <= cut.number <= cut.count:
            raise InputError(
                "no shard is called so",
                found=written,
                expected="which of how many, counted from 1: 1/8 to 8/8",
                fix="give --shard 1/1 for all" if cut is None or not cut.count else f"give --shard 1/{cut.count}",
            )
        return cut

    def holds(self, article: str) -> bool:
        """Whether the article of this id is of the shard: its id and the number of shards alone decide."""
        return int(digest(article), 16) % self.count == self.number - 1
