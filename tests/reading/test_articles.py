"""What is read from whole short articles; each file in articles/ holds one, and behind --- its events."""

from __future__ import annotations

from pathlib import Path

import pytest
from articlefiles import FILES, load
from toldevents import compare, read

from kg.pipeline import open_reader


def test_articles_are_collected() -> None:
    assert len(FILES) == 12


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_articles(file: Path) -> None:
    told = load(file)
    compare(read(open_reader(), told.text, told.published, file.stem), told.events)
