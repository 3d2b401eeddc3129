"""What the package stands on: in ranges, told with a reason, and under licences that ask nothing of who uses it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import licences
import pytest
from licences import Held, complaint, exceptions, required
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
ASKED = [
    Requirement(line)
    for line in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
]
PAGE = licences.PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.name)
def test_a_dependency_is_asked_for_in_a_range(asked: Requirement) -> None:
    bounds = {bound.operator for bound in asked.specifier}
    assert bounds == {"=="} or bounds == {">=", "<"}
    assert asked.specifier.contains(licences.distribution(asked.name).version)


def test_the_page_tells_of_each_dependency_and_of_no_other() -> None:
    rows = PAGE.partition("## Not permissive")[0]
    told = [name for row in re.findall(r"^\| (`.*?) \|", rows, re.MULTILINE) for name in re.findall(r"`([\w-]+)`", row)]
    assert sorted(told) == sorted(canonicalize_name(asked.name) for asked in ASKED)


def test_all_that_is_installed_is_licensed_for_everyone() -> None:
    found = required("kijigraph")
    assert len(found) > 40
    assert {"pyoxigraph", "sudachidict-core", "trafilatura"} <= {held.name for held in found}
    named = exceptions(licences.PAGE)
    assert {held.name: told for held in found if (told := complaint(held, named))} == {}


def test_the_page_excuses_only_what_is_there() -> None:
    assert exceptions(licences.PAGE) <= {held.name for held in required("kijigraph")}


@pytest.mark.parametrize(
    "licence",
    ["GPL-3.0-only", "GNU Lesser General Public License v3 (LGPLv3)", "MPL-2.0", "EUPL-1.2", "CC-BY-SA-4.0", ""],
)
def test_a_licence_that_is_none_for_everyone_is_told(licence: str) -> None:
    assert complaint(Held("other", "1", licence), frozenset())
    assert licence == "" or complaint(Held("other", "1", licence), frozenset({"other"})) is None


@pytest.mark.parametrize("licence", ["MIT", "BSD-3-Clause", "Apache-2.0", "PSF-2.0", "ISC License (ISCL)", "0BSD"])
def test_a_licence_for_everyone_is_not(licence: str) -> None:
    assert complaint(Held("other", "1", licence), frozenset()) is None


def test_the_command_lists_them() -> None:
    command = [sys.executable, licences.__file__]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stdout
    assert re.search(r"^rdflib +7\.\S+ +.*BSD", ran.stdout, re.MULTILINE)
