"""The page as a reader meets it: opened from a file in Chromium, clicked, searched, filtered."""

from __future__ import annotations

import re

import pytest
from opening import Opener
from playwright.sync_api import Page, expect
from sample import Graph, entity, event, sample

DEMAND = "event/Demand-harbour-1-2"


def painted(page: Page) -> int:
    """The number of colours on the canvas."""
    script = """() => {
        const canvas = document.querySelector("#network canvas");
        const image = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(image.data.buffer)).size;
    }"""
    found: int = page.evaluate(script)
    return found


def test_opens_with_every_node_drawn_inside_the_stage(opened: Opener) -> None:
    made = opened(sample())
    expect(made.page.locator("#shown")).to_have_text("22 / 22 件を表示")
    assert len(made.shown()) == 22
    assert painted(made.page) > 50
    box = made.page.locator("#network").bounding_box()
    assert box
    for end in (DEMAND, "person/ベルク", "place/離島"):
        spot = made.at(end)
        assert box["x"] < spot["x"] < box["x"] + box["width"]
        assert box["y"] < spot["y"] < box["y"] + box["height"]


def test_click_on_an_event_shows_its_sentence_with_trigger_and_fillers_marked(opened: Opener) -> None:
    made = opened(sample())
    made.click(DEMAND)
    panel = made.page.locator("#panel")
    quote = panel.locator("blockquote")
    assert re.sub("主体|相手|事柄", "", quote.inner_text()) == "ベルク大統領は青山氏に漁船の早期返還を求めた。"
    assert quote.locator("mark.trigger").all_inner_texts() == ["求め"]
    words = [mark.evaluate("mark => mark.firstChild.data") for mark in quote.locator("mark.filler").all()]
    assert words == ["ベルク大統領", "青山氏", "漁船の早期返還"]
    expect(panel.locator("code")).to_have_text("statement.test")
    expect(panel.locator("a")).to_have_attribute("href", "https://news.example/harbour-1")
    expect(panel.locator("a")).to_have_text("港湾協定に両国が署名")
    expect(panel).to_contain_text("2031-05-12")


def test_panel_of_a_planned_event_tells_status_date_and_on_whose_word(opened: Opener) -> None:
    made = opened(sample())
    made.click("event/Visit-harbour-2-0")
    facts = made.page.locator("#panel dl")
    rows = dict(zip(facts.locator("dt").all_inner_texts(), facts.locator("dd").all_inner_texts(), strict=True))
    assert rows["状態"] == "予定"
    assert rows["日付"] == "6月"
    assert rows["場所"] == "白浜市"
    assert rows["誰の話か"] == "ルナ外務省"
    expect(made.page.locator("#panel .cite").first).to_have_text("無題の記事 harbour-2")


def test_click_on_an_actor_lists_its_events_in_order_of_time(opened: Opener) -> None:
    made = opened(sample())
    made.click("person/ベルク")
    days = made.page.locator("#panel .times time").all_inner_texts()
    assert days == ["2031/5/12", "2031/5/12", "記事 2031/5/12", "6月"]
    made.page.locator("#panel .times button").nth(2).click()
    expect(made.page.locator("#panel blockquote")).to_contain_text("漁船の早期返還")


def test_search_folds_width_and_kana_and_opens_what_it_finds(opened: Opener) -> None:
    made = opened(sample())
    made.page.fill("#search", "べるく")
    expect(made.page.locator("#hits button").first).to_have_text("ベルク")
    made.page.keyboard.press("Enter")
    expect(made.page.locator("#panel h2")).to_have_text("ベルク")
    made.page.fill("#search", "どこにもない")
    expect(made.page.locator("#hits")).to_have_text("見つかりません")


def test_search_puts_names_before_the_topics_and_events_that_hold_them(opened: Opener) -> None:
    topic = (entity("ベルクの演説", "Topic"),)
    made = opened(Graph((event("x", label="ベルクに発言", agent=(entity("アンナ・ベルク"),), topic=topic),)))
    made.page.fill("#search", "ベルク")
    assert made.page.locator("#hits small").all_inner_texts() == ["人", "発言", "事柄"]


def test_speaks_english(opened: Opener) -> None:
    made = opened(sample())
    made.page.locator("#language").click()
    expect(made.page.locator("#shown")).to_have_text("22 of 22 shown")
    expect(made.page.locator('#classes [data-value="Demand"]')).to_contain_text("Demand")
    expect(made.page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone_keeps_the_panel_on_the_screen(opened: Opener, scheme: str) -> None:
    made = opened(sample(), context={"viewport": {"width": 390, "height": 844}, "color_scheme": scheme})
    made.page.fill("#search", "ベルク")
    made.page.keyboard.press("Enter")
    box = made.page.locator("#panel").bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, 390)
    assert box["y"] > 250
    assert made.page.evaluate("document.documentElement.scrollWidth") == 390
