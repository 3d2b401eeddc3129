"""Feeds of each kind: which text, day, address and publisher an entry gives, and what a broken feed still gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from feeds import ATOM, ENTRIES, RDF, RSS, rss

from kg.errors import InputError
from kg.model import Article
from kg.read import read
from kg.read.feed import read_feed
from kg.read.source import Batch, Source
from kg.read.wording import load_wording

WORDING = load_wording()


def entity(number: int) -> str:
    more = f"&e{number};" * 10
    return f'<!ENTITY e{number + 1} "{more}">'


# Ten entities of ten entities of ten …
BOMB = "".join(["<!DOCTYPE x [", *(entity(n) for n in range(9)), "]><rss>&e9;</rss>"])


def fed(text: str, encoding: str = "utf-8") -> Batch:
    return read_feed(Source("feed.xml", "feed", text.encode(encoding)), WORDING)


def articles(text: str, encoding: str = "utf-8") -> list[Article]:
    return [found.article for found in fed(text, encoding).found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16"])
def test_an_rss_feed(encoding: str) -> None:
    cut, whole, headline = articles(RSS, encoding)
    assert cut.text == "高市早苗首相は29日、韓国を訪問する。"
    assert (cut.title, cut.published, cut.source) == ("首相、訪韓へ", "2025-10-28", "あけぼの新聞")
    assert cut.url == "https://www.akebono.example.jp/a/1"
    assert whole.text == "米政府は28日、制裁を発表した。\nロシアは反発した。\n欧州は支持した。"
    assert headline.text == headline.title == "中国、日本に抗議"
    assert headline.url == "https://www.akebono.example.jp/a/3"


def test_what_goes_is_told_with_its_line() -> None:
    told = [(drop.line, drop.reason, drop.text) for drop in fed(RSS).drops]
    assert told == [
        (4, "a sentence that was cut short", "李在明大統領と会…"),
        (8, "stands beside the article", "握手する首脳"),
        (8, "a byline", "【ワシントン共同】"),
        (16, "an advertisement or a note of the page", "PR: 旅行はお得に"),
        (17, "an entry without text", "an entry"),
    ]


def test_an_atom_feed_is_of_the_day_in_japan() -> None:
    [article] = articles(ATOM)
    assert (article.title, article.text) == ("日印首脳会談", "両首脳は会談した。")
    assert (article.published, article.source) == ("2025-08-30", "さくら省")


def test_an_rss_1_feed_of_headlines() -> None:
    [article] = articles(RDF)
    assert (article.text, article.published) == ("米大統領が訪中", "2026-04-01")


def test_the_entries_before_a_break_are_read() -> None:
    at = RSS.index("ロシアは反発した")
    batch = fed(RSS[:at])
    assert [found.article.title for found in batch.found] == ["首相、訪韓へ"]
    [problem] = batch.problems
    assert problem.message == "the feed is no well-formed XML"
    assert problem.line == RSS[:at].count("\n") + 1


def test_a_stray_character_breaks_only_what_follows() -> None:
    batch = fed(RSS.replace("中国、日本に抗議", "R&D を<規制"))
    assert len(batch.found) == 2
    assert [problem.line for problem in batch.problems] == [14]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<urlset><url/></urlset>", "no feed"),
        ("<?xml version='1.0'?><rss>", "no well-formed XML"),
        ("<?xml version='1.0'?><rss xmlns:a='h　ttp://a.example/'><a:b/></rss>", "no well-formed XML"),
        ("<rss><channel><image><link>あ</image>い</link></channel></rss>", "no well-formed XML"),
        ("首相は訪米した。", "no well-formed XML"),
        (rss(), "a feed without entries"),
        (BOMB, "XML"),
    ],
)
def test_what_is_no_feed(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "feed.xml").write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        read([tmp_path])


def test_odd_entries_are_read_or_dropped() -> None:
    items = (
        "<item><title>首相が訪米</title><description/><source/></item>",
        "<item><title/><description><![CDATA[<?xml version='1.0' encoding='x'?><p>外相が&#31;訪韓した。]]>"
        "</description></item>",
        "<item><title>&lt;script&gt;</title><link>https://[x</link><pubDate>昨日</pubDate></item>",
    )
    assert [article.text for article in articles(rss(*items))] == ["首相が訪米", "外相が訪韓した。"]


def test_a_feed_names_no_file_and_no_network() -> None:
    text = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + rss(
        "<item><title>首相が訪米&x;</title></item>"
    )
    assert [article.text for article in articles(text)] == ["首相が訪米"]


def test_a_feed_read_again_adds_only_what_is_new(tmp_path: Path) -> None:
    (tmp_path / "morning.xml").write_text(rss(*ENTRIES[:2]), "utf-8")
    first = read([tmp_path]).articles
    (tmp_path / "noon.xml").write_text(rss(*ENTRIES[1:]), "utf-8")
    both = read([tmp_path])
    assert set(first) < set(both.articles)
    assert len(both.articles) == 3
    assert [drop.reason for drop in both.drops if "the same article" in drop.reason] == [
        f"the same article as at {tmp_path}/morning.xml:8"
    ]


def test_the_page_of_an_entry_takes_its_place(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(rss(ENTRIES[0]), "utf-8")
    page = "<title>首相、訪韓へ</title><p>高市早苗首相は29日、韓国を訪問する。李在明大統領と会談する予定だ。</p>"
    link = '<link rel="canonical" href="https://www.akebono.example.jp/a/1">'
    (tmp_path / "page.html").write_text(link + page, "utf-8")
    intake = read([tmp_path])
    [article] = intake.articles
    assert article.text.endswith("会談する予定だ。")
    assert f"told more fully at {tmp_path}/page.html:1" in {drop.reason for drop in intake.drops}
    assert not intake.problems
