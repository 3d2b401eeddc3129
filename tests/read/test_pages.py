"""Web pages: the sentences of the article and nothing beside them, and what the page says of it; see pages.yaml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.errors import InputError
from kg.read import read
from kg.read.page import read_page
from kg.read.source import Source
from kg.read.wording import Wording, load_wording

HERE = Path(__file__).parent
PAGES = yaml.safe_load((HERE / "pages.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def wording() -> Wording:
    return load_wording()


def test_every_page_is_tried() -> None:
    assert len(PAGES) == 10
    assert {page["page"] for page in PAGES} == {file.name for file in (HERE / "pages").glob("*.html")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["page"])
def test_page(page: Mapping[str, Any], wording: Wording) -> None:
    file = HERE / "pages" / page["page"]
    batch = read_page(Source(file.name, file.stem, file.read_bytes()), wording)
    assert Counter(drop.reason for drop in batch.drops) == page["dropped"]
    assert len(batch.found) == ("id" in page)
    for found in batch.found:
        article = found.article
        keys = ("id", "title", "published", "url", "source", "text")
        told = {key: getattr(article, key) for key in keys}
        assert told == {
            **dict.fromkeys(keys),
            **{k: v for k, v in page.items() if k in keys},
            "source": page["publisher"],
        }


def one(wording: Wording, markup: str, url: str | None = None, charset: str | None = None) -> Any:
    page = Source("a.html", "a", markup.encode(), url, charset)
    [found] = read_page(page, wording).found
    return found.article


def linked(kind: str, published: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "{kind}", "datePublished": "{published}"}}</script>'


BODY = "<p>首相は28日、米国を訪問した。大統領と会談する。</p>"


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (linked("NewsArticle", "2025-12-31T15:00:00Z"), "2026-01-01"),
        (linked("NewsArticle", "2025-12-31T14:59:59Z"), "2025-12-31"),
        (linked("WebPage", "2025-12-31"), None),
        ('<meta property="article:published_time" content="2025-12-31T23:59:59+09:00">', "2025-12-31"),
        ('<meta property="article:published_time" content="2025-12-31T10:00:00-08:00">', "2026-01-01"),
        ('<meta name="pubdate" content="2025/1/4 8:40">', "2025-01-04"),
        ('<meta name="date" content="昨日"><meta name="pubdate" content="20250104">', "2025-01-04"),
    ],
)
def test_the_day_is_that_of_japan(wording: Wording, head: str, published: str | None) -> None:
    assert one(wording, f"<html><head>{head}</head><body>{BODY}</body></html>").published == published


def test_no_day_is_made_up(wording: Wording) -> None:
    article = one(wording, f"<html><body><p>28日付の発表。</p>{BODY}<p>2024年に就任した。</p></body></html>")
    assert article.published is None


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("首相が訪米 | あけぼの新聞", "あけぼの新聞", "首相が訪米"),
        ("首相が訪米：あけぼの新聞デジタル", "あけぼの新聞", "首相が訪米"),
        ("首相が訪米 - 政治 - あけぼの新聞", "あけぼの新聞", "首相が訪米 - 政治"),
        ("首相が訪米（共同）｜ＡＫＥＢＯＮＯ", "akebono", "首相が訪米（共同）"),
        ("首相：訪米は成功", "あけぼの新聞", "首相：訪米は成功"),
        ("日米・日韓で会談", "あけぼの新聞", "日米・日韓で会談"),
        ("首相「訪米は成功」", "", "首相「訪米は成功」"),
    ],
)
def test_the_title_stands_without_the_site(wording: Wording, title: str, site: str, expected: str) -> None:
    head = f'<title>{title}</title><meta property="og:site_name" content="{site}">'
    assert one(wording, f"<html><head>{head}</head><body>{BODY}</body></html>").title == expected


def test_one_address_is_one_id(wording: Wording) -> None:
    links = (
        '<link rel="canonical" href="https://www.example.jp/a/1">',
        '<link rel="canonical" href="/a/1/"><meta property="og:url" content="https://www.example.jp/x">',
        '<meta property="og:url" content="http://WWW.example.jp/a/1?utm_source=mail#top">',
        '<link rel="canonical" href="https://www.example.jp/"><meta property="og:url" content="https://www.example.jp/a/1">',
        "",
    )
    pages = [f"<html><head>{link}</head><body>{BODY}</body></html>" for link in links]
    ids = {one(wording, page, "https://www.example.jp/a/1?fbclid=9").id for page in pages}
    assert len(ids) == 1
    assert ids.pop().startswith("www.example.jp-")


def test_offsets_count_the_text_that_is_given(wording: Wording) -> None:
    file = HERE / "pages" / "newspaper.html"
    texts = {read_page(Source("a", "a", file.read_bytes()), wording).found[0].article.text for _ in range(3)}
    assert len(texts) == 1
    assert "もとあかさか" not in texts.pop()


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "   ",
        "<!-- -->",
        "<html></html>",
        "<p>",
        "<" * 5000,
        "<div>" * 3000 + "首相は訪米した。",
        "<p>首相は&#31;訪米&#0;した。<!--x--></p><nav>目次&#11;</nav>\x0b<script>y</script>&#31;",
    ],
)
def test_odd_markup_is_a_drop_or_one_error(wording: Wording, markup: str) -> None:
    with suppress(InputError):
        batch = read_page(Source("a.html", "a", markup.encode()), wording)
        assert all("訪米" in found.article.text for found in batch.found)


@pytest.mark.parametrize("charset", ["shift_jis", "Windows-31J", "utf-8", "EUC-JP", None])
def test_what_a_page_says_of_its_encoding_does_not_mislead(wording: Wording, charset: str | None) -> None:
    page = Source("a.html", "a", f"<meta charset='{charset}'>{BODY}".encode("cp932"), None, charset)
    assert read_page(page, wording).found[0].article.text == "首相は28日、米国を訪問した。大統領と会談する。"


def test_a_page_that_does_not_decode_is_told_with_the_byte(tmp_path: Path) -> None:
    data = f"<p>{BODY}</p>".encode()
    (tmp_path / "a.html").write_bytes(data + b"\xe9\xa6" + data)
    (tmp_path / "b.html").write_bytes(data)
    intake = read([tmp_path])
    assert [article.id for article in intake.articles] == ["b"]
    [problem] = intake.problems
    assert f"offset {len(data)}" in str(problem)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ('<div class="comments-open"><h1>題</h1>{body}</div>', "BODY"),
        ('<form id="aspnet">{body}</form>', "BODY"),
        ('<div class="print-area">{body}</div>', "BODY"),
        ('<div class="comment" itemprop="articleBody">{body}</div>', "BODY"),
        ('{body}<div class="CommentList">{more}</div>', "BODY"),
        ('{body}<section id="user_comments"><div><div>{more}</div></div></section>', "BODY"),
        ('{body}<aside>{more}</aside><div class="rank">{more}</div><footer>{more}</footer>', "BODY"),
        ('{body}<div class="ad">{one}</div><div class="pr-box">{one}</div>', "BODY"),
        ('<div class="lead">{one}</div><div class="adjust">{body}</div>', "ONE\nBODY"),
    ],
)
def test_what_stands_beside_the_article_goes_and_what_only_seems_to_stays(
    wording: Wording, page: str, text: str
) -> None:
    more = "".join(f"<p>{n}番目の意見だ。首相は辞任すべきだ。中国が抗議した。</p>" for n in range(9))
    markup = page.format(body=BODY, more=more, one="<p>旅行はお得だ。</p>")
    body = "首相は28日、米国を訪問した。大統領と会談する。"
    assert one(wording, f"<html><body>{markup}</body></html>").text == text.replace("BODY", body).replace(
        "ONE", "旅行はお得だ。"
    )
