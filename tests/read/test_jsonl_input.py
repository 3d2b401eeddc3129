"""Articles in JSONL, and every way in which a line can be wrong."""

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.read import read

GOOD = '{"id": "good", "text": "首相は訪米した。"}'


def write(folder: Path, *lines: str) -> Path:
    file = folder / "news.jsonl"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def test_keys_are_taken_and_others_ignored(tmp_path: Path) -> None:
    record = {
        "id": "a",
        "title": "見出し",
        "text": "　本文。\n二段目。 ",
        "published": "2025-11-23",
        "url": "https://example.org/a",
        "events": [{"type": "Visit"}],
    }
    [article] = read([write(tmp_path, json.dumps(record))]).articles
    assert {key: getattr(article, key) for key in ("id", "title", "text", "published", "url")} == {
        key: value for key, value in record.items() if key != "events"
    }
    assert article.context is None


@pytest.mark.parametrize(
    "text", [" 前後に空白 ", "改行\r\nを\r含む", "行\u2028区切り\u0085", "𠮷野家と\u304b\u3099", "ﾊﾝｶｸ～〜"]
)
def test_text_is_never_altered(tmp_path: Path, text: str) -> None:
    [article] = read([write(tmp_path, json.dumps({"id": "a", "text": text}, ensure_ascii=False))]).articles
    assert article.text == text


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2025-11-23", "2025-11-23"),
        ("2025-11-23T23:30:00+09:00", "2025-11-23"),
        ("2025-11-23T10:00:00Z", "2025-11-23"),
        ("", None),
        (None, None),
    ],
)
def test_published(tmp_path: Path, given: str | None, expected: str | None) -> None:
    [article] = read([write(tmp_path, json.dumps({"id": "a", "text": "本文。", "published": given}))]).articles
    assert article.published == expected


@pytest.mark.parametrize(
    ("line", "message", "column"),
    [
        ('{"id": "a", "text": "本文。"', "this line is not JSON", 26),
        ('{"id": "a" "text": "本文。"}', "this line is not JSON", 12),
        ("本文だけの行。", "this line is not JSON", 1),
        ('["a", "本文。"]', "this line is no JSON object", None),
        ('{"id": "a", "title": "題だけ"}', "the article has no text", None),
        ('{"id": "a", "text": 5}', "the key 'text' holds no string", None),
        ('{"id": true, "text": "本文。"}', "the key 'id' holds no string", None),
        ('{"id": "a", "text": "\\ud83d"}', "the key 'text' holds half a character", None),
        ('{"id": "a", "text": "本文。", "published": "2025年11月23日"}', "no ISO date", None),
        ("[" * 100_000, "not usable JSON", None),
    ],
)
def test_a_broken_line_is_told_and_the_rest_is_done(
    tmp_path: Path, line: str, message: str, column: int | None
) -> None:
    file = write(tmp_path, GOOD, "", line, GOOD.replace("good", "more"))
    intake = read([file])
    assert [article.id for article in intake.articles] == ["good", "more"]
    [problem] = intake.problems
    assert message in problem.message
    assert (problem.file, problem.line, problem.column) == (str(file), 3, column)


def test_an_article_without_text_is_dropped(tmp_path: Path) -> None:
    intake = read([write(tmp_path, GOOD, '{"id": "a", "title": "題", "text": " \\n"}')])
    assert [(drop.line, drop.text, drop.reason) for drop in intake.drops] == [(2, "題", "an article without text")]


def test_an_id_is_made_from_the_content(tmp_path: Path) -> None:
    lines = ['{"text": "首相は訪米した。"}', '{"text": "首相は訪中した。"}', '{"id": null, "text": "首相は訪米した。"}']
    intake = read([write(tmp_path, *lines)])
    ids = [article.id for article in intake.articles]
    assert len(set(ids)) == 2
    assert all(len(one) == 16 for one in ids)
    assert [drop.line for drop in intake.drops] == [3]
    other = tmp_path / "other.jsonl"
    other.write_text(lines[1], "utf-8")
    assert [article.id for article in read([other]).articles] == ids[1:]


def test_a_number_serves_as_an_id(tmp_path: Path) -> None:
    assert read([write(tmp_path, '{"id": 7, "text": "首相は訪米した。"}')]).articles[0].id == "7"


def test_nothing_but_broken_lines_raises(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not JSON") as caught:
        read([write(tmp_path, "{")])
    assert caught.value.line == 1


def test_blank_lines_only_raise(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no article"):
        read([write(tmp_path, "", " ")])
