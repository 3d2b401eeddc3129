"""No name leads out: in archives, in ids, in addresses, on the site. Each of the names is tried in each place."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pytest
from serving import HTML, Site, serving

import kg

SECRET = "秘密の日本は中国に抗議した。"
TEXT = "高市早苗首相は28日、東京でトランプ大統領と会談した。"
ENDS = ("{file}", "x/../{file}", "./{file}", "{file}\0.txt", "{file}/.", "{file} ")
STEPS = (
    "../",
    "../../",
    "..\\",
    "..%2f",
    "%2e%2e/",
    "%252e%252e%252f",
    "....//",
    "..;/",
    "\uff0e\uff0e/",
    "/",
    "//",
    "C:\\",
    "file://",
)
NAMES = [step + end for step, end in product(STEPS, ENDS)]
UNDER = ("/", "/static/", "/ontology/", "/article/", "/event/")
"""Where a name is asked for on the site."""


def test_they_are_hundreds() -> None:
    assert len(NAMES) == len(set(NAMES)) == 78
    assert len(NAMES) * (3 + len(UNDER)) == 624


def named(name: str, secret: Path) -> str:
    """The name as it would lead to the secret; a step that names a place takes the whole path."""
    whole = str(secret).lstrip("/") if name.startswith(("/", "file:", "C:")) else secret.name
    return name.replace("{file}", whole)


def tree(folder: Path) -> list[tuple[str, bytes]]:
    return [(str(file), file.read_bytes()) for file in sorted(folder.rglob("*")) if file.is_file()]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a secret two levels above what is built in it."""
    place = tmp_path_factory.mktemp("place")
    (place / "secret.txt").write_text(SECRET, encoding="utf-8")
    (place / "in" / "given").mkdir(parents=True)
    (place / "in" / "secret.txt").write_text(SECRET, encoding="utf-8")
    return place


def members(place: Path) -> list[str]:
    return [named(name, place / "secret.txt") for name in NAMES]


def lay(place: Path) -> None:
    """A zip, a tar with links as well, and lines of articles, with all the names."""
    given = place / "in" / "given"
    data = TEXT.encode()
    with zipfile.ZipFile(given / "a.zip", "w") as packed:
        for name in dict.fromkeys(name.partition("\0")[0] for name in members(place)):
            packed.writestr(zipfile.ZipInfo(name), data)
    with tarfile.open(given / "b.tar", "w") as packed_too:
        for number, name in enumerate(members(place)):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            packed_too.addfile(info, io.BytesIO(data))
            for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE):
                link = tarfile.TarInfo(f"link-{number}-{int(kind)}.txt")
                link.type, link.linkname = kind, name
                packed_too.addfile(link)
    lines = [{"id": name, "text": TEXT, "url": f"https://a.example.jp/{name}"} for name in members(place)]
    (given / "c.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


@pytest.fixture(scope="module")
def served(place: Path) -> Iterator[Site]:
    lay(place)
    before = tree(place)
    with pytest.warns(kg.InputWarning):
        graph = kg.build([place / "in" / "given"], place / "in" / "out")
    assert [file for file in tree(place) if not file[0].startswith(str(place / "in" / "out"))] == before
    with serving(graph.directory) as site:
        yield site


def test_nothing_but_what_was_named_is_read_and_nothing_written_elsewhere(served: Site, place: Path) -> None:
    written = (place / "in" / "out" / "graph.nq").read_text(encoding="utf-8")
    assert "秘密" not in written
    assert {path.name for path in (place / "in" / "out").iterdir()} == {
        "graph.nq", "graph.ttl", "dataset.ttl", "network.html", "store", ".lock",
    }  # fmt: skip
    assert not [
        quoted for quoted in written.split() if quoted.startswith("<") and ("/../" in quoted or "/./" in quoted)
    ]


def test_the_articles_of_such_ids_are_there(served: Site, place: Path) -> None:
    found = kg.KnowledgeGraph(place / "in" / "out").query("SELECT ?id { ?a dcterms:identifier ?id }").texts()
    assert set(members(place)) <= {row[0] for row in found}


@pytest.mark.parametrize("under", UNDER)
def test_no_name_leads_to_a_file_on_the_site(under: str, served: Site, place: Path) -> None:
    asked = 0
    for name, accept in product(members(place), ({}, HTML)):
        for written in {quote(name, safe="/.%;\\:"), quote(name, safe="")}:
            got = served.ask(under + written, accept)
            assert "秘密" not in got.text, written
            assert got.status in (200, 303, 307, 400, 404), written
            assert got.status == 404 or under in ("/", "/article/"), written
            asked += 1
    assert asked > 2 * len(NAMES)
