"""One actor with its neighbours, two with what is between them, the shortest path; and how such a view is sent."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from opening import Opened, Opener
from playwright.sync_api import expect
from sample import BASE, Graph, entity, event, sample

CHAIN = [entity(name) for name in ("甲", "乙", "丙", "丁")]
ALONE = entity("孤")


def chain() -> Graph:
    """甲 meets 乙 twice, 乙 meets 丙, 丙 plans to meet 丁; 孤 speaks alone."""
    meetings = [
        event(f"m{n}", kind="Meeting", start=f"2031-05-0{n + 1}", participant=tuple(sorted(pair)), status=status)
        for n, (pair, status) in enumerate(
            [
                (CHAIN[0:2], "occurred"),
                (CHAIN[0:2], "occurred"),
                (CHAIN[1:3], "occurred"),
                (CHAIN[2:4], "planned"),
            ]
        )
    ]
    return Graph((*meetings, event("said", agent=(ALONE,), start="2031-05-09")))


def pair(made: Opened, one: str, other: str) -> None:
    made.search(one)
    made.page.locator(".act.two").click()
    expect(made.page.locator("#notice")).to_contain_text(f"{one}の相手")
    made.search(other)
    expect(made.page.locator("#panel h2")).to_have_text(f"{one} ↔ {other}")


def test_focus_lives_in_the_address_and_back_leaves_it(opened: Opener) -> None:
    made = opened(sample())
    made.click("person/黒崎次郎")
    made.page.get_by_role("button", name="この項目に絞る").click()
    expect(made.page.locator("#shown")).to_have_text("3 / 22 件を表示")
    assert "focus=" in made.fragment
    again = opened(sample(), fragment="#" + made.fragment)
    expect(again.page.locator("#shown")).to_have_text("3 / 22 件を表示")
    made.page.evaluate("history.back()")
    expect(made.page.locator("#shown")).to_have_text("22 / 22 件を表示")


def test_focus_of_the_command_opens_on_the_actor(opened: Opener) -> None:
    made = opened(sample(), focus="黒崎次郎")
    expect(made.page.locator("#shown")).to_have_text("3 / 22 件を表示")
    made.page.locator("#unfocus").click()
    expect(made.page.locator("#shown")).to_have_text("22 / 22 件を表示")


def test_double_click_focuses_and_events_stand_in_a_ring(opened: Opener) -> None:
    made = opened(chain())
    spot = made.at("person/乙")
    made.page.mouse.dblclick(spot["x"], spot["y"])
    expect(made.page.locator("#unfocus")).to_have_text("注目: 乙 ×")
    assert made.shown() == {made.id(end) for end in ("甲", "乙", "丙", "event/m0", "event/m1", "event/m2")}
    centre = made.at("person/乙")
    assert made.at("event/m0")["y"] < centre["y"]  # the first stands on top


def test_pair_shows_all_that_both_had_part_in_and_nothing_else(opened: Opener) -> None:
    made = opened(chain())
    pair(made, "甲", "乙")
    assert made.shown() == {made.id(end) for end in ("甲", "乙", "event/m0", "event/m1")}
    assert made.page.locator("#panel .times time").all_inner_texts() == ["2031/5/1", "2031/5/2"]
    assert "to=" in made.fragment
    again = opened(chain(), fragment=f"#{made.fragment}")
    assert again.shown() == made.shown()
    made.page.locator("#close").click()
    expect(made.page.locator("#unfocus")).to_have_text("注目: 甲 ×")


def test_click_on_the_picture_chooses_the_other_of_a_pair(opened: Opener) -> None:
    made = opened(chain())
    made.search("丙")
    made.page.locator(".act.two").click()
    made.click("person/丁")
    expect(made.page.locator("#panel h2")).to_have_text("丙 ↔ 丁")


def test_shortest_path_leads_through_events_that_pass_the_filters(opened: Opener) -> None:
    made = opened(chain())
    pair(made, "甲", "丁")
    expect(made.page.locator("#panel .none")).to_contain_text("二者が共に関わる出来事がありません")
    made.page.get_by_role("button", name="最短のつながり").click()
    expect(made.page.locator("#panel h3")).to_have_text("3 件の出来事でつながります")
    names = made.page.locator("#panel .way .link").all_inner_texts()
    assert [names[0], names[2], names[4], names[6]] == ["甲", "乙", "丙", "丁"]
    assert len(made.shown()) == 7
    assert made.at("person/甲")["x"] < made.at("person/丙")["x"] < made.at("person/丁")["x"]
    made.page.locator('#statuses [data-value="planned"]').click()
    expect(made.page.locator("#panel .none")).to_contain_text("二者をつなぐ出来事がありません")


def test_no_path_is_told(opened: Opener) -> None:
    made = opened(chain())
    pair(made, "甲", "孤")
    made.page.get_by_role("button", name="最短のつながり").click()
    expect(made.page.locator("#panel .none")).to_contain_text("二者をつなぐ出来事がありません")
    assert made.shown() == {made.id("甲"), made.id("孤")}


@pytest.mark.parametrize("key", ["focus", "open", "to", "with"])
def test_a_link_to_an_actor_that_is_gone_says_so_and_shows_the_whole(opened: Opener, key: str) -> None:
    given = f"focus={quote(CHAIN[0].iri)}&" if key == "to" else ""
    made = opened(chain(), fragment=f"#{given}{key}={quote(BASE + 'person/去った人')}")
    expect(made.page.locator("#notice")).to_contain_text("リンクが指す項目がこのグラフにありません：去った人")
    assert made.shown()
    made.page.locator("#notice button").click()
    expect(made.page.locator("#notice")).to_be_hidden()
    assert "去った人" not in made.page.evaluate("decodeURIComponent(location.hash)")


def test_a_view_with_everything_in_it_opens_again_as_it_was(opened: Opener) -> None:
    made = opened(sample())
    made.page.locator("#language").click()
    made.page.locator("#theme").click()
    made.page.locator('#kinds [data-value="Topic"]').click()
    made.page.locator('#statuses [data-value="planned"]').click()
    made.page.locator('#classes [data-value="Signing"]').click()
    made.search("ベルク")
    again = opened(sample(), fragment=f"#{made.fragment}")
    assert again.shown() == made.shown()
    assert again.page.locator("#panel").inner_text() == made.page.locator("#panel").inner_text()
    for page in (made.page, again.page):
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        expect(page.locator("html")).to_have_attribute("lang", "en")
    assert sorted(re.findall(r"(\w+)=", again.fragment)) == ["hide", "lang", "not", "open", "theme", "without"]
