"""The wheel, unpacked and used from a folder that knows nothing of the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from running import SEEDS

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-deps"]
    ran = subprocess.run([*command, "--no-build-isolation", "-w", folder, ROOT], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_whole_ontology(wheel: Path) -> None:
    shipped = {
        f"kg/ontology/{file.relative_to(ROOT / 'ontology').as_posix()}"
        for file in (ROOT / "ontology").rglob("*")
        if file.is_file()
    }
    held = set(zipfile.ZipFile(wheel).namelist())
    assert shipped <= held
    assert len(shipped) > 50
    assert not [name for name in held if name.startswith(("tests", "seeds", "output"))]


def test_the_wheel_holds_what_the_pages_are_made_of(wheel: Path) -> None:
    files = [file for part in ("site", "view") for file in (ROOT / "kg" / part).rglob("*") if file.is_file()]
    shipped = {file.relative_to(ROOT).as_posix() for file in files if file.suffix not in (".py", ".pyc")}
    assert shipped <= set(zipfile.ZipFile(wheel).namelist())
    assert {Path(name).suffix for name in shipped} == {".css", ".html", ".js", ".svg", ".yaml"}


def test_the_wheel_builds_the_graph_that_the_checkout_builds(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    (tmp_path / "elsewhere").mkdir()
    for place, out in ((tmp_path / "installed", "wheel"), (ROOT, "checkout")):
        command = [sys.executable, "-m", "kg", "build", SEEDS / "alliance-listing.txt", "-o", tmp_path / out]
        env = {**os.environ, "PYTHONPATH": str(place)}
        subprocess.run(command, check=True, capture_output=True, cwd=tmp_path / "elsewhere", env=env)
    program = "import kg, kg.resources as r; print(kg.__file__, r.ontology_dir())"
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, env=env, cwd=tmp_path
    )
    assert all(path.startswith(str(tmp_path / "installed")) for path in ran.stdout.split())
    for name in ("graph.ttl", "network.html"):
        one, other = ((tmp_path / out / name).read_bytes() for out in ("wheel", "checkout"))
        assert one == other
