"""Texts that are no good Japanese: reading them raises nothing, and every span lies in the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spancheck import check_spans
from toldevents import read

from kg.analyse.token import Tokenizer
from kg.pipeline import open_reader

ODD = {
    "nothing": "",
    "spaces": " 　\n\t ",
    "stops alone": "。。。！？",
    "commas alone": "、、、",
    "brackets alone": "「『（【】）』」",
    "closing brackets alone": "」』）】",
    "opening brackets alone": "「" * 300,
    "deep brackets": "「" * 200 + "抗議した" + "」" * 200,
    "a quotation that nothing closes": "首相は「中国に抗議すると述べた。日本は反論した。",
    "a quotation that nothing opened": "首相は中国に抗議する」と述べた。",
    "crossed brackets": "首相は「中国（に抗議」した）と述べた。",
    "an empty quotation": "首相は「」と述べた。",
    "particles alone": "はがをにへとからよりまで。",
    "one character": "日",
    "one particle": "は",
    "a predicate alone": "抗議した。",
    "a list mark alone": "▽",
    "emoji": "🇯🇵の首相は🙂中国に抗議👍🏽した🎉。",
    "a lone surrogate": "首相は\ud83d中国に抗議した。",
    "a lone surrogate alone": "\udc00",
    "zeros and controls": "首相は\x00中国に\x07抗議した\x1b。",
    "byte order marks and joiners": "\ufeff首相は\u200b中国に\u200d抗議した。",
    "combining marks": "ガギグは\u3099\u3099中国に抗議した。",
    "a country's sign between marks": "政府は・ウ首相は上皇が2プラス2した。",
    "right to left": "首相は\u202eمرحبا\u202c中国に抗議した。",
    "Latin": "The prime minister protested to China on Oct. 27.",
    "half-width katakana": "ﾄﾗﾝﾌﾟ大統領は中国に抗議した。",
    "numbers": "1/1/1/1 99月99日 0年0月0日 " * 5,
    "dates alone": "8日、9日、10日〜11日、12日。",
    "the first day and the last of all": "1年1月1日、抗議した。前日も抗議した。9999年12月31日、訪中した。翌日帰国。",
    "days out of reach": "99999999999日前、首相は抗議した。0年、抗議した。99999999999年後に訪中する。昨年も抗議した。",
    "a day of a year": "2010年1日、首相は中国に抗議した。翌年2日、訪中した。",
    "a place that breaks off at its dot": "防衛相と国防長官が10月29日、東京・",
    "windows line ends": "首相は中国に\r\n抗議した。\r\n",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("published", [None, "2025-11-23", "no date", "0001-01-01", "9999-12-31"])
def test_odd_texts(text: str, published: str | None) -> None:
    check_spans(read(open_reader(), text, published))


LONG = {
    "nouns": "日米外相会談" * 1_700,
    "nouns joined": "港の" * 5_000,
    "topics": "首相は" * 3_400,
    "relative clauses": "議長が述べた国が" * 1_250,
    "quotations": "「港」" * 3_400,
    "brackets": "（港）" * 3_400,
    "one letter": "あ" * 10_000,
    "digits": "8" * 10_000,
    "a chain of clauses": "首相は中国に抗議し、" * 1_000,
    "a list of equals": "日本、" * 3_400,
    "equals with と": "船と" * 5_000,
    "clauses without a comma": "歩いて" * 3_300,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_long_sentences_without_a_stop(text: str) -> None:
    check_spans(read(open_reader(), text, "2025-11-23"))


# Pieces that mean something to the grammar, so that random rows of them reach into every stage.
WORDS = """
首相 高市早苗首相 日本 中国 日米 両氏 同氏 トランプ大統領 政府 外務省 王毅外相 東京 NATO
は が を に と で の も へ から に対し によると をめぐり として とともに
抗議 会談 訪問 求め 述べ 合意 署名 発表 批判 反対 表明 訪米 首脳会談 辞任
した する すると するよう され して し、 しない た れば 方針 可能性 予定だ 考え
8日 11月23日 27〜29日 同日 昨年 5、6の両日 3カ国
「 」 『 』 （ ） 、 。 ▽ ・ 🙂
"""
PIECES = [*WORDS.split(), "　", "\n", "\ud83d"]

calm = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)


@calm
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.sampled_from([None, "2025-11-23", "2024-02-29"]))
def test_random_rows_of_words(text: str, published: str | None) -> None:
    check_spans(read(open_reader(), text, published))


@calm
@given(st.text(st.characters(), max_size=80))
def test_random_characters(text: str) -> None:
    check_spans(read(open_reader(), text, None))


@calm
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_random_rows_of_words_read_twice_give_the_same(text: str) -> None:
    assert read(open_reader(), text, "2025-11-23") == read(open_reader(), text, "2025-11-23")


@calm
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.integers(0, 30))
def test_what_a_reader_met_before_changes_nothing(text: str, moved: int) -> None:
    reader = open_reader()
    fresh = replace(reader, tokenizer=Tokenizer(reader.tokenizer.sudachi))
    met = read(reader, "。" * moved + text, "2025-11-23")
    assert met == read(reader, "。" * moved + text, "2025-11-23") == read(fresh, "。" * moved + text, "2025-11-23")


@calm
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_trees_of_random_rows_have_one_root_and_no_circle(text: str) -> None:
    for tree in open_reader().trees(text):
        assert sum(head < 0 for head in tree.heads) == min(1, len(tree.phrases))
        for i in range(len(tree.phrases)):
            assert len(list(zip(range(len(tree.phrases) + 1), tree.chain(i), strict=False))) < len(tree.phrases)
