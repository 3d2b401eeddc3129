"""Everything that was read from the inputs: articles, each with an id of its own, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.model import Article
from kg.read.folder import STDIN, Input, find_files, load
from kg.read.readers import READERS, reader_of
from kg.read.source import Batch, Drop, Found
from kg.read.wording import load_wording


@dataclass(frozen=True, slots=True)
class Intake:
    """The articles in order of file and line; what stood there and became none; what could not be read."""

    articles: tuple[Article, ...]
    drops: tuple[Drop, ...] = ()
    problems: tuple[InputError, ...] = ()


def read(paths: Sequence[Path | str], wording_file: Path | None = None) -> Intake:
    """The articles of files, folders and standard input ("-"), the same whatever the order of the paths.

    A part that cannot be read is among the problems and the rest is still done. Nothing readable at all is an
    InputError. `wording_file` stands in for `ontology/grammar/listing.yaml`.
    """
    inputs: list[Input] = [STDIN if path == STDIN else Path(path) for path in paths]
    if not inputs:
        raise InputError("nothing to read", expected="files or folders", fix='name one, or "-" for standard input')
    wording = load_wording(wording_file)
    files = find_files(inputs, READERS.keys())
    batches = [Batch(drops=files.drops, problems=files.problems)]
    for file in files.files:
        try:
            source = load(file)
            batches.append(reader_of(source)(source, wording))
        except InputError as problem:
            batches.append(Batch(problems=(problem,)))
    whole = _each_once([found for batch in batches for found in batch.found])
    intake = Intake(
        tuple(found.article for found in whole.found),
        tuple(drop for batch in (*batches, whole) for drop in batch.drops),
        tuple(problem for batch in (*batches, whole) for problem in batch.problems),
    )
    if not intake.articles:
        raise _nothing(intake)
    return intake


def _each_once(everything: Sequence[Found]) -> Batch:
    """The first article of each id: the same one told again is a drop, another one under its id a problem."""
    first: dict[str, Found] = {}
    drops: list[Drop] = []
    problems: list[InputError] = []
    for found in everything:
        earlier = first.setdefault(found.article.id, found)
        if earlier is found:
            continue
        if earlier.article == found.article:
            drops.append(Drop(found.file, found.line, found.article.id, f"the same article as at {earlier.place}"))
        else:
            problems.append(
                InputError(
                    f"the id {found.article.id!r} is taken by another article",
                    file=found.file,
                    line=found.line,
                    found=f"the id at {earlier.place} and here, with different content",
                    expected="one id for one article",
                    fix="give one of the two another id, or another file name where the id comes from it",
                )
            )
    return Batch(tuple(first.values()), tuple(drops), tuple(problems))


def _nothing(intake: Intake) -> InputError:
    """The error for inputs without a single article: the only problem itself, or one that tells all of them."""
    if len(intake.problems) == 1:
        return intake.problems[0]
    reasons = [
        problem.message if not problem.place else f"{problem.place}: {problem.message}" for problem in intake.problems
    ]
    reasons += [f"{drop.file}: {drop.reason}" for drop in intake.drops]
    return InputError("no article could be read", found="; ".join(reasons), expected="at least one article")
