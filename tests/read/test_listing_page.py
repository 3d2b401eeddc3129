"""Listing pages: what stays, what goes and why, and how a listing is told from one article."""

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.read import read

SHARED = Path(__file__).parents[2] / "../shared"
SEED = Path(__file__).parents[2] / "seeds" / "alliance-listing.txt"

VISIT = (
    "高市早苗首相は25日、訪問先のマレーシアでアンワル首相と会談し、エネルギーの安定供給に向けて両国が協力することで一致した。"
    "首脳会談は就任後初めて。"
)
BUDGET = (
    "政府は24日の閣議で、物価高への対策を柱とする補正予算案を決定した。"
    "首相は記者団に対し、国会での速やかな審議と可決を野党にも求めていく考えを強調した。"
)
CALL = (
    "茂木敏充外相は23日、韓国の趙顕外相と電話で協議した。"
    "北朝鮮の弾道ミサイル発射を非難し、米国も加えた3カ国の連携を続けることで一致したと外務省が発表した。"
)
ABOUT = "本ページでは「外交」をテーマとした記事を一覧で掲載しています。"


def page(folder: Path, *lines: str, name: str = "diplomacy-listing.txt") -> Path:
    file = folder / name
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared gold files are not here")
def test_the_real_listing_gives_the_articles_of_the_gold() -> None:
    intake = read([SHARED / "seeds" / "alliance-listing.txt"])
    gold = [json.loads(line) for line in (SHARED / "gold" / "seed.jsonl").read_text("utf-8").splitlines()]
    assert [(a.id, a.title, a.text) for a in intake.articles] == [(g["id"], g["title"], g["text"]) for g in gold]
    assert [(drop.line, drop.reason) for drop in intake.drops] == [(3, "describes the page"), (4, "repeats line 2")]
    assert [a.context for a in intake.articles] == [None] * 4 + ["2025-10"] * 11


def test_the_sample_listing_has_the_same_shape() -> None:
    intake = read([SEED])
    assert [a.id for a in intake.articles] == [f"alliance-{n:02d}" for n in range(1, 16)]
    assert [a.id for a in intake.articles if a.title] == ["alliance-01"]
    assert [(drop.line, drop.reason) for drop in intake.drops] == [(3, "describes the page"), (4, "repeats line 2")]
    assert {a.context for a in intake.articles[4:]} == {"2025-10"}


def test_each_headline_joins_the_summary_under_it(tmp_path: Path) -> None:
    lines = ["高市首相、マレーシアで首脳会談", VISIT, "補正予算案を閣議決定", BUDGET, "日韓外相が電話で協議", CALL]
    intake = read([page(tmp_path, *lines)])
    assert [(a.title, a.text) for a in intake.articles] == [(lines[0], VISIT), (lines[2], BUDGET), (lines[4], CALL)]
    assert intake.drops == ()


@pytest.mark.parametrize(
    ("lines", "drops"),
    [
        ([VISIT, ABOUT, BUDGET], [(2, "describes the page")]),
        ([VISIT, BUDGET, VISIT], [(3, "repeats line 1")]),
        (["ホーム ＞ 政治", VISIT], [(1, "a headline that shares no words with the summary under it")]),
        (["高市首相、マレーシアで首脳会談", "補正予算案を閣議決定", BUDGET], [(1, "a headline without a summary")]),
        ([VISIT, "もっと見る"], [(2, "speaks of the page")]),
        (
            ["高市首相、マレーシアで首脳会談", VISIT, "高市首相、マレーシアで首脳会談", VISIT],
            [(3, "repeats the headline of line 2"), (4, "repeats line 2")],
        ),
    ],
)
def test_every_drop_has_its_reason(tmp_path: Path, lines: list[str], drops: list[tuple[int, str]]) -> None:
    intake = read([page(tmp_path, *lines)])
    assert [(drop.line, drop.reason) for drop in intake.drops] == drops
    assert all(drop.text == lines[drop.line - 1] for drop in intake.drops if drop.line)


def test_a_headline_over_a_repeat_titles_the_first(tmp_path: Path) -> None:
    intake = read([page(tmp_path, VISIT, BUDGET, "高市首相、マレーシアで首脳会談", VISIT)])
    assert [a.title for a in intake.articles] == ["高市首相、マレーシアで首脳会談", None]
    assert [drop.line for drop in intake.drops] == [4]


def test_line_ends_and_encoding_do_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "x-listing.txt"
    expected = [VISIT, BUDGET]
    for data in (f"{VISIT}\r\n\r\n　{BUDGET}\r\n".encode("cp932"), f"{VISIT}\r{BUDGET}".encode("utf-8-sig")):
        file.write_bytes(data)
        assert [a.text for a in read([file]).articles] == expected


@pytest.mark.parametrize(
    "lines",
    [
        [VISIT, ABOUT, BUDGET, CALL],
        [VISIT, BUDGET, VISIT, CALL],
        ["高市首相、マレーシアで首脳会談", VISIT, "補正予算案を閣議決定", BUDGET, "日韓外相が電話で協議", CALL],
    ],
    ids=["about the page", "repeat", "headlines"],
)
def test_a_listing_under_another_name(tmp_path: Path, lines: list[str]) -> None:
    articles = read([page(tmp_path, *lines, name="news.txt")]).articles
    assert [a.id for a in articles] == ["news-01", "news-02", "news-03"]


@pytest.mark.parametrize(
    "lines",
    [
        [VISIT, BUDGET, CALL],
        ["首相、外交と内政に注力", VISIT, BUDGET, CALL],
        ["首相、外交と内政に注力", VISIT, "補正予算案", BUDGET, CALL],
        ["高市首相、マレーシアで首脳会談", VISIT],
        [VISIT],
        ["一。", "二。", "一。", "三。"],
    ],
    ids=["paragraphs", "title and paragraphs", "subheading", "title and paragraph", "paragraph", "short lines"],
)
def test_one_article_is_no_listing(tmp_path: Path, lines: list[str]) -> None:
    assert [a.id for a in read([page(tmp_path, *lines, name="news.txt")]).articles] == ["news"]


def test_a_name_in_listing_always_is_one(tmp_path: Path) -> None:
    assert [a.id for a in read([page(tmp_path, VISIT)]).articles] == ["diplomacy-01"]


@pytest.mark.parametrize(
    ("lines", "message"), [([" ", ""], "the file is empty"), ([ABOUT, "もっと見る"], "holds no summary")]
)
def test_a_listing_without_summaries_raises(tmp_path: Path, lines: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        read([page(tmp_path, *lines)])
