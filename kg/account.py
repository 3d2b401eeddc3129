"""Articles of files and folders read to lines of the graph, with what there is to say about the reading."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.read import Drop, Intake
from kg.shard import Engine, Failure, Kit, read_all
from kg.spill import Spill

Progress = Callable[[int, int, int], None]
"""Is told the number of articles read, of all, and of the events that were found in them."""

Paths = Sequence[str | Path] | str | Path


class InputWarning(UserWarning):
    """A part of the input that could not be read, where the rest was."""


@dataclass(frozen=True)
class Account:
    """What was read, what was not, and what nobody knew."""

    articles: int
    quiet: tuple[str, ...]
    """Ids of the articles that tell of no event, sorted."""
    repeats: tuple[str, ...]
    """Ids of the articles that tell another's text again, sorted."""
    drops: tuple[Drop, ...]
    problems: tuple[InputError, ...]
    failures: tuple[Failure, ...]
    """Articles that the program failed on: they are not in the graph."""
    events: Mapping[str, int]
    """Event class to the number of its events as the articles tell them, most frequent first."""
    unknown: Mapping[str, int]
    """Name of an actor that no table has to the number of articles that name it, most frequent first."""
    replaced: tuple[str, ...] = ()
    """Ids of the articles that took the place of earlier ones, sorted."""

    def warn(self) -> None:
        """Tells each part that could not be read as an InputWarning of whoever called the caller."""
        for problem in (*self.problems, *self.failures):
            warnings.warn(str(problem), InputWarning, stacklevel=3)


def read_intake(
    intake: Intake,
    kit: Kit,
    lines: Spill,
    workers: int | None = 1,
    progress: Progress | None = None,
    engine: Engine | None = None,
) -> Account:
    """The account of the articles, whose lines of N-Quads go into `lines`.

    `workers` is as in `kg.shard.read_all`, in whose place `engine` reads where there is one.
    A RuntimeError where the program fails on every article.
    """
    quiet: list[str] = []
    failures: list[Failure] = []
    events: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    done = 0
    results = read_all(intake.articles, kit, workers) if engine is None else engine(intake.articles, kit)
    for result in results:
        lines.extend(result.lines)
        quiet += result.quiet
        failures += result.failures
        events.update(result.events)
        unknown.update(result.unknown)
        done += result.articles
        if progress is not None:
            progress(done, len(intake.articles), events.total())
    failures.sort()
    if failures and len(failures) == len(intake.articles):
        raise RuntimeError(f"no article could be read: {failures[0]}")
    return Account(
        articles=len(intake.articles) - len(failures),
        quiet=tuple(sorted(quiet)),
        repeats=tuple(sorted(article.id for article in intake.articles if article.repeats)),
        drops=intake.drops,
        problems=intake.problems,
        failures=tuple(failures),
        events=_by_number(events),
        unknown=_by_number(unknown),
    )


def listed(paths: Paths) -> Sequence[str | Path]:
    """The paths, where one needs no list."""
    return [paths] if isinstance(paths, str | Path) else paths


def _by_number(counts: Mapping[str, int]) -> Mapping[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
