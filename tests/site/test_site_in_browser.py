"""The site as a reader meets it, in Chromium: search, read, follow, ask, save; nothing leaves loopback."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from serving import Site

CALL = "高市早苗首相は25日夜、専用機で移動中のトランプ米大統領と電話会談した"
VIEW = {"viewport": {"width": 1280, "height": 900}}


@dataclass
class Visit:
    """A page with all that it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


Opener = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, site: Site) -> Iterator[Opener]:
    """Opens a page of the site; afterwards, nothing may have gone wrong or to anything but loopback."""
    visits: list[Visit] = []

    def open_page(path: str = "/", **context: Any) -> Page:
        made = Visit(browser.new_page(locale="ja-JP", **{**VIEW, **context}))
        made.page.on("request", lambda request: made.requests.append(request.url))
        made.page.on("console", lambda message: made.complaints.append(message.text))
        made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
        made.page.goto(site.url + quote(path, safe="/?=&%"))
        visits.append(made)
        return made.page

    yield open_page
    for visit in visits:
        visit.page.context.close()
        away = [url for url in visit.requests if not url.startswith("blob:") and urlsplit(url).hostname != "localhost"]
        assert away == []
        assert [text for text in visit.complaints if "400" not in text and "503" not in text] == []
        assert visit.requests


def ask(page: Page, query: str) -> None:
    page.fill("#editor", query)
    page.click("#run")


def test_search_click_read_the_sentence_and_follow_it_to_the_article(opened: Opener) -> None:
    page = opened()
    page.fill('input[name="q"]', "たかいち")
    page.keyboard.press("Enter")
    page.locator(".hits a").first.click()
    expect(page.locator("h1")).to_have_text("高市早苗")
    row = page.locator("#timeline li", has_text=CALL).first
    expect(row.locator("mark.trigger")).to_have_text("電話会談")
    expect(row.locator("blockquote")).to_contain_text(CALL)
    row.locator(".cite a").first.click()
    expect(page.locator(".badge.kind")).to_have_text("記事")
    passage = page.locator(".passage", has_text=CALL)
    expect(passage.locator(".ref").first).to_have_attribute("data-event", "1")
    assert "#char=" in page.url
    assert page.evaluate("document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null")
    passage.locator(".told a", has_text="電話会談").click()
    expect(page.locator("h1")).to_contain_text("電話会談")
    expect(page.locator("dl")).to_contain_text("参加者")


def test_a_question_that_ships_at_one_click_as_table_network_timeline_and_csv(opened: Opener) -> None:
    page = opened("/query")
    page.get_by_role("button", name="誰が誰と会ったか（電話会談を含む）").click()
    expect(page.locator("#table tbody tr").first).to_be_visible()
    rows = page.locator("#table tbody tr").count()
    expect(page.locator("#status")).to_contain_text(f"{rows} 行 · 0.")
    with page.expect_download() as saved:
        page.click('[data-form="csv"]')
    found = list(csv.reader(io.StringIO(saved.value.path().read_text(encoding="utf-8"))))
    assert found[0] == ["date", "one", "other", "meeting"]
    assert len(found) == rows + 1
    assert saved.value.suggested_filename == "answer.csv"
    page.click('[data-tab="network"]')
    expect(page.locator("#network canvas")).to_be_visible()
    drawn = page.locator("#network")
    assert int(drawn.get_attribute("data-nodes") or 0) > 10
    assert int(drawn.get_attribute("data-edges") or 0) > 10
    page.click('[data-tab="timeline"]')
    days = page.locator("#timeline time").all_inner_texts()
    assert len(days) == rows
    years = [day for day in days if day.startswith("20")]
    assert years == sorted(years, key=lambda day: [int(part) for part in day.split("/")])


def test_every_question_that_ships_answers(opened: Opener) -> None:
    page = opened("/query")
    buttons = page.locator("#questions button")
    assert buttons.count() == 14
    for number in range(14):
        buttons.nth(number).click()
        expect(page.locator("#status")).to_contain_text("行 · ")
        expect(page.locator("#problem")).to_be_hidden()


def test_labels_stand_beside_iris_and_lead_to_pages(opened: Opener) -> None:
    page = opened("/query")
    ask(page, "SELECT ?who { ?who kg:metWith person:高市早苗 } ORDER BY ?who")
    cell = page.locator("#table td", has_text="ドナルド・トランプ")
    expect(cell.locator(".iri")).to_have_text("person:ドナルド・トランプ")
    cell.locator("a").click()
    expect(page.locator("h1")).to_have_text("ドナルド・トランプ")


def test_a_graph_is_shown_and_saved_as_turtle_and_json(opened: Opener) -> None:
    page = opened("/query")
    ask(page, "CONSTRUCT { ?a kg:metWith ?b } WHERE { ?a kg:metWith ?b }")
    expect(page.locator("#status")).to_contain_text("個の記述")
    with page.expect_download() as turtle:
        page.click('[data-form="turtle"]')
    assert "kg:metWith" in turtle.value.path().read_text(encoding="utf-8")
    with page.expect_download() as linked:
        page.click('[data-form="json"]')
    assert linked.value.suggested_filename == "answer.jsonld"
    ask(page, "SELECT ?a { ?a kg:metWith person:高市早苗 }")
    expect(page.locator("#status")).to_contain_text("行")
    with page.expect_download() as described:
        page.click('[data-form="turtle"]')
    assert 'rdfs:label "' in described.value.path().read_text(encoding="utf-8")
    with page.expect_download() as table:
        page.click('[data-form="json"]')
    assert json.loads(table.value.path().read_text(encoding="utf-8"))["head"] == {"vars": ["a"]}


def test_a_mistake_is_told_with_its_place_and_the_fix(opened: Opener) -> None:
    page = opened("/query")
    ask(page, "SELECT ?x WHERE {\n  ?x a kg:Meeting .\n  FILTR(?x = 1)\n}")
    problem = page.locator("#problem")
    expect(problem).to_contain_text("3 行 3 字目")
    expect(problem).to_contain_text("write FILTER")
    expect(problem.locator("mark")).to_have_text("FILTR")
    assert (
        page.evaluate("getSelection().toString() || editor.value.slice(editor.selectionStart, editor.selectionEnd)")
        == "FILTR"
    )
    ask(page, "SELECT ?x { ?x foo:bar ?y }")
    expect(problem).to_contain_text("foo:")
    expect(problem).to_contain_text("add PREFIX foo:")


def test_what_is_cut_off_is_said_aloud(opened: Opener) -> None:
    page = opened("/query")
    expect(page.locator(".bounds")).to_have_text("上限は 3 秒、400 行")
    ask(page, "SELECT * { ?s ?p ?o }")
    expect(page.locator("#cut")).to_have_text("上限の 400 行で打ち切りました。この先にも答えがあります。")
    ask(page, "SELECT ?s { ?s a kg:Meeting } LIMIT 3")
    expect(page.locator("#status")).to_contain_text("3 行")
    expect(page.locator("#cut")).to_be_hidden()
    ask(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    expect(page.locator("#cut")).to_have_text("上限の 3 秒で止めました。答えはありません。", timeout=15000)


def test_answers_without_rows_and_yes_and_no(opened: Opener) -> None:
    page = opened("/query")
    ask(page, "SELECT ?x { ?x kg:metWith <http://nobody/> }")
    expect(page.locator("#table")).to_have_text("当てはまるものがありません。")
    ask(page, "ASK { ?x kg:metWith ?y }")
    expect(page.locator("#table")).to_have_text("はい（true）")
    ask(page, "ASK { ?x kg:metWith <http://nobody/> }")
    expect(page.locator("#table")).to_have_text("いいえ（false）")
    ask(page, "SELECT ?x { ?x a kg:Meating }")
    expect(page.locator("#status")).to_contain_text("it has kg:Meeting")


def test_the_query_lives_in_the_address_and_in_the_history(opened: Opener) -> None:
    page = opened("/query")
    first, second = "SELECT ?a { ?a a kg:Meeting }", "SELECT ?b { ?b a kg:Visit }"
    for query in (first, second):
        ask(page, query)
        expect(page.locator("#status")).to_contain_text("行")
    page.reload()
    expect(page.locator("#editor")).to_have_value(second)
    expect(page.locator("#table tbody tr").first).to_be_visible()
    page.click("#past summary")
    assert page.locator("#history button").all_inner_texts() == [second, first]
    page.locator("#history button").nth(1).click()
    expect(page.locator("#editor")).to_have_value(first)
    page.click("#clear")
    expect(page.locator("#history")).to_have_text("まだありません")


@pytest.mark.parametrize(
    ("typed", "chosen", "written"),
    [
        ("SELECT ?x { ?x a kg:Meet", "kg:Meeting", "SELECT ?x { ?x a kg:Meeting "),
        ("SELECT ?x { ?x a 会談", "kg:Meeting", "SELECT ?x { ?x a kg:Meeting "),
        ("SELECT ?x { ?x kg:agent person:高市", "person:高市早苗", "SELECT ?x { ?x kg:agent person:高市早苗 "),
        ("SELECT ?x { ?x kg:agent takaichi", "person:高市早苗", "SELECT ?x { ?x kg:agent person:高市早苗 "),
        ("SELECT ?name { ?n", "?name", "SELECT ?name { ?name "),
        ("PREFIX dcter", "dcterms:", "PREFIX dcterms:"),
        ("selec", "SELECT", "SELECT "),
    ],
)
def test_completion(typed: str, chosen: str, written: str, opened: Opener) -> None:
    page = opened("/query")
    page.fill("#editor", "")
    page.locator("#editor").press_sequentially(typed)
    option = page.locator("#suggestions li", has_text=chosen).first
    expect(option).to_be_visible()
    option.dispatch_event("mousedown")
    expect(page.locator("#editor")).to_have_value(written)
    expect(page.locator("#suggestions")).to_be_hidden()


def test_completion_by_keys_and_running_by_keys(opened: Opener) -> None:
    page = opened("/query")
    page.fill("#editor", "")
    page.locator("#editor").press_sequentially("ASK { ?x a kg:Meetin")
    expect(page.locator('#suggestions li[aria-selected="true"]')).to_contain_text("kg:Meeting")
    page.keyboard.press("Enter")
    page.locator("#editor").press_sequentially("}")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#table")).to_have_text("はい（true）")


def test_the_network_of_the_build_opens_under_the_site(opened: Opener) -> None:
    page = opened("/network")
    expect(page.locator("#shown")).to_contain_text("件を表示")


PATHS = ["/", "/person/高市早苗", "/article/alliance-01", "/query", "/search?q=会談", "/ontology", "/x"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_a_phone_needs_no_sideways_scrolling(path: str, scheme: Any, browser: Browser, site: Site) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page.goto(site.url + quote(path, safe="/?="))
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.close()


def test_english_at_one_click_and_kept(opened: Opener) -> None:
    page = opened("/person/高市早苗")
    page.click("#language")
    expect(page.locator("#counterparts h2")).to_have_text("Counterparts")
    page.click(".brand")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_text_of_the_graph_is_no_markup_in_an_answer(opened: Opener) -> None:
    page = opened("/query")
    payload = "<img src=x onerror=window.ran=1>"
    rows = f'("{payload}" "2025-01-01" "{payload}") (<http://x/%3Cscript%3E> "2025-01-02" "x")'
    ask(page, f"SELECT ?x ?y ?z {{ VALUES (?x ?y ?z) {{ {rows} }} }}")
    expect(page.locator("#table td").first).to_have_text(payload)
    for tab in ("timeline", "network"):
        page.click(f'[data-tab="{tab}"]')
        expect(page.locator(f"#{tab} :is(li, canvas)").first).to_be_visible()
    assert page.locator("main img").count() == 0
    assert page.evaluate("window.ran") is None


def test_no_inline_script_runs(opened: Opener, site: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(site.url)
    blocked = page.evaluate(
        """() => new Promise((done) => {
            document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
            const script = document.createElement("script");
            script.textContent = "window.ran = 1";
            document.body.append(script);
            setTimeout(() => done("ran"), 1000);
        })"""
    )
    assert (blocked, page.evaluate("window.ran")) == ("script-src-elem", None)
    page.close()
