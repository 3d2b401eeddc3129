"""Articles added to a graph that was built: they alone are read, and the graph is as if built of all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg.account import Account, Paths, Progress, listed, read_intake
from kg.errors import InputError
from kg.keep.output import Page, republish
from kg.keep.store import GRAPH_NQ
from kg.keep.withdraw import identified, without
from kg.read import read
from kg.shard import Kit, Setting
from kg.spill import Spill
from kg.write.build import Build, builds_of, told_apart
from kg.write.quads import LISTED
from kg.write.statement import base_of, statements

_OPTIONS = "--rules, --actors, --same and --different"
_NUMBERED = re.compile(r"(?P<page>.+)-\d{2,}")


def add(
    directory: Path,
    paths: Paths,
    page: Page | None = None,
    *,
    workers: int | None = 1,
    rules: str | Path | None = None,
    actors: str | Path | None = None,
    same: str | Path | None = None,
    different: str | Path | None = None,
    progress: Progress | None = None,
    reserved: bool = False,
) -> Account:
    """What was read of the articles that the folder's graph now has too, published whole or not at all.

    An article with the id of an old one takes its place. The folder is byte for byte what one build of all articles
    writes; therefore an InputError where the graph was built otherwise than these settings build, or where an article
    would go beside which others were dated (see `_check_listings`). `page` and `reserved` are
    as in `republish`.
    """
    told: list[Account] = []

    def change(before: Sequence[str]) -> Iterable[str]:
        base = base_of(statements(before))
        if base is None:
            raise InputError(
                "the graph holds no article to add to", file=directory, fix=f"kg build INPUT -o {directory}"
            )
        kit = Kit.of(
            Setting(base, *(None if path is None else Path(path) for path in (rules, actors, same, different)))
        )
        _check_build(builds_of(before), kit.build, directory)
        intake = read(listed(paths))
        old = identified(before)
        replaced = tuple(sorted(article.id for article in intake.articles if article.id in old))
        _check_listings(_dated_by_listing(before, old), old, replaced, directory)
        lines = Spill()
        told.append(replace(read_intake(intake, kit, lines, workers, progress), replaced=replaced))
        lines.extend(without(before, replaced))
        return lines

    republish(directory, change, page, reserved=reserved)
    return told[0]


def _check_build(found: Collection[Build], now: Build, directory: Path) -> None:
    """An InputError that names what differs between the builds of the graph's articles and this one."""
    for build in sorted(found, key=lambda b: b.label):
        if apart := told_apart(build, now):
            again = f"build all articles again: kg build INPUT -o {directory}"
            raise InputError(
                f"the graph was built with {apart.what}",
                file=directory / GRAPH_NQ,
                found=apart.one,
                expected=apart.other,
                fix=f"give {_OPTIONS} as the build had them, or {again}" if apart.names == ("rules",) else again,
            )


def _dated_by_listing(before: Sequence[str], old: Mapping[str, str]) -> set[str]:
    """The ids of the articles whose month or year was worked out from their neighbours in a listing."""
    nodes = {s.subject for s in statements(line for line in before if LISTED in line) if s.predicate == LISTED}
    return {identifier for identifier, node in old.items() if node in nodes}


def _check_listings(dated: set[str], old: Iterable[str], replaced: Iterable[str], directory: Path) -> None:
    """An InputError where a part of a listing would be replaced whose articles were dated by one another.

    The articles of one listing are told by their ids: alliance-01, alliance-02.
    """
    pages: dict[str, set[str]] = defaultdict(set)
    for identifier in old:
        if match := _NUMBERED.fullmatch(identifier):
            pages[match["page"]].add(identifier)
    for page, held in sorted(pages.items()):
        new, left = sorted(held.intersection(replaced)), sorted(held.difference(replaced))
        if new and left and held & dated:
            raise InputError(
                f"{new[0]} is one of a listing whose articles are dated by their neighbours",
                file=directory / GRAPH_NQ,
                found=f"{len(new)} of the {len(held)} articles {page}-…, without {', '.join(left[:3])}"
                + (" …" if len(left) > 3 else ""),
                expected="all of them at once",
                fix="add the whole corrected listing",
            )
