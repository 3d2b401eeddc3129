"""Under which licence everything stands that the package asks for, and that none of it is kept in the wheel.

    python benchmarks/licences.py

Prints a line for each distribution that an installation brings, as its own metadata have it; the exit code is 1 where
one names no licence, or one that asks for the same licence of what uses it and that docs/dependencies.md does not name.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PAGE = Path(__file__).parents[1] / "docs" / "dependencies.md"
COPYLEFT = re.compile(r"GPL|GNU|MPL|Mozilla|EPL|CDDL|EUPL|-SA\b|OSL|SSPL|BUSL|Commons Clause", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Held:
    """A distribution that is installed, and what its metadata say of its licence."""

    name: str
    version: str
    licence: str


def main() -> None:
    named = exceptions(PAGE)
    wrong = 0
    for held in sorted(required("kijigraph")):
        told = complaint(held, named)
        wrong += told is not None
        print(f"{held.name:26}{held.version:14}{held.licence}{f'   ! {told}' if told else ''}")
    sys.exit(int(wrong > 0))


def complaint(held: Held, named: frozenset[str]) -> str | None:
    """What is wrong with the licence, unless the page names the distribution; None where nothing is."""
    if not held.licence:
        return "names no licence"
    if COPYLEFT.search(held.licence) and held.name not in named:
        return "is copyleft, and docs/dependencies.md does not name it"
    return None


def exceptions(page: Path) -> frozenset[str]:
    """The distributions under other licences that the page gives a reason for."""
    rest = page.read_text(encoding="utf-8").partition("## Not permissive")[2].partition("\n## ")[0]
    return frozenset(re.findall(r"^\| `([\w-]+)` \|", rest, re.MULTILINE))


def required(name: str) -> set[Held]:
    """All that a distribution needs at any depth, for this Python on this system; itself is not among it."""
    found: dict[str, Held] = {}
    waiting: list[tuple[str, frozenset[str]]] = [(name, frozenset())]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        for requirement in _requirements(*one):
            key = canonicalize_name(requirement.name)
            try:
                installed = distribution(requirement.name)
            except PackageNotFoundError:
                continue
            found[key] = Held(key, installed.version, _licence(requirement.name))
            waiting.append((requirement.name, frozenset(requirement.extras)))
    return set(found.values())


def _requirements(name: str, extras: frozenset[str]) -> Iterator[Requirement]:
    for line in distribution(name).requires or ():
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield requirement


def _licence(name: str) -> str:
    told = distribution(name).metadata
    classified = [c.rpartition(" :: ")[2] for c in told.get_all("Classifier") or () if c.startswith("License ::")]
    plain = (told.get("License") or "").strip().splitlines()
    said = told.get("License-Expression") or (plain[0] if plain and plain[0] != "UNKNOWN" else "")
    return said if said and len(said) < 60 and not classified else "; ".join([*classified, *([said] if said else [])])


if __name__ == "__main__":
    main()
