"""What an error says: nothing in it steers a terminal, and no part of it fills the screen."""

from __future__ import annotations

import pytest

from kg.errors import InputError


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\x1b]0;title\x07", "\r", "\x9b31m", "\u202e", "\x00"])
def test_controls_are_told_by_their_numbers(hostile: str) -> None:
    told = str(InputError(f"a {hostile}", file=f"b{hostile}", found=f"c{hostile}", expected=hostile, fix=hostile))
    assert hostile not in told
    assert told.count(f"\\u{ord(hostile[0]):04x}") == 5


def test_what_is_long_is_cut_and_its_length_told() -> None:
    told = str(InputError("too long", found="長" * 100_000, fix="short"))
    assert len(told) < 2_000
    assert "長… (100,009 characters)" in told
    assert told.endswith("\n  fix: short")


def test_japanese_stays_as_it_is() -> None:
    assert str(InputError("誤り", file="記事.txt", line=3, found="「 」\t〜")) == "記事.txt:3: 誤り\n  found: 「 」\t〜"
