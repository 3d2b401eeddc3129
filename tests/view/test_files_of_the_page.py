"""What the page gives to take along: a table, RDF and a picture of what is shown, of a real build."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from rdflib import RDF, Dataset, Graph

import kg
from kg.keep.events import FILLED_ROLES
from kg.ontology import KG

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    return kg.build([SEEDS], tmp_path_factory.mktemp("build") / "out")


@pytest.fixture
def page(built: kg.KnowledgeGraph, browser: Browser) -> Iterator[Page]:
    """The page of the build with all of it shown."""
    page = browser.new_page(viewport={"width": 1300, "height": 850})
    page.goto(f"{(built.directory / 'network.html').as_uri()}#show=100000")
    yield page
    page.context.close()


def saved(page: Page, form: str) -> tuple[str, bytes]:
    page.locator("#files summary").click()
    with page.expect_download() as download:
        page.locator(f"#{form}").click()
    expect(page.locator("#files div")).to_be_hidden()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_table_of_all_is_that_of_the_export(built: kg.KnowledgeGraph, page: Page) -> None:
    name, data = saved(page, "csv")
    assert name == "kijigraph.csv"
    exported = built.export("csv").encode()
    assert data[:3] == exported[:3] == b"\xef\xbb\xbf"
    assert rows(data)[0] == rows(exported)[0]
    assert sorted(rows(data)) == sorted(rows(exported))
    assert len(rows(data)) > 250


def test_turtle_of_all_says_of_the_events_what_the_graph_says(built: kg.KnowledgeGraph, page: Page) -> None:
    name, data = saved(page, "turtle")
    assert name == "kijigraph.ttl"
    found = Graph().parse(data=data, format="turtle")
    whole = Dataset(default_union=True)
    whole.parse(built.nquads, format="nquads")
    everything = {(s, p, o) for s, p, o, _ in whole.quads()}
    assert set(found) - everything == set()
    events = {event.iri for event in built.events()}
    assert {str(s) for s in found.subjects(RDF.type) if str(s) in events} == events
    told = {KG + name for name in (*FILLED_ROLES, "claimedBy", "evidence")}
    said = {(s, p, o) for s, p, o in everything if str(s) in events and str(p) in told}
    assert len(said) > 900
    assert said - set(found) == set()


def test_part_that_is_shown_is_the_part_that_is_saved(page: Page) -> None:
    page.fill("#search", "高市早苗")
    page.keyboard.press("Enter")
    page.locator(".act.focus").click()
    focused = rows(saved(page, "csv")[1])
    assert 5 < len(focused) < 60
    assert all("高市早苗" in "".join(row) for row in focused[1:])
    page.locator("#none").click()
    page.locator('#classes [data-value="PhoneCall"]').click()
    calls = rows(saved(page, "csv")[1])
    assert {row[0] for row in calls[1:]} == {"PhoneCall"}
    turtle = Graph().parse(data=saved(page, "turtle")[1], format="turtle")
    kinds = {str(o) for o in turtle.objects(None, RDF.type)}
    assert f"{KG}PhoneCall" in kinds
    assert f"{KG}Meeting" not in kinds


def test_picture_is_a_png_of_what_is_on_the_stage_twice_as_fine(page: Page) -> None:
    name, data = saved(page, "png")
    assert name == "kijigraph.png"
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    stage = page.locator("#network").bounding_box()
    assert stage
    assert abs(width - 2 * stage["width"]) <= 2
    assert abs(height - 2 * stage["height"] - 56) <= 2
    assert len(data) > 50_000  # an empty sheet is a tenth of this
    shown = page.evaluate("window.kijigraph.shown().length")
    assert page.evaluate("document.querySelector('#network canvas').width") == round(stage["width"])
    assert shown > 500
