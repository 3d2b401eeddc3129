"""The text of a file whose encoding nobody named."""

from __future__ import annotations

import codecs
import re

from kg.errors import InputError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ESCAPES = (b"\x1b$", b"\x1b(")
_SHIFTED = ("iso2022_jp", "iso2022_jp_ext")
# From the strictest to the laxest: of two readings with the same share of kana the stricter one is right.
_UNMARKED = ("euc_jp", "euc_jis_2004", "cp932", "utf-16-le", "utf-16-be")
_KANA = re.compile(r"[\u3001\u3002\u3041-\u3096\u30a1-\u30fc]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
# Bytes read in the wrong encoding give next to no kana; the tersest newspaper prose has a fifth.
_LEAST_KANA = 0.1


def decode(data: bytes, place: str) -> str:
    """The text of `data`, without its byte order mark.

    UTF-8 with or without mark, UTF-16 with or without mark, ISO-2022-JP, EUC-JP and CP932, each tried strictly; where
    several fit, the one that reads as Japanese (most kana) wins. Binary data and bytes that no encoding takes are an
    InputError with the offset of the first byte that is wrong.
    """
    text, failures = _first_strict(data, _certain(data))
    if text is None:
        text, more = _most_japanese(data)
        failures += more
    if text is not None and "\0" not in text:
        return text
    if b"\0" in data:
        raise InputError("this is no text", file=place, found=f"a NUL at byte {data.index(0)}", expected="a text file")
    offset = max(failures, default=0)
    raise InputError(
        "the encoding cannot be told",
        file=place,
        found=f"byte 0x{data[offset]:02x} at offset {offset}",
        expected="UTF-8, UTF-16, CP932, EUC-JP or ISO-2022-JP",
        fix="save the file as UTF-8",
    )


def _certain(data: bytes) -> tuple[str, ...]:
    """The encodings that a mark at the start or an escape gives away, and UTF-8, which nothing else fits by chance."""
    marked = [name for mark, name in _BOMS if data.startswith(mark)]
    if marked:
        return tuple(marked)
    if any(escape in data for escape in _ESCAPES):
        return (*_SHIFTED, "utf-8")
    return ("utf-8",)


def _first_strict(data: bytes, names: tuple[str, ...]) -> tuple[str | None, list[int]]:
    """The first strict reading without a NUL, and the offsets at which those before it failed."""
    failures: list[int] = []
    for name in names:
        try:
            text = data.decode(name)
        except UnicodeDecodeError as error:
            failures.append(error.start)
        else:
            if "\0" not in text:
                return text, failures
    return None, failures


def _most_japanese(data: bytes) -> tuple[str | None, list[int]]:
    """The strict reading with the largest share of kana, if that is large enough, and the offsets of failures."""
    best, best_share, failures = None, 0.0, []
    for name in _UNMARKED:
        text, failed = _first_strict(data, (name,))
        failures += failed
        if text is not None and (share := _kana_share(text)) > best_share:
            best, best_share = text, share
    return (best if best_share >= _LEAST_KANA else None), failures


def _kana_share(text: str) -> float:
    """The share of kana and Japanese stops among the characters beyond ASCII; half-width kana do not count."""
    return len(_KANA.findall(text)) / max(1, len(_BEYOND_ASCII.findall(text)))
