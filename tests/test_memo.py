"""A memory that forgets: what is kept comes back, and a full memory starts anew."""

from __future__ import annotations

from kg.memo import Memo


def test_what_is_kept_comes_back() -> None:
    memo: Memo[str, int] = Memo()
    assert memo.get("a") is None
    assert memo.keep("a", 1) == 1
    assert memo.get("a") == 1


def test_a_full_memory_starts_anew() -> None:
    memo: Memo[int, int] = Memo(limit=3)
    for n in range(3):
        memo.keep(n, n)
    assert sorted(memo) == [0, 1, 2]
    memo.keep(3, 3)
    assert sorted(memo) == [3]
