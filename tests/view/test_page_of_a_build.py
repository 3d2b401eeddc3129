"""The page of a real build: the sample listing, read, written, opened."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import kg
from kg.view import page_bytes

LISTING = Path(__file__).parents[2] / "seeds" / "alliance-listing.txt"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    return kg.build([LISTING], tmp_path_factory.mktemp("build") / "out")


def test_every_event_has_a_sentence_with_its_trigger_marked(built: kg.KnowledgeGraph) -> None:
    page = page_bytes(built).decode()
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', page, re.S)
    assert found
    data = json.loads(found[1])
    events = data["events"]
    sentences = {(r.article_id, r.exact) for e in built.events() for r in e.reports}
    assert len(events) == len(built.events()) > 30
    for event in events:
        assert event["reports"]
        for report in event["reports"]:
            article = data["articles"][report["article"]]["id"]
            assert (article, "".join(text for text, _ in report["pieces"])) in sentences
            assert "trigger" in [role for _, role in report["pieces"]]


def test_build_leaves_the_page_that_view_writes(built: kg.KnowledgeGraph) -> None:
    assert (built.directory / "network.html").read_bytes() == page_bytes(built)


def test_no_two_names_overlap_at_first_sight_and_the_most_connected_have_theirs(browser: Browser) -> None:
    with tempfile.TemporaryDirectory() as folder:
        built = kg.build([LISTING.parent], folder)
        for size, least in (({"width": 1440, "height": 900}, 9), ({"width": 390, "height": 844}, 6)):
            page = browser.new_page(viewport=size)
            page.goto((built.directory / "network.html").as_uri())
            expect(page.locator("#shown")).to_contain_text("500 / ")
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            names = page.evaluate("window.kijigraph.names()")
            pairs = [(a, b) for i, a in enumerate(names) for b in names[:i]]
            over = [
                (a["text"], b["text"])
                for a, b in pairs
                if a["left"] < b["right"]
                and b["left"] < a["right"]
                and a["top"] < b["bottom"]
                and b["top"] < a["bottom"]
            ]
            assert over == []
            first = page.evaluate("JSON.parse(document.getElementById('data').textContent).nodes.slice(0, 10)")
            assert len({node["label"] for node in first if node["size"]} & {name["text"] for name in names}) >= least
            page.context.close()


def test_person_of_the_listing_is_found_and_its_events_are_listed(built: kg.KnowledgeGraph, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((built.directory / "network.html").as_uri())
    page.fill("#search", "高市早苗")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("高市早苗")
    assert page.locator("#panel .times li").count() >= 5
    page.locator("#panel .times button").first.click()
    expect(page.locator("#panel mark.trigger").first).to_be_visible()
    page.close()
