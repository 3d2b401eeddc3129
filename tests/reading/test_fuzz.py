"""The fuzzer: its quick form finds nothing, it reaches all of the vocabulary, and a promise that is broken is told."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from dataclasses import replace
from itertools import count
from types import SimpleNamespace
from typing import Any

import fuzz
import pytest
from fuzzing.checking import Broken, Checker, oxigraph_terms, quotes, rdflib_terms
from fuzzing.making import Maker
from running import SEEDS

from kg.model import Article
from kg.read import read
from kg.shard import Kit, Setting
from kg.write.iris import DEFAULT_BASE
from kg.write.quads import quads_of

TOLD = Article(
    "told", "高市早苗首相は28日、東京でトランプ大統領と会談した。日本は中国に「説明」を求めた。", published="2025-10-28"
)


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit.of(Setting(DEFAULT_BASE, None, None))


@pytest.fixture(scope="module")
def maker(kit: Kit) -> Maker:
    return Maker.of(read([SEEDS]).articles, kit.reader.table, kit.reader.rules)


def test_the_quick_form_finds_nothing() -> None:
    command = [sys.executable, "-W", "ignore", fuzz.__file__, "--quick"]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    last = ran.stdout.splitlines()[-1]
    found = re.match(r"1,000 articles, ([\d,]+) events, ([\d,]+) statements, 0 failures", last)
    assert found, last
    assert int(found[1].replace(",", "")) > 500
    assert int(found[2].replace(",", "")) > 20_000


def test_its_articles_reach_every_class_of_event(kit: Kit, maker: Maker) -> None:
    choose = random.Random(1).randrange
    types: set[str] = set()
    for _ in range(3_000):
        types.update(event.type for event in kit.reader.read(Article("x", maker.sentence(choose))).events)
        if len(types) == 30:
            break
    assert types == {c.name for c in kit.ontology.classes.values() if c.roles}


def test_the_same_choices_make_the_same_article(maker: Maker) -> None:
    made = [[maker.article(random.Random(n).randrange) for n in range(50)] for _ in range(2)]
    assert made[0] == made[1]
    assert len({article.text for article in made[0]}) > 45


def test_spoilt_bytes_are_spoilt(maker: Maker) -> None:
    data = (SEEDS / "page.html").read_bytes()
    assert sum(maker.bytes_of(data, random.Random(n).randrange) != data for n in range(20)) > 15


def test_an_article_that_holds(kit: Kit) -> None:
    checker = Checker.of(kit)
    checker.forget()
    checker.check(TOLD)
    checker.build()
    assert checker.events == 4


def lines_of(kit: Kit) -> list[str]:
    return quads_of(kit.reader.read(TOLD), kit.ontology, kit.iris, kit.build, kit.decisions)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ((r'(ns/oa#start> )"0"', r'\1"1"'), "has the words|other offsets"),
        ((r'(ns/oa#end> )"\d+"', r'\1"3"'), "has the words|other offsets"),
        ((r'(ns/oa#exact> ")\w', r"\1犬"), "has the words"),
        ((r'(#trigger> ")会', r"\1開"), "does not stand in"),
        ((r"(#mention> <[^>]*#char=)\d+", r"\g<1>77"), "has no words"),
    ],
    ids=["start", "end", "words", "trigger", "mention"],
)
def test_a_quotation_that_is_none_is_told(wrong: tuple[str, str], told: str, kit: Kit) -> None:
    lines = [re.sub(*wrong, line) for line in lines_of(kit)]
    assert lines != lines_of(kit)
    with pytest.raises(Broken, match=told):
        quotes(oxigraph_terms("\n".join(lines).encode()), TOLD.text)


def test_a_literal_that_is_none_of_its_type_is_told(kit: Kit) -> None:
    lines = [line.replace('"2025-10-28"', '"2025-13-28"') for line in lines_of(kit)]
    with pytest.raises(Broken, match="no literal of its type"):
        rdflib_terms("\n".join(lines).encode())


def test_a_reader_that_tells_another_thing_the_second_time_is_told(kit: Kit) -> None:
    number = count()

    def moody(article: Article) -> Any:
        read = kit.reader.read(article)
        return replace(read, events=read.events[next(number) % 2 :])

    lying: Any = SimpleNamespace(read=moody)
    with pytest.raises(Broken, match="read twice"):
        Checker.of(replace(kit, reader=lying)).check(TOLD)


def test_what_fails_is_made_small_and_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def check(self: Checker, article: Article) -> None:
        if "」" in article.text:
            raise ValueError("a bracket")

    monkeypatch.setattr(Checker, "check", check)
    monkeypatch.setattr(sys, "argv", ["fuzz.py", "--articles", "300"])
    with pytest.raises(SystemExit) as left:
        fuzz.main()
    told = capsys.readouterr().out
    assert left.value.code == 1
    assert "after 0 articles, seed 1, chunk 0: ValueError: a bracket" in told
    text = re.search(r"text='(.*)'", told)
    assert text
    assert "」" in text[1]
    assert len(text[1]) < 40
