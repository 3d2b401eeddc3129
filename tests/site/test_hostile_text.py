"""Text of articles is data on every page of the site too: nothing becomes markup, nothing runs, nothing leads away."""

from __future__ import annotations

import html
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from built import build
from payloads import PAYLOADS
from playwright.sync_api import Browser, Page, expect
from readings import meeting
from serving import HTML, Site, serving

import kg
from kg.model import Article, Kind, Reading
from kg.write.iris import segment

JA = {**HTML, "Accept-Language": "ja"}
NUMBERS = range(len(PAYLOADS))


class Markup(HTMLParser):
    """The elements and attributes of a page that could run or fetch something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("img", "svg", "iframe", "object", "style", "base") or any(name.startswith("on") for name in given):
            self.found.append(tag)
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.found.append(tag)
        if any(str(given.get(name)).lower().startswith("javascript:") for name in ("href", "src", "action")):
            self.found.append(tag)


def markup(text: str) -> list[str]:
    parser = Markup()
    parser.feed(text)
    return parser.found


def test_markup_is_seen_where_there_is_some() -> None:
    assert markup("<p onclick=x><a href='JavaScript:x'><script>x</script><img src=x>") == ["p", "a", "script", "img"]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of articles whose every text tries to be markup."""
    folder = tmp_path_factory.mktemp("attacked") / "out"
    readings = []
    for number, payload in enumerate(PAYLOADS):
        text = f"{payload}は乙と会談し、{payload}と述べた。"
        article = Article(f"{number}-{payload}", text, payload, published=payload, url=payload, source=payload)
        readings.append(Reading(article, (meeting(text, payload, "乙", topic=payload),)))
    build(folder, *readings)
    with serving(folder) as site:
        yield site


def pages(number: int) -> list[str]:
    """Every page that one payload stands on."""
    payload = PAYLOADS[number]
    name = quote(segment(payload), safe="%")
    article = f"/article/{quote(segment(f'{number}-{payload}'), safe='%')}"
    asked = [
        f"/{kind}?{key}={quote(payload, safe='')}" for kind, key in (("search", "q"), ("query", "query"), ("", "x"))
    ]
    return [article, *(f"/{kind.value.lower()}/{name}" for kind in (Kind.PERSON, Kind.TOPIC)), *asked]


def lost(number: int) -> str:
    """The address of no page, in which the payload stands."""
    return f"/{quote(PAYLOADS[number], safe='')}"


@pytest.mark.parametrize("number", NUMBERS)
def test_nothing_in_an_article_becomes_markup(number: int, attacked: Site) -> None:
    for path in pages(number):
        got = attacked.ask(path, JA)
        assert (got.status, markup(got.text)) == (200, []), path
    got = attacked.ask(lost(number), JA)
    assert (got.status, markup(got.text)) == (404, [])
    refused = attacked.query(PAYLOADS[number])
    assert (refused.status, refused.type) == (400, "application/problem+json")
    article, person, *_ = pages(number)
    for path in (article, person):
        assert seen(PAYLOADS[number]) in seen(html.unescape(attacked.ask(path, JA).text))


def seen(text: str) -> str:
    """The text without white space and controls, which pages and parsers treat in ways of their own."""
    return "".join(c for c in text if c.isprintable() and not c.isspace())


class Watched:
    """A page of the browser with what it asked for and what it complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))

    def check(self, site: Site) -> None:
        """Nothing ran, was embedded or leads elsewhere, and nothing but the site was asked."""
        embedded = (
            "document.querySelectorAll('iframe, object, embed, img:not([src^=\"/static/\"]), base, main svg').length"
        )
        assert self.page.evaluate(f"[window.ran, ({{}}).ran, {embedded}]") == [None, None, 0]
        links = self.page.locator("a, form").evaluate_all("all => all.map((one) => one.href || one.action)")
        assert {urlsplit(link).scheme for link in links} <= {"http", "https"}
        assert {url for url in self.requests if not url.startswith(f"{site.url}/")} == set()
        assert [told for told in self.complaints if "404" not in told and "400" not in told] == []


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    made = Watched(browser.new_page())
    yield made
    made.page.context.close()


def test_payloads_run_on_no_page(watched: Watched, attacked: Site) -> None:
    visited = 0
    for number in NUMBERS:
        for path in (*pages(number), lost(number)):
            watched.page.goto(attacked.url + path)
            watched.check(attacked)
            visited += 1
    assert visited == 7 * len(PAYLOADS)


def test_payloads_run_in_no_answer(watched: Watched, attacked: Site) -> None:
    watched.page.goto(f"{attacked.url}/query")
    watched.page.fill(
        "#editor", "SELECT ?s ?label ?title { ?s rdfs:label ?label OPTIONAL { ?s dcterms:title ?title } }"
    )
    watched.page.click("#run")
    expect(watched.page.locator("#table tbody tr").nth(len(PAYLOADS))).to_be_attached()
    watched.check(attacked)
    for tab in ("network", "timeline"):
        watched.page.click(f'[data-tab="{tab}"]')
        watched.check(attacked)
    for number in NUMBERS:
        watched.page.fill("#editor", PAYLOADS[number])
        watched.page.click("#run")
        expect(watched.page.locator("#problem")).to_be_visible()
        watched.check(attacked)


def test_payloads_in_file_names_run_on_no_page(watched: Watched, tmp_path: Path) -> None:
    """Files named by payloads, as far as a file system takes them, through the whole way from file to page."""
    given = tmp_path / "given"
    given.mkdir()
    names = [p.replace("/", "\u2215").replace("\0", "")[:60] for p in PAYLOADS]
    for name in names:
        (given / f"{name}.txt").write_text("高市早苗首相は28日、東京でトランプ大統領と会談した。\n", encoding="utf-8")
    graph = kg.build([given], tmp_path / "out")
    found = graph.query("SELECT ?article ?id { ?article a kg:Article ; dcterms:identifier ?id }").texts()
    assert len(found) == len({f"{name}.txt".strip() for name in names if not name.startswith(".")})
    with serving(tmp_path / "out") as site:
        for row in found:
            watched.page.goto(f"{site.url}/article/{quote(segment(row[1]), safe='%')}")
            expect(watched.page.locator("main")).to_contain_text("会談")
            watched.check(site)
