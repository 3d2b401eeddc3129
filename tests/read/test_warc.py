"""Web archives: a page a record, as it would be read by itself; what breaks costs only itself."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from fastwarc.warc import WarcRecordType
from feeds import ATOM
from warcs import Answer, chunked, gzipped, other, warc

from kg.errors import InputError
from kg.read import Intake, read

PAGE = (Path(__file__).parent / "pages" / "newspaper.html").read_bytes()
PLAIN = "<p>外相は{n}日、韓国を訪問した。大統領と会談した。</p>"


def page(n: int) -> bytes:
    return PLAIN.format(n=n).encode()


def taken(tmp_path: Path, data: bytes, name: str = "crawl.warc") -> Intake:
    (tmp_path / name).write_bytes(data)
    return read([tmp_path / name])


def test_a_page_is_read_as_by_itself(tmp_path: Path) -> None:
    (tmp_path / "newspaper.html").write_bytes(PAGE)
    [alone] = read([tmp_path / "newspaper.html"]).articles
    urls = ("https://www.akebono.example.jp/politics/20251028-OYT1K50071/",)
    for number, answer in enumerate((Answer(*urls, PAGE), gzipped(*urls, PAGE), chunked(*urls, PAGE))):
        assert taken(tmp_path, warc(answer), f"{number}.warc").articles == (alone,)


@pytest.mark.parametrize("packed", [False, True], ids=["warc", "warc.gz"])
def test_the_records_of_an_archive(tmp_path: Path, packed: bool) -> None:
    records = [
        other(WarcRecordType.warcinfo, "", b"software: test\r\n"),
        other(WarcRecordType.request, "https://a.example.jp/1", b"GET / HTTP/1.1\r\n\r\n"),
        Answer("https://a.example.jp/1", page(1)),
        Answer("https://a.example.jp/2", page(2).decode().encode("cp932"), "text/html; charset=Shift_JIS"),
        Answer("https://a.example.jp/x.png", b"\x89PNG", "image/png"),
        Answer("https://a.example.jp/y.png", b"\x89PNG", "image/png"),
        Answer("https://a.example.jp/gone", page(3), status="404 Not Found"),
        Answer("https://a.example.jp/feed", ATOM.encode(), "application/atom+xml"),
        other(WarcRecordType.resource, "https://a.example.jp/4", page(4)),
    ]
    records[-1].headers["Content-Type"] = "text/html"
    data = b"".join(gzip.compress(warc(one)) if packed else warc(one) for one in records)
    intake = taken(tmp_path, data, "crawl.warc.gz" if packed else "crawl.warc")
    assert [(a.id.rpartition("-")[0], a.text[:5]) for a in intake.articles] == [
        ("a.example.jp", "外相は1日"),
        ("a.example.jp", "外相は2日"),
        ("s.example.jp", "両首脳は会"),
        ("a.example.jp", "外相は4日"),
    ]
    assert [article.url for article in intake.articles][:2] == ["https://a.example.jp/1", "https://a.example.jp/2"]
    assert [drop.reason for drop in intake.drops] == [
        "records that hold no page, image/png: 2",
        "records that hold no page, status 404: 1",
    ]
    assert intake.problems == ()


def test_what_goes_of_a_page_is_counted_by_its_reason(tmp_path: Path) -> None:
    intake = taken(tmp_path, warc(Answer("https://www.akebono.example.jp/", PAGE)))
    told = [(drop.line, drop.reason, drop.text[:5]) for drop in intake.drops]
    assert sorted(told) == [
        (1, "a heading, 2 times", "日米首脳、"),
        (1, "a link", "あけぼの新"),
        (1, "stands beside the article, 10 times", "政治国際経"),
    ]


@pytest.mark.parametrize("packed", [False, True], ids=["warc", "warc.gz"])
@pytest.mark.parametrize("lost", [60, 700])
def test_the_records_before_a_break_are_read(tmp_path: Path, packed: bool, lost: int) -> None:
    records = [Answer(f"https://a.example.jp/{n}", page(n)) for n in (1, 2)]
    records.append(Answer("https://a.example.jp/3", page(3) * 20))
    data = b"".join(gzip.compress(warc(one)) for one in records) if packed else warc(*records)
    lost = 20 + lost // 10 if packed else lost
    intake = taken(tmp_path, data[:-lost], "crawl.warc.gz" if packed else "crawl.warc")
    assert [article.text[:5] for article in intake.articles] == ["外相は1日", "外相は2日"]
    assert intake.problems
    assert all(str(tmp_path / "crawl.warc") in str(problem) for problem in intake.problems)


def test_a_broken_record_costs_only_itself(tmp_path: Path) -> None:
    bad = Answer("https://a.example.jp/2", b"no gzip", headers="Content-Encoding: gzip\r\n")
    broken = Answer("https://a.example.jp/3", page(3) + b"\xe9\xa6" + page(3))
    records = [Answer(f"https://a.example.jp/{n}", page(n)) for n in (1, 4)]
    intake = taken(tmp_path, warc(records[0], bad, broken, records[1]))
    assert [article.text[:5] for article in intake.articles] == ["外相は1日", "外相は4日"]
    assert ["https://a.example.jp/2" in str(p) or "https://a.example.jp/3" in str(p) for p in intake.problems] == [
        True
    ] * 2


def test_a_long_record_is_named_and_passed_over(tmp_path: Path) -> None:
    long = Answer("https://a.example.jp/long", page(1) * 150_000)
    packed = gzipped("https://a.example.jp/bomb", b"0" * (20 << 20))
    intake = taken(tmp_path, warc(long, packed, Answer("https://a.example.jp/2", page(2))))
    assert [article.text[:5] for article in intake.articles] == ["外相は2日"]
    assert [problem.message for problem in intake.problems] == ["the page is too long"] * 2


def test_what_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the archive is broken"):
        taken(tmp_path, b"hello world\r\n" * 100)


def test_garbage_between_records_ends_the_archive(tmp_path: Path) -> None:
    one, two = (warc(Answer(f"https://a.example.jp/{n}", page(n))) for n in (1, 2))
    intake = taken(tmp_path, one + b"garbage garbage\r\n" * 9 + two)
    assert [article.text[:5] for article in intake.articles] == ["外相は1日"]
    assert [problem.message for problem in intake.problems] == ["the archive is broken"]
