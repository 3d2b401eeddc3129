"""Graphs that are hardly one, articles that lack half, names that are too long: each has its own plain state."""

from __future__ import annotations

import re

import pytest
from opening import Opener
from playwright.sync_api import expect
from sample import Graph, entity, event, report, sample


def test_empty_graph_says_so(opened: Opener) -> None:
    made = opened(Graph(()))
    expect(made.page.locator("#plain")).to_contain_text("表示できる出来事がありません")
    expect(made.page.locator("#shown")).to_have_text("")


def test_graph_of_one_node_says_so_and_opens_it(opened: Opener) -> None:
    made = opened(Graph((event("alone", reports=(report("開かれた。", "開かれ"),)),)))
    expect(made.page.locator("#plain")).to_have_text("表示できるのはこの 1 件だけです。")
    made.click("event/alone")
    expect(made.page.locator("#panel blockquote")).to_have_text("開かれた。")


def test_an_address_that_is_no_web_address_becomes_no_link(opened: Opener) -> None:
    made = opened(sample())
    made.click("event/Exercise-island-3-0")
    expect(made.page.locator("#panel blockquote")).to_contain_text("合同演習")
    assert made.page.locator("#panel a").count() == 0


def test_article_without_title_or_address_is_named_by_its_id(opened: Opener) -> None:
    made = opened(sample())
    made.click("event/Announcement-harbour-2-1")
    expect(made.page.locator("#panel .cite").first).to_have_text("無題の記事 harbour-2")
    expect(made.page.locator("#panel .cite").nth(1)).to_contain_text("出典のURLなし")
    assert made.page.locator("#panel a").count() == 0


def test_event_without_report_opens(opened: Opener) -> None:
    made = opened(Graph((event("bare", agent=(entity("語る人"),)), event("other", agent=(entity("別の人"),)))))
    made.click("event/bare")
    expect(made.page.locator("#panel h3")).to_have_text("根拠 記事 0 本・文 0 つ")


@pytest.mark.parametrize("width", [1300, 390])
def test_names_of_eighty_characters_are_cut_on_the_picture_and_whole_in_the_panel(opened: Opener, width: int) -> None:
    name, topic = "長" * 80, "題" * 80
    said = event(
        "x", label=name * 2, agent=(entity(name),), topic=(entity(topic, "Topic"),), reports=(report("言った。"),)
    )
    made = opened(
        Graph((said, event("y", agent=(entity("W" * 80),)))), context={"viewport": {"width": width, "height": 800}}
    )
    made.search("長長")
    expect(made.page.locator("#panel h2")).to_have_text(name)
    made.page.locator(".act.focus").click()
    texts = [item["text"] for item in made.page.evaluate("window.kijigraph.names()")]
    assert "長" * 17 + "…" in texts
    made.page.fill("#search", "長")
    panel, page = made.page.locator("#panel"), made.page.locator("html")
    for box in (panel, page, made.page.locator("#hits")):
        assert box.evaluate("box => box.scrollWidth <= box.clientWidth + 1")


def test_an_actor_with_nothing_left_around_it_says_so(opened: Opener) -> None:
    made = opened(sample(), focus="黒崎次郎")
    made.page.locator("#none").click()
    expect(made.page.locator("#plain")).to_have_text("いまの絞り込みでは、周りに何もありません。")


def test_every_kind_switched_off_says_so(opened: Opener) -> None:
    made = opened(sample())
    for toggle in made.page.locator("#kinds .toggle").all():
        toggle.click()
    expect(made.page.locator("#plain")).to_have_text("いまの絞り込みに当てはまるものがありません。")


def test_empty_graph_has_nothing_to_press_but_the_language(opened: Opener) -> None:
    made = opened(Graph(()))
    shown = made.page.locator("button:visible").all_inner_texts()
    assert sorted(shown) == ["?", "English", "◐"]
    made.page.keyboard.press("n")
    made.page.locator("#language").click()
    expect(made.page.locator("#plain")).to_contain_text(re.compile("There are no events to show"))
