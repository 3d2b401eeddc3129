"""Imports point one way along the flow: each part may use those before it, and itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "kg"

# Parts in one row do not know of each other.
FLOW = (
    ("value",),
    ("model", "errors", "resources", "memo", "spill", "follow"),
    ("grammar", "ontology", "csvfile"),
    ("read", "analyse"),
    ("find",),
    ("parse",),
    ("match",),
    ("settle",),
    ("reader",),
    ("pipeline",),
    ("write",),
    ("keep", "cut"),
    ("export", "view"),
    ("shard",),
    ("cluster",),
    ("account",),
    ("addition",),
    ("workbench",),
    ("graph",),
    ("builder", "merger"),
    ("remote", "site"),
    ("cli",),
)
PLACE = {part: row for row, parts in enumerate(FLOW) for part in parts}
FILES = sorted(file for file in PACKAGE.rglob("*.py") if file.parent != PACKAGE or not file.name.startswith("__"))


def part_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(file: Path) -> Iterator[tuple[int, str]]:
    """Line and part of each import of the package's own, inside functions and for types too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: a relative import"
            names = [f"kg.{a.name}" for a in node.names] if node.module == "kg" else [node.module or ""]
        for name in names:
            if name.startswith("kg.") and name != "kg.__version__":
                yield node.lineno, name.split(".")[1]


def test_every_part_has_its_place_in_the_flow() -> None:
    assert {part_of(file) for file in FILES} - set(PLACE) == set()
    assert len(FILES) > 100


@pytest.mark.parametrize("part", PLACE)
def test_imports_point_back(part: str) -> None:
    wrong = [
        f"{file.relative_to(PACKAGE)}:{line} imports {other}"
        for file in FILES
        if part_of(file) == part
        for line, other in imported(file)
        if other != part and PLACE[other] >= PLACE[part]
    ]
    assert wrong == []


def test_only_the_command_line_prints_or_exits() -> None:
    wrong = [
        f"{file.relative_to(PACKAGE)}:{node.lineno}"
        for file in FILES
        if part_of(file) != "cli"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "exit", "quit", "sys.exit", "os._exit")
    ]
    assert wrong == []


CLOCKS = {"time.time", "datetime.now", "datetime.today", "date.today", "datetime.utcnow", "random", "uuid4", "uuid1"}


def test_nothing_but_the_command_line_and_the_site_reads_the_clock_or_rolls_dice() -> None:
    wrong = []
    for file in FILES:
        if part_of(file) in ("cli", "site"):  # the site says how long a query took
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import) and {a.name for a in node.names} & {"time", "random", "uuid", "secrets"}:
                wrong.append(f"{file.relative_to(PACKAGE)}:{node.lineno}")
            if isinstance(node, ast.Attribute) and ast.unparse(node) in CLOCKS:
                wrong.append(f"{file.relative_to(PACKAGE)}:{node.lineno}")
    assert wrong == []
