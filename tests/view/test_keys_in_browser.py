"""The keyboard, the panel's lines and links, and what is said in English."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest
from loopback import Server
from opening import Opener
from playwright.sync_api import expect
from sample import Graph, entity, event, report, sample

ORDER = ["Exercise-island-3-0", "Rejection-island-3-1", "Meeting-harbour-1-0", "Signing-harbour-1-1"]


class Articles(http.server.BaseHTTPRequestHandler):
    """A site with one article."""

    def do_GET(self) -> None:
        body = "<!DOCTYPE html><meta charset=utf-8><title>港の記事</title><p>本文".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = Server(("127.0.0.1", 0), Articles)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_keys_walk_the_events_in_order_of_time_and_go_back_and_close(opened: Opener) -> None:
    made = opened(sample())
    heading = made.page.locator("#panel h2")
    walked = []
    for _ in range(4):
        made.page.keyboard.press("n")
        expect(heading).to_be_visible()
        walked.append(made.page.evaluate("new URLSearchParams(location.hash.slice(1)).get('open')").rsplit("/", 1)[1])
    assert walked[0] == ORDER[0]
    assert walked == ORDER
    made.page.keyboard.press("p")
    expect(heading).to_contain_text("会談")
    made.page.keyboard.press("b")
    expect(heading).to_contain_text("署名")
    made.page.keyboard.press("Escape")
    expect(made.page.locator("#panel")).to_be_hidden()
    made.page.keyboard.press("p")
    assert made.fragment  # from nothing, back is the last of all


def test_slash_searches_and_arrows_choose_among_the_hits(opened: Opener) -> None:
    made = opened(sample())
    made.page.keyboard.press("/")
    made.page.keyboard.type("ルナ")
    made.page.keyboard.press("ArrowDown")
    made.page.keyboard.press("ArrowDown")
    second = made.page.locator("#hits button").nth(1).inner_text()
    made.page.keyboard.press("Enter")
    expect(made.page.locator("#panel h2")).to_have_text(second)
    made.page.keyboard.press("n")  # the search box has let the keyboard go
    expect(made.page.locator("#panel blockquote")).to_be_visible()


def test_list_holds_what_is_on_the_picture_for_those_who_cannot_see_it(opened: Opener) -> None:
    made = opened(sample())
    made.page.keyboard.press("l")
    expect(made.page.locator("#panel .times li")).to_have_count(8)
    made.page.locator('#classes [data-value="Exercise"]').click()
    expect(made.page.locator("#panel .times li")).to_have_count(7)
    made.page.locator("#panel .times button").first.focus()
    made.page.keyboard.press("Enter")
    expect(made.page.locator("#panel blockquote")).to_be_visible()


def test_help_opens_and_closes(opened: Opener) -> None:
    made = opened(sample())
    made.page.keyboard.press("?")
    expect(made.page.locator("#help")).to_contain_text("黄色い箱は出来事")
    made.page.keyboard.press("Escape")
    expect(made.page.locator("#help")).to_be_hidden()


def test_click_on_a_line_opens_its_event_and_marks_who_is_at_the_other_end(opened: Opener) -> None:
    made = opened(sample())
    ends = {made.id("event/Demand-harbour-1-2"), made.id("person/青山太郎")}
    line = next(x for x in made.page.evaluate("window.kijigraph.edges()") if {x["from"], x["to"]} == ends)
    made.page.mouse.click(line["x"], line["y"])
    expect(made.page.locator("#panel blockquote")).to_contain_text("漁船の早期返還")
    expect(made.page.locator("#panel .here")).to_have_text("青山太郎")


def test_press_on_a_name_or_just_beside_a_sign_opens_what_it_names(opened: Opener) -> None:
    made = opened(sample())
    name = next(n for n in made.page.evaluate("window.kijigraph.names()") if n["text"] == "黒崎次郎")
    stage = made.page.locator("#network").bounding_box()
    assert stage
    spot, below = made.at("person/黒崎次郎"), (name["bottom"] - name["top"]) / 2
    made.page.mouse.click(spot["x"], spot["y"] + 16 + below)
    expect(made.page.locator("#panel h2")).to_have_text("黒崎次郎")
    made.page.locator("#close").click()
    spot = made.at("place/離島")
    made.page.mouse.click(spot["x"] - 16, spot["y"] - 10)
    expect(made.page.locator("#panel h2")).to_have_text("離島")


def test_reports_that_differ_each_say_their_own_status_and_claimant(opened: Opener) -> None:
    reports = (
        report("会った。", "会っ", article_id="a", status="occurred"),
        report("会うと乙は話した。", "会う", article_id="b", status="planned", claimed_by=(entity("乙"),)),
    )
    made = opened(Graph((event("x", kind="Meeting", participant=(entity("甲"),), reports=reports),)))
    made.click("event/x")
    expect(made.page.locator("#panel h3")).to_have_text("根拠 記事 2 本・文 2 つ")
    assert made.page.locator("#panel .own").all_inner_texts() == [
        "起きた · 誰の話か: 記事の地の文",
        "予定 · 誰の話か: 乙",
    ]


def test_link_leads_to_the_article(opened: Opener, site: str) -> None:
    told = report("開かれた。", "開か", title="港の記事", url=f"{site}/harbour", issued="2031-05-01")
    made = opened(Graph((event("x", agent=(entity("甲"),), reports=(told,)),)))
    made.click("event/x")
    with made.page.expect_popup() as popup:
        made.page.locator("#panel .cite a").click()
    expect(popup.value).to_have_title("港の記事")
    assert popup.value.evaluate("[document.referrer, window.opener]") == ["", None]


WAYS = ["ｼﾞｮﾝ", "じょん・り", "JOHN LEE", "john  lee", "李家超", "香港の李"]


@pytest.mark.parametrize("typed", WAYS)
def test_search_finds_by_english_kana_width_and_other_names(opened: Opener, typed: str) -> None:
    who = entity("李家超", english="John Lee", aliases=("ジョン・リー", "香港の李氏"))
    made = opened(Graph((event("x", agent=(who,)), event("y", agent=(entity("別人"),)))))
    made.search(typed)
    expect(made.page.locator("#panel h2")).to_have_text("李家超")
    expect(made.page.locator("#panel .names")).to_have_text("ほかの名: John Lee、ジョン・リー、香港の李氏")


def test_search_finds_by_how_a_name_is_read(opened: Opener) -> None:
    made = opened(Graph((event("x", agent=(entity("高市早苗"),)), event("y", agent=(entity("別人"),)))))
    made.search("たかいち")
    expect(made.page.locator("#panel h2")).to_have_text("高市早苗")


def test_names_and_titles_are_english_where_english_is_known(opened: Opener) -> None:
    who = entity("李家超", english="John Lee")
    made = opened(
        Graph((event("x", kind="Meeting", start="2031-05-01", participant=(who, entity("別人"))),)), fragment="#lang=en"
    )
    assert "John Lee" in [item["text"] for item in made.page.evaluate("window.kijigraph.names()")]
    made.click("event/x")
    expect(made.page.locator("#panel h2")).to_have_text("Meeting: John Lee, 別人 (2031/5/1)")
