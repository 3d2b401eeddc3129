"""Sample feeds for the tests."""

from __future__ import annotations

ENTRIES = (
    """<item><title>首相、訪韓へ | あけぼの新聞</title>
<link>https://www.akebono.example.jp/a/1?utm_source=rss</link><guid isPermaLink="false">x1</guid>
<pubDate>Mon, 27 Oct 2025 23:40:00 GMT</pubDate>
<description>高市早苗首相は29日、韓国を訪問する。李在明大統領と会…</description></item>""",
    """<item><title>制裁を発表</title><link>https://www.akebono.example.jp/a/2</link>
<pubDate>Tue, 28 Oct 2025 10:00:00 +0900</pubDate><description>短い要約。</description>
<content:encoded><![CDATA[<p>【ワシントン共同】米政府は28日、制裁を発表した。</p>
<figure><figcaption>握手する首脳</figcaption></figure>
<p>ロシアは反発した。<br>欧州は支持した。</p>]]></content:encoded></item>""",
    """<item>
<title>中国、日本に抗議</title>
<link>/a/3</link></item>""",
)


def rss(*items: str) -> str:
    """An RSS 2.0 feed of the items."""
    head = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>\n'
        "<title>あけぼの新聞</title>\n<link>https://www.akebono.example.jp/</link>\n"
    )
    return head + "\n".join(items) + "\n</channel></rss>"


RSS = rss(*ENTRIES, "<item><title>PR: 旅行はお得に</title><link>https://ad.example.jp/</link></item>", "<item></item>")

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>さくら省</title><id>urn:x</id>
<entry><title type="html">日&lt;b&gt;印&lt;/b&gt;首脳会談</title><link href="https://s.example.jp/1.html"/>
<id>tag:s.example.jp,2025:1</id><published>2025-08-29T16:00:00Z</published><updated>2025-09-01T00:00:00Z</updated>
<summary>両首脳は会談した。</summary></entry></feed>"""

RDF = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://h.example.jp/"><title>はるか通信</title><link>https://h.example.jp/</link></channel>
<item rdf:about="https://h.example.jp/1"><title>米大統領が訪中</title><link>https://h.example.jp/1</link>
<dc:date>2026-03-31T23:00+00:00</dc:date></item></rdf:RDF>"""
