"""Texts that lie on disk come back as they would from memory."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kg.spill import Spill, each_once, lines_of, merged, write_lines

ALPHABET = 'ab "#>日本語髙𠮷￿\U0010ffff'


def texts(seed: int, count: int) -> list[str]:
    dice = random.Random(seed)
    return ["".join(dice.choices(ALPHABET, k=dice.randint(1, 9))) for _ in range(count)]


@pytest.mark.parametrize("most", [1, 2, 7, 100, 10_000])
def test_a_spill_gives_what_sorting_gives(most: int, tmp_path: Path) -> None:
    given = texts(most, 500)
    spill = Spill(tmp_path, most)
    spill.extend(given[:120])
    spill.extend(iter(given[120:400]))
    for text in given[400:]:
        spill.extend([text])
    assert list(spill) == sorted(set(given))
    assert list(spill) == sorted(set(given))  # as often as it is asked
    assert list(tmp_path.iterdir()) == []


def test_what_comes_after_the_first_asking_is_there_too(tmp_path: Path) -> None:
    for most in (2, 100):
        spill = Spill(tmp_path, most)
        for number in range(5):
            spill.extend([f"{9 - number}"])
            assert list(spill) == sorted(f"{9 - n}" for n in range(number + 1))


def test_nothing_spilt_is_nothing(tmp_path: Path) -> None:
    assert list(Spill(tmp_path)) == []


@pytest.mark.parametrize("files", [1, 2, 3, 40])
def test_files_are_merged(files: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.spill._READ", 64)
    monkeypatch.setattr("kg.spill._LEAST", 16)
    parts = [sorted(set(texts(seed, seed * 11 % 97))) for seed in range(files)]  # the first is empty
    paths = [tmp_path / str(number) for number in range(files)]
    for path, part in zip(paths, parts, strict=True):
        write_lines(path, part)
        assert list(lines_of(path)) == part
    whole = sorted(text for part in parts for text in part)
    opened = [path.open("rb") for path in paths]
    found = list(merged([file.read for file in opened]))
    assert found == whole
    assert list(each_once(found)) == sorted(set(whole))
    for file in opened:
        file.close()


def test_a_last_line_without_an_end_is_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes("一\n二\n\n三".encode())
    assert list(lines_of(tmp_path / "file")) == ["一", "二", "", "三"]
