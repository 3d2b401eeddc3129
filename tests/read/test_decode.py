"""The encodings of Japanese text, told apart without a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.read.decode import decode, decode_lines

SAMPLE = "外務省は10月22日、米大統領が27日に来日すると発表した。\nカタカナのニュースも読める。\n"
ENCODINGS = ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_each_encoding(encoding: str) -> None:
    assert decode(SAMPLE.encode(encoding), "a.txt") == SAMPLE


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
@pytest.mark.parametrize(
    "text",
    ["首相は訪米する。", "日米首脳会談で一致した", "ロシア、ウクライナ", "石破茂首相は7日、記者会見で辞任を表明した。"],
)
def test_short_texts(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@given(
    st.lists(
        st.sampled_from(["首相は", "訪米した。", "会談で", "と述べた。", "\n", "2025年", "について", "、", "NATO"]),
        min_size=3,
    )
)
def test_no_encoding_is_taken_for_another(parts: list[str]) -> None:
    text = "".join(parts) + "発表しました。"
    for encoding in ("utf-8", "cp932", "euc_jp", "iso2022_jp"):
        assert decode(text.encode(encoding), "a.txt") == text


def test_plain_ascii() -> None:
    assert decode(b'{"id": "a"}\n', "a.jsonl") == '{"id": "a"}\n'


def test_marks_are_not_text() -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        assert not decode(SAMPLE.encode(encoding), "a.txt").startswith("\ufeff")


def test_vendor_characters() -> None:
    assert decode("①髙市氏は〜と述べた。".replace("〜", "～").encode("cp932"), "a.txt") == "①髙市氏は～と述べた。"


def test_broken_utf8_names_the_byte() -> None:
    data = SAMPLE.encode() + b"\xe3\x81" + "た。".encode()
    with pytest.raises(InputError) as caught:
        decode(data, "a.txt")
    assert caught.value.file == "a.txt"
    assert f"offset {len(SAMPLE.encode())}" in str(caught.value)
    assert caught.value.fix == "save the file as UTF-8"


def test_binary_is_no_text() -> None:
    with pytest.raises(InputError, match="this is no text") as caught:
        decode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe\x80", "a.txt")
    assert caught.value.found == "a NUL at byte 8"


def test_bytes_of_no_language_are_refused() -> None:
    with pytest.raises(InputError, match="encoding cannot be told"):
        decode(bytes(range(0x80, 0x100)) * 4, "a.txt")


def test_half_width_kana_are_no_sign_of_japanese() -> None:
    with pytest.raises(InputError, match="encoding cannot be told"):
        decode(b"\xb1\xb2\xb3\xb4\xb5" * 20 + b"\xa0", "a.txt")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_lines_of_each_encoding(encoding: str) -> None:
    lines = SAMPLE.split("\n")
    assert list(decode_lines(SAMPLE.encode(encoding), "a.jsonl")) == list(enumerate(lines, 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp"])
def test_a_broken_line_costs_only_itself(encoding: str) -> None:
    lines = [line.encode(encoding) for line in ("首相は訪米した。", "外相は", "大統領は来日した。")]
    data = (
        lines[0]
        + b"\n"
        + lines[1].removeprefix(b"\xef\xbb\xbf")
        + b"\xff\xff\n"
        + lines[2].removeprefix(b"\xef\xbb\xbf")
    )
    (one, first), (two, problem), (three, last) = decode_lines(data, "a.jsonl")
    assert (one, first, two, three, last) == (1, "首相は訪米した。", 2, 3, "大統領は来日した。")
    assert isinstance(problem, InputError)
    assert (problem.line, problem.found) == (2, f"byte 0xff at offset {data.index(0xFF)}")


def test_lines_without_kana_are_not_guessed_at() -> None:
    with pytest.raises(InputError, match="encoding cannot be told"):
        list(decode_lines("日米首脳会談\n関税引下合意\n".encode("cp932"), "a.jsonl"))
    assert list(decode_lines("日米首脳会談\n関税引下合意".encode(), "a.jsonl")) == [
        (1, "日米首脳会談"),
        (2, "関税引下合意"),
    ]
