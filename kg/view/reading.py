"""How a name is read: a search in kana finds it."""

from __future__ import annotations

from collections.abc import Callable

from kg.analyse.token import open_tokenizer


def open_reader() -> Callable[[str], str]:
    """A function from a name to its kana: 高市早苗 gives タカイチサナエ."""
    tokenizer = open_tokenizer()

    def read(name: str) -> str:
        return "".join(morpheme.reading_form() for morpheme in tokenizer.tokenize(name))

    return read
