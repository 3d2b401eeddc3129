"""Everything that was read from the inputs: articles, each with an id of its own, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.model import Article
from kg.read.folder import STDIN, Input, find_files, open_file
from kg.read.limit import ARTICLE
from kg.read.readers import ENDINGS, is_known, read_stream
from kg.read.repeat import with_repeats
from kg.read.source import Batch, Drop, Found
from kg.read.wording import Wording, load_wording

_REASONS = 20
"""How many reasons are told where nothing was read."""


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
    files = find_files(inputs, is_known, ENDINGS)
    batches = [Batch(drops=files.drops, problems=files.problems)]
    batches += [_read(file, wording) for file in files.files]
    everything = Batch.of(batches)
    whole = _each_once(_short_enough(everything))
    intake = Intake(with_repeats([found.article for found in whole.found], wording.page), whole.drops, whole.problems)
    if not intake.articles:
        raise _nothing(intake)
    return intake


def _read(file: Input, wording: Wording) -> Batch:
    try:
        stream = open_file(file)
        with stream.file if file != STDIN else nullcontext():
            return read_stream(stream, wording)
    except InputError as problem:
        return Batch(problems=(problem,))


def _short_enough(batch: Batch) -> Batch:
    """The batch with the articles that are too long among its problems."""
    problems = tuple(
        InputError(
            "the article is too long",
            file=found.file,
            line=found.line,
            found=f"{len(found.article.text)} characters",
            expected=f"at most {ARTICLE}",
            fix="cut it up into its articles",
        )
        for found in batch.found
        if len(found.article.text) > ARTICLE
    )
    found = tuple(found for found in batch.found if len(found.article.text) <= ARTICLE)
    return Batch(found, batch.drops, (*batch.problems, *problems))


def _each_once(batch: Batch) -> Batch:
    """One article of each id: the same one told again is a drop, another one under its id a problem.

    Where ids come from addresses, two tellings are of one article, and the fullest stays: the page of a feed's entry.
    """
    kept: dict[str, Found] = {}
    drops = list(batch.drops)
    problems = list(batch.problems)
    for found in batch.found:
        earlier = kept.setdefault(found.article.id, found)
        if earlier is found:
            continue
        if earlier.article == found.article:
            drops.append(Drop(found.file, found.line, found.article.id, f"the same article as at {earlier.place}"))
        elif earlier.addressed and found.addressed:
            less, more = sorted((earlier, found), key=_fullness)
            kept[found.article.id] = more
            drops.append(Drop(less.file, less.line, less.article.id, f"told more fully at {more.place}"))
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
    return Batch(tuple(kept.values()), tuple(drops), tuple(problems))


def _fullness(found: Found) -> tuple[int, bool, str]:
    """Orders tellings of one article; what differs in no measure is ordered by its words."""
    article = found.article
    return len(article.text), article.published is not None, f"{article}"


def _nothing(intake: Intake) -> InputError:
    """The error for inputs without a single article: the only problem itself, or one that tells all of them."""
    if len(intake.problems) == 1:
        return intake.problems[0]
    reasons = [
        problem.message if not problem.place else f"{problem.place}: {problem.message}" for problem in intake.problems
    ]
    reasons += [f"{drop.file}: {drop.reason}" for drop in intake.drops]
    reasons = list(dict.fromkeys(reasons))
    more = [f"and {len(reasons) - _REASONS} more"] if len(reasons) > _REASONS else []
    found = "; ".join([*reasons[:_REASONS], *more])
    return InputError("no article could be read", found=found, expected="at least one article")
