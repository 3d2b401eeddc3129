"""What is on the picture: the legend, the filters, the slider of days, and more where there is more."""

from __future__ import annotations

import re

import pytest
from opening import Opened, Opener
from playwright.sync_api import expect
from sample import Graph, entity, event, large, report, sample

from kg.keep.event import Report

ANNA, BEN, CLARA = entity("アンナ"), entity("ベン"), entity("クララ")


def told(article: str, url: str | None = None) -> Report:
    return report("会った。", "会っ", article_id=article, url=url)


def dated() -> Graph:
    """Five meetings: three days, one told by three articles of two sites, one without any date."""
    days = ("2031-05-01", "2031-05-10", "2031-05-11")
    sites = (("https://a.example/1", "https://a.example/2", "https://b.example/1"), ("https://b.example/2",), (None,))
    found = [
        event(
            f"day-{day}",
            kind="Meeting",
            start=day,
            participant=(ANNA, BEN),
            reports=tuple(told(f"{day}-{n}", url) for n, url in enumerate(urls)),
        )
        for day, urls in zip(days, sites, strict=True)
    ]
    yearless = event("yearless", kind="Meeting", start="--05-10", participant=(ANNA, CLARA))
    plan = event(
        "month",
        kind="Visit",
        start="2031-05",
        end="2031-06",
        agent=(CLARA,),
        reports=(told("month", "https://a.example/3"),),
    )
    return Graph((*found, yearless, plan))


def bars(made: Opened) -> int:
    return made.page.locator("#bars .all").count()


def test_legend_counts_and_toggles(opened: Opener) -> None:
    made = opened(sample())
    places = made.page.locator('#kinds [data-value="Place"]')
    expect(places.locator("b")).to_have_text("2")
    places.click()
    expect(made.page.locator("#shown")).to_have_text("20 / 22 件を表示")
    expect(places).to_have_attribute("aria-pressed", "false")
    made.page.locator("#reset").click()
    expect(made.page.locator("#shown")).to_have_text("22 / 22 件を表示")


def test_filters_by_class_and_status_take_away_what_no_event_holds(opened: Opener) -> None:
    made = opened(sample())
    made.page.locator("#none").click()
    expect(made.page.locator("#plain")).to_contain_text("当てはまるものがありません")
    made.page.locator('#classes [data-value="Exercise"]').click()
    expect(made.page.locator("#shown")).to_have_text("4 / 22 件を表示")
    made.page.locator("#all").click()
    made.page.locator('#statuses [data-value="planned"]').click()
    expect(made.page.locator("#shown")).to_have_text("21 / 22 件を表示")


def test_sources_and_the_number_of_reports_filter(opened: Opener) -> None:
    made = opened(dated())
    sites = made.page.locator("#sites .toggle")
    assert [re.sub(r"\s+", " ", text) for text in sites.all_inner_texts()] == [
        "a.example 2",
        "b.example 2",
        "出典のURLなし 1",
    ]
    made.page.locator('#sites [data-value="b.example"]').click()
    assert made.shows("event/day-2031-05-01")  # another of its reports is from a.example
    assert not made.shows("event/day-2031-05-10")
    assert "nosource=b.example" in made.fragment
    made.page.locator("#reset").click()
    assert made.page.locator("#least option").all_inner_texts() == [
        "1 本以上（4 件）",
        "2 本以上（1 件）",
        "3 本以上（1 件）",
    ]
    made.page.locator("#least").select_option("2")
    assert made.shown() == {made.id(end) for end in ("event/day-2031-05-01", "person/アンナ", "person/ベン")}
    assert "reports=2" in made.fragment


def test_histogram_counts_by_day_and_says_what_has_no_date(opened: Opener) -> None:
    made = opened(dated())
    assert bars(made) == 3  # 1 May holds the month's plan too
    heights = made.page.locator("#bars .all").evaluate_all("all => all.map((bar) => +bar.getAttribute('height'))")
    assert heights[0] > heights[1] == heights[2]
    expect(made.page.locator("#period")).to_have_text("2031/5/1 – 2031/5/11 · 日付の分からない 1 件を含む")


def test_slider_narrows_the_days_by_keyboard_and_lives_in_the_address(opened: Opener) -> None:
    made = opened(dated())
    made.page.locator("#from").focus()
    for _ in range(9):
        made.page.keyboard.press("ArrowRight")
    expect(made.page.locator("#period")).to_have_text("2031/5/10 – 2031/5/11 · 日付の分からない 1 件を除く")
    assert not made.shows("event/day-2031-05-01")
    assert not made.shows("event/yearless")
    assert made.shows("event/day-2031-05-10")
    assert made.shows("event/month")  # it may be any day of May and June
    assert made.fragment == "since=2031-05-10"
    expect(made.page.locator("#from")).to_have_attribute("aria-valuetext", "2031-05-10")
    again = opened(dated(), fragment="#since=2031-05-11&until=2031-05-11")
    assert not again.shows("event/day-2031-05-10")
    again.page.locator("#anytime").click()
    expect(again.page.locator("#shown")).to_have_text("8 / 8 件を表示")


def test_drag_over_the_bars_takes_the_days_between(opened: Opener) -> None:
    made = opened(dated())
    box = made.page.locator("#bars").bounding_box()
    assert box
    y, day = box["y"] + 10, box["width"] / 11
    made.page.mouse.move(box["x"] + 8.5 * day, y)
    made.page.mouse.down()
    made.page.mouse.move(box["x"] + 9.5 * day, y, steps=4)
    made.page.mouse.up()
    assert made.fragment == "since=2031-05-09&until=2031-05-10"
    assert made.shows("event/day-2031-05-10")
    assert not made.shows("event/day-2031-05-11")


def test_a_few_days_far_off_do_not_press_the_rest_together(opened: Opener) -> None:
    days = [f"2031-05-{day:02d}" for day in range(1, 31)]
    found = [event(day, start=day, agent=(ANNA,)) for day in days]
    made = opened(Graph((event("old", start="1950-01-01", agent=(BEN,)), *found)))
    assert bars(made) >= 28
    expect(made.page.locator("#period")).to_have_text("～2031/5/1 – 2031/5/30")
    made.page.locator("#until").focus()
    made.page.keyboard.press("ArrowLeft")
    assert made.shows("event/old")
    made.page.locator("#from").focus()
    made.page.keyboard.press("ArrowRight")
    assert not made.shows("event/old")


def test_large_graph_shows_the_most_connected_and_search_brings_up_the_rest(opened: Opener) -> None:
    made = opened(large(1500, 900))
    expect(made.page.locator("#shown")).to_have_text("500 / 2,784 件を表示")
    made.page.fill("#search", "話題899")
    made.page.keyboard.press("Enter")
    expect(made.page.locator("#panel h2")).to_have_text("話題899")
    assert made.shows("topic/話題899")


def test_more_are_shown_by_the_button_and_by_expanding(opened: Opener) -> None:
    made = opened(large(30, 900))
    expect(made.page.locator("#shown")).to_have_text("500 / 1,830 件を表示")
    made.click("person/人物7")
    expand = made.page.locator(".act.expand")
    hidden = int(re.sub(r"\D", "", expand.inner_text()))
    assert hidden > 0
    expand.click()
    expect(expand).to_have_count(0)
    assert len(made.shown()) >= 500 + hidden
    made.page.locator("#more").click()
    assert len(made.shown()) >= 1000
    assert "show=1000" in made.fragment


def test_filter_brings_up_what_the_limit_held_back(opened: Opener) -> None:
    rare = event("rare", kind="Protest", start="2031-05-01", agent=(entity("孤独な人"),))
    made = opened(Graph((*large(30, 900).found, rare)))
    assert not made.shows("event/rare")
    made.page.locator("#none").click()
    made.page.locator('#classes [data-value="Protest"]').click()
    assert made.shows("event/rare")
    assert len(made.shown()) == 2


def test_without_events_those_of_one_event_are_joined_and_their_line_opens_what_is_between(opened: Opener) -> None:
    made = opened(dated())
    made.page.locator('#kinds [data-value="Event"]').click()
    lines = made.page.evaluate("window.kijigraph.edges()")
    assert sorted(
        {line["from"], line["to"]} == {made.id("person/アンナ"), made.id("person/ベン")} for line in lines
    ) == [
        False,
        True,
    ]
    pair = next(x for x in lines if {x["from"], x["to"]} == {made.id("person/アンナ"), made.id("person/ベン")})
    made.page.mouse.click(pair["x"], pair["y"])
    expect(made.page.locator("#panel h2")).to_have_text(re.compile("アンナ ↔ ベン|ベン ↔ アンナ"))
    expect(made.page.locator("#panel .times li")).to_have_count(3)


@pytest.mark.parametrize("fragment", ["#since=nonsense&until=2031-99", "#reports=-4&show=x", "#hide=,,&without=Nope"])
def test_a_fragment_that_means_nothing_is_the_plain_view(opened: Opener, fragment: str) -> None:
    made = opened(dated(), fragment=fragment)
    expect(made.page.locator("#shown")).to_have_text("8 / 8 件を表示")
