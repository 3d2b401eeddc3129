"""Text of articles is data: nothing in titles, bodies, addresses, ids or names runs, links out or asks a network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from opening import Opened, Opener
from payloads import LIVE, PAYLOADS
from playwright.sync_api import Browser, expect
from sample import Graph, entity, event, report

import kg

SPEAK = "高市早苗首相は28日、東京でトランプ大統領と会談し、「{}」と述べた。{}"


def test_they_are_sixty() -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS)) == 62
    assert len(LIVE) == 22


@pytest.mark.parametrize("payload", LIVE)
def test_payload_runs_in_a_page_that_lets_it(browser: Browser, payload: str) -> None:
    page = browser.new_page()
    page.set_content(f"<!DOCTYPE html><body>{payload}", wait_until="commit")
    page.wait_for_function("top.ran === 1", timeout=10_000)
    page.context.close()


def read_all(made: Opened) -> int:
    """Opens every event, then every actor, of the page; gives how many panels were read."""
    page = made.page
    count: int = page.evaluate("JSON.parse(document.getElementById('data').textContent).nodes.length")
    iris = page.evaluate("JSON.parse(document.getElementById('data').textContent).nodes.map((node) => node.iri)")
    for iri in iris:
        page.evaluate("iri => { location.hash = new URLSearchParams({ open: iri, focus: iri }) }", iri)
        expect(page.locator("#panel h2")).to_be_visible()
    return count


def check(made: Opened) -> None:
    page = made.page
    assert page.evaluate(
        "[window.ran, document.querySelectorAll('iframe, object, embed, img, base, link').length]"
    ) == [
        None,
        0,
    ]
    assert page.evaluate("({}).ran") is None
    links = page.locator("a").evaluate_all("all => all.map((link) => link.protocol)")
    assert set(links) <= {"http:", "https:"}
    assert page.locator("script").count() == 3


def test_payloads_everywhere_in_a_graph_run_nowhere(opened: Opener) -> None:
    found = []
    for n, text in enumerate(PAYLOADS):
        who = entity(text, english=text, aliases=(text + "氏", f"別名{text}"))
        told = report(f"{text}と述べた。", "述べ", title=text, url=text, issued=text, article_id=text)
        found.append(event(f"{n}{text}", label=text, agent=(who,), topic=(entity(text, "Topic"),), reports=(told,)))
    made = opened(Graph(tuple(found)))
    assert read_all(made) == 3 * len(PAYLOADS)
    check(made)
    for text in PAYLOADS[:12]:
        made.page.fill("#search", text)
        expect(made.page.locator("#hits button").first).to_be_visible()
    made.page.locator("#language").click()
    made.page.keyboard.press("l")
    for id in ("png", "csv", "turtle"):
        made.page.locator("#files summary").click()
        with made.page.expect_download():
            made.page.locator(f"#{id}").click()
    check(made)


def test_payloads_in_articles_that_are_read_and_built_run_nowhere(
    opened: Opener, tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    articles = [
        {
            "id": f"{n}-{text}",
            "title": text,
            "text": SPEAK.format(text, text),
            "published": "2031-05-28",
            "url": text,
        }
        for n, text in enumerate(PAYLOADS)
    ]
    file = tmp_path / "articles.jsonl"
    file.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles), encoding="utf-8")
    graph = kg.build([file], tmp_path / "out")
    assert len(graph.events()) >= len(PAYLOADS)
    made = opened(graph)
    assert read_all(made) > len(PAYLOADS)
    check(made)


@pytest.mark.parametrize(
    "key", ["focus", "open", "with", "to", "lang", "theme", "hide", "without", "nosource", "since"]
)
def test_payloads_in_the_address_run_nowhere(opened: Opener, key: str) -> None:
    made = opened(Graph((event("x", agent=(entity("甲"),)),)))
    for text in PAYLOADS:
        made.page.evaluate("([key, text]) => { location.hash = new URLSearchParams([[key, text]]) }", [key, text])
    made.page.evaluate("location.hash = '#%%%</script><img src=x onerror=top.ran=1>'")
    expect(made.page.locator("#shown")).to_have_text("2 / 2 件を表示")
    check(made)
