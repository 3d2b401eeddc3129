"""What the pages tell: of people and articles, of searches, and of bad input in plain words."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from built import build
from readings import filler, meeting, reading
from serving import HTML, Site, serving

import kg
from kg.keep.events import contents_of
from kg.keep.held import Held
from kg.model import Article, Event, Reading, Span
from kg.ontology import load_ontology
from kg.site.article import article_page
from kg.site.entity import entity_page
from kg.site.render import Templates, View
from kg.site.search import Index
from kg.site.shelf import Shelf
from kg.write.iris import DEFAULT_BASE, segment

JA = {**HTML, "Accept-Language": "ja"}


def page(site: Site, path: str, **headers: str) -> tuple[int, str]:
    """The status and the text of a page, without its markup."""
    got = site.ask(quote(path, safe="/?=&%#"), {**JA, **headers})
    return got.status, html.unescape(re.sub(r"<[^>]+>", "", got.text.partition("<main")[2]))


@pytest.fixture(scope="module")
def held(built: Path) -> Held:
    return Held(built)


@pytest.fixture(scope="module")
def shelf(held: Held) -> Shelf:
    return Shelf(held.store, load_ontology())


@pytest.fixture(scope="module")
def index(shelf: Shelf) -> Index:
    return Index(shelf, load_ontology())


def test_the_events_of_a_page_are_those_of_the_whole_graph(shelf: Shelf, built: Path) -> None:
    whole = kg.KnowledgeGraph(built)
    assert shelf.views([event.iri for event in whole.events()]).events == whole.events()
    assert contents_of((), whole.ontology).events == ()


WAYS = [
    "高市早苗",
    "高市",
    "たかいち",
    "タカイチサナエ",
    "ﾀｶｲﾁ",
    "takaichi",
    "ＴＡＫＡＩＣＨＩ",
    "Sanae T",
    "髙市早苗",
    " 高 市 ",
]


@pytest.mark.parametrize("words", WAYS)
def test_a_person_is_found_by_each_way_of_writing(words: str, index: Index) -> None:
    hits, total = index.find(words)
    assert hits[0].entry.iri == DEFAULT_BASE + "person/高市早苗"
    assert total >= len(hits) >= 1


@pytest.mark.parametrize(
    ("words", "kind", "label"),
    [
        ("日本", "Country", "日本"),
        ("japan", "Country", "日本"),
        ("にっぽん", "Country", "日本"),
        ("会談", "class", "会談"),
        ("Meeting", "class", "会談"),
        ("国連", "Organization", "国際連合"),
        ("alliance-03", "Article", None),
        ("貿易赤字", "Event", None),
    ],
)
def test_the_first_hit(words: str, kind: str, label: str | None, index: Index) -> None:
    first = index.find(words)[0][0].entry
    assert first.kind == kind
    assert label in (None, first.label)


def test_nothing_is_found_of_nothing(index: Index) -> None:
    assert index.find("　 ・") == ([], 0)
    assert index.find("どこにもない名前") == ([], 0)


def test_what_is_in_more_events_comes_first_among_equals(index: Index) -> None:
    counts = [hit.events for hit in index.find("大統領")[0] if hit.entry.kind == "Post"]
    assert counts == sorted(counts, reverse=True)


def test_a_person_with_posts_counterparts_what_was_said_and_sources(shelf: Shelf) -> None:
    found = entity_page(shelf, DEFAULT_BASE + "person/ドナルド・トランプ", load_ontology())
    assert found.total == len(found.told) > 10
    days = [told.event.start for told in found.told if told.event.start and told.event.start[0] == "2"]
    assert days == sorted(days)
    best = found.counterparts[0]
    assert best.events == sum(best.classes.values()) == max(c.events for c in found.counterparts)
    assert all(c.actor.iri != found.entity.iri for c in found.counterparts)
    assert {told.event.type for told in found.said["Demand"]} == {"Demand"}
    assert all("agent" in told.roles for events in found.said.values() for told in events)
    assert sum(count for _, count in found.sources) >= found.total


def test_the_page_of_a_person(site: Site) -> None:
    status, text = page(site, "/person/高市早苗")
    assert status == 200
    for part in ("年表", "かかわった相手", "述べたこと・求めたこと", "出典", "役職", "首相", "2025/10/21"):
        assert part in text
    assert "高市早苗首相は25日夜、専用機で移動中のトランプ米大統領と電話会談した。" in text


def test_an_article_with_its_sentences_in_order_and_each_event_where_it_stands(shelf: Shelf) -> None:
    found = article_page(shelf, DEFAULT_BASE + "article/alliance-01")
    assert found.events == len({event.iri for passage in found.passages for _, event in passage.events}) > 4
    assert [p.start for p in found.passages] == sorted(p.start for p in found.passages)
    numbers = [piece.mark.event for p in found.passages for piece in p.pieces if piece.mark and piece.mark.event]
    assert numbers == sorted(numbers) == list(range(1, found.events + 1))
    for passage in found.passages:
        assert len("".join(piece.text for piece in passage.pieces)) == passage.end - passage.start


def test_sentences_that_overlap_are_one_passage_and_a_gap_is_counted(tmp_path: Path) -> None:
    text = "甲と乙が会談し、丙と丁も会談した。雨が降った。甲と丙が会談した。"
    one, three = meeting(text, "甲", "乙"), meeting(text, "甲", "丙", at=24)
    whole, part = Span(0, 17), Span(8, 17)
    two = (filler(text, "participant", "丙"), filler(text, "participant", "丁"))
    events = (
        Event("Meeting", "meeting.talks", Span(4, 6), whole, one.fillers),
        Event("Meeting", "meeting.talks", Span(12, 14), part, two),
        three,
    )
    build(tmp_path / "out", Reading(Article("x", text), events))
    held = Held(tmp_path / "out")
    found = article_page(Shelf(held.store, load_ontology()), DEFAULT_BASE + "article/x")
    assert [(p.start, p.end, p.gap) for p in found.passages] == [(0, 17, 0), (23, 32, 6)]
    assert "".join(piece.text for piece in found.passages[0].pieces) == text[:17]
    assert found.passages[0].anchors == ("char=0,17", "char=8,17")
    triggers = [p.text for p in found.passages[0].pieces if p.mark and p.mark.role == "trigger"]
    assert triggers == ["会談", "会談"]


def test_an_address_of_a_sentence_is_on_the_article_s_page(site: Site, built: Path) -> None:
    evidence = kg.KnowledgeGraph(built).events()[0].reports[0].evidence
    path, _, fragment = evidence.removeprefix(DEFAULT_BASE).partition("#")
    assert f'id="{fragment}"' in site.ask("/" + quote(path), HTML).text


def test_the_classes_of_the_home_page_lead_to_queries_with_as_many_rows(site: Site) -> None:
    home = site.ask("/", JA).text
    cells = r'<a href="/ontology/(\w+)">[^<]*</a></td><td class="number"><a href="([^"]+)"[^>]*>(\d+)</a>'
    rows = re.findall(cells, home)
    assert len(rows) > 20
    for name, query, count in rows:
        path = html.unescape(query).replace("/query?", "/sparql?")
        found = site.ask(path, {"Accept": "application/sparql-results+json"})
        assert len(json.loads(found.text)["results"]["bindings"]) == int(count), name


def test_the_two_languages(site: Site) -> None:
    assert 'lang="ja"' in site.ask("/", {**HTML, "Accept-Language": "ja,en;q=0.5"}).text
    assert 'lang="en"' in site.ask("/", {**HTML, "Accept-Language": "en-US"}).text
    chosen = site.ask("/?lang=en", JA)
    assert 'lang="en"' in chosen.text
    cookie = chosen.headers["set-cookie"]
    assert ("HttpOnly" in cookie, "SameSite=strict" in cookie) == (True, True)
    assert 'lang="en"' in site.ask("/", {**JA, "Cookie": cookie.partition(";")[0]}).text
    assert "Counterparts" in page(site, "/person/高市早苗?lang=en")[1]


@pytest.mark.parametrize(
    "path",
    ["/person/だれでもない", "/event/Visit-0000000000000000", "/article/withdrawn", "/nothing", "/ontology/Nothing"],
)
def test_a_stale_link_says_so_and_offers_a_search(path: str, site: Site) -> None:
    status, text = page(site, path)
    assert status == 404
    assert "ありません" in text
    assert "この名前でさがす" in text


def test_a_search_without_words_or_hits(site: Site) -> None:
    assert "さがす語を入れてください" in page(site, "/search")[1]
    assert "「どこにもない」に当たるものは見つかりません" in page(site, "/search?q=どこにもない")[1]


def test_an_empty_graph(tmp_path: Path) -> None:
    build(tmp_path / "out")
    with serving(tmp_path / "out") as empty:
        assert "記事も出来事もありません" in page(empty, "/")[1]
        assert page(empty, "/person/高市早苗")[0] == 404
        assert empty.query("SELECT * { ?s ?p ?o }").headers["kg-rows"] == "0"
        assert page(empty, "/query")[0] == 200
        assert page(empty, "/search?q=高市")[0] == 200
        assert page(empty, "/network")[0] == 404


def test_articles_without_an_event_and_a_single_event(tmp_path: Path) -> None:
    text = "甲と乙が会談した。"
    build(tmp_path / "none", reading("calm", "公園の桜が咲いた。"))
    build(tmp_path / "one", reading("only", text, meeting(text, "甲", "乙")))
    with serving(tmp_path / "none") as calm:
        assert "出来事は読み取られていません" in page(calm, "/")[1]
        assert "読み取られた出来事はありません" in page(calm, "/article/calm")[1]
    with serving(tmp_path / "one") as one:
        assert "出来事は 1 件だけ" in page(one, "/")[1]
        assert page(one, "/person/甲")[0] == 200


def test_an_article_without_title_url_or_day_and_names_of_eighty_letters(tmp_path: Path) -> None:
    long = "寿限無" * 27
    text = f"{long}は乙と会談した。"
    build(tmp_path / "out", reading("bare", text, meeting(text, long, "乙")))
    with serving(tmp_path / "out") as site:
        status, article = page(site, "/article/bare")
        assert status == 200
        for part in ("無題の記事", "もとの記事の所在は記録されていません", "日付不明", long):
            assert part in article
        assert long in page(site, f"/person/{segment(long)}")[1]
        assert long in page(site, f"/search?q={long}")[1]


def test_a_build_that_takes_the_place_of_another_is_served(built: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(built, tmp_path / "out"))
    with serving(folder) as site:
        assert page(site, "/article/alliance-01")[0] == 200
        kg.KnowledgeGraph(folder).remove(["alliance-01"])
        assert page(site, "/article/alliance-01")[0] == 404
        asked = f"ASK {{ GRAPH <{DEFAULT_BASE}article/alliance-01> {{ ?s ?p ?o }} }}"
        assert json.loads(site.query(asked).text)["boolean"] is False
        assert page(site, "/article/alliance-02")[0] == 200


def test_a_base_of_one_s_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("高市早苗首相は10月28日、トランプ大統領と会談した。\n", encoding="utf-8")
    kg.build(tmp_path / "a.txt", tmp_path / "out", base="https://example.org/my/")
    with serving(tmp_path / "out") as site:
        assert page(site, "/person/高市早苗")[0] == 200
        assert "<https://example.org/my/person/高市早苗>" in site.ask(quote("/person/高市早苗.nt")).text


def test_a_page_of_more_events_than_it_reads_says_so(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.site.entity.MOST", 5)
    page = entity_page(shelf, DEFAULT_BASE + "person/高市早苗", load_ontology())
    assert page.total > len(page.told) == 5
    whole = shelf.views(shelf.events_with(page.entity.iri)).events
    days = sorted(event.start for event in whole if event.start and not event.start.startswith("-"))
    assert sorted(t.event.start for t in page.told if t.event.start) == days[-5:]
    values = {"page": page, "path": "/x", "posts": (), "together": str}
    text = Templates.open().render("entity.html", View(Templates.open().words, "ja", DEFAULT_BASE), values)
    assert f"全 {page.total} 件のうち、日付の新しい 5 件から作ったページです" in text


def test_every_word_of_the_site_is_said_somewhere() -> None:
    folder = Path(kg.__file__).parent / "site"
    words = yaml.safe_load((folder / "words.yaml").read_text(encoding="utf-8"))
    told = "".join(f.read_text(encoding="utf-8") for f in folder.rglob("*") if f.suffix in (".html", ".js", ".py"))
    assert [key for key in words if f'"{key}"' not in told] == []
    assert len(words) > 90
