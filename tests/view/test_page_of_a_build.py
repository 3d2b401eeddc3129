"""The page of a real build: the sample listing, read, written, opened."""

from __future__ import annotations

import json
import re
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
