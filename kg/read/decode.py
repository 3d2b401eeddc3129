"""The text of a file whose encoding nobody named."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from itertools import count

from kg.errors import InputError
from kg.read.limit import LINE, MB, too_long

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ESCAPES = (b"\x1b$", b"\x1b(")
_SHIFTED = ("iso2022_jp", "iso2022_jp_ext")
# From the strictest to the laxest: of two readings with the same share of kana the stricter one is right.
_UNMARKED = ("euc_jp", "euc_jis_2004", "cp932", "utf-16-le", "utf-16-be")
_NAMED = {"euc_jp": "euc_jp", "x_euc_jp": "euc_jp"} | dict.fromkeys(
    ("shift_jis", "sjis", "x_sjis", "windows_31j", "cp932", "ms932", "ms_kanji"), "cp932"
)
_KANA = re.compile(r"[\u3001\u3002\u3041-\u3096\u30a1-\u30fc]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
# Bytes read in the wrong encoding give next to no kana; the tersest newspaper prose has a fifth.
_LEAST_KANA = 0.1
# Bytes of lines beyond ASCII from which the encoding of a file of lines is told.
_SAMPLE = MB


def decode(data: bytes, place: str, charset: str | None = None) -> str:
    """The text of `data`, without its byte order mark.

    UTF-8 with or without mark, UTF-16 with or without mark, ISO-2022-JP, EUC-JP and CP932, each tried strictly; where
    several fit, the one that reads as Japanese (most kana) wins. `charset` is what the data say of themselves: it is
    believed where it is one of these and fits, and nothing shows that it is another. Binary data and bytes that no
    encoding takes are an InputError with the offset of the first byte that is wrong.
    """
    text, failures = _first_strict(data, _certain(data))
    if text is None:
        text, more = _most_japanese(data)
        failures += more
    if text is None and (named := _NAMED.get((charset or "").lower().replace("-", "_"))):
        text, more = _first_strict(data, (named,))
        failures += more
    if text is not None and "\0" not in text:
        return text
    if b"\0" in data:
        raise InputError("this is no text", file=place, found=f"a NUL at byte {data.index(0)}", expected="a text file")
    raise _undecodable(data, max(failures, default=0), place)


def _undecodable(data: bytes, offset: int, place: str, line: int | None = None) -> InputError:
    return InputError(
        "the encoding cannot be told" if line is None else "this line is not in the encoding of the others",
        file=place,
        line=line,
        found=f"byte 0x{data[offset]:02x} at offset {offset}",
        expected="UTF-8, UTF-16, CP932, EUC-JP or ISO-2022-JP",
        fix="save the file as UTF-8",
    )


def decode_lines(data: bytes, place: str) -> Iterator[tuple[int, str | InputError]]:
    """The number and the text of each line of `data`, one after the other; an InputError for one that is wrong.

    The encoding is that in which the most lines read as Japanese, so that a broken character costs only its own line.
    Where no line can be read in any, the InputError is raised that `decode` raises.
    """
    if data.startswith(tuple(mark for mark, _ in _BOMS[1:])) or b"\0" in data:
        yield from enumerate(decode(data, place).split("\n"), 1)
        return
    name = _encoding_of_lines(data)
    if name is None:
        decode(data, place)  # tells what is wrong
        name = "utf-8"
    start = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    for number in count(1):
        end = data.find(b"\n", start)
        line = data[start : end if end >= 0 else len(data)]
        try:
            if len(line) > LINE:
                raise too_long(place, LINE, "the line", "cut it up into one line for each article", number)
            yield number, line.decode(name)
        except UnicodeDecodeError as error:
            yield number, _undecodable(data, start + error.start, place, number)
        except InputError as error:
            yield number, error
        if end < 0:
            return
        start = end + 1


def _encoding_of_lines(data: bytes) -> str | None:
    """The encoding that gives the most kana in the first lines beyond ASCII; None where it takes none of them."""
    sample: list[bytes] = []
    size = 0
    start = 0
    while size < _SAMPLE and start < len(data):
        end = data.find(b"\n", start) + 1 or len(data)
        line = data[start : min(end, start + _SAMPLE)]
        if not line.isascii() or any(escape in line for escape in _ESCAPES):
            sample.append(line)
            size += len(line)
        start = end
    if not sample:
        return "utf-8"
    best = max(("utf-8", *_SHIFTED, *_UNMARKED[:3]), key=lambda name: _kana_in(sample, name))
    return best if _kana_in(sample, best) >= 0 else None


def _kana_in(lines: Sequence[bytes], name: str) -> int:
    """The number of kana in the lines that the encoding takes; below zero where it takes none."""
    kana = -1
    for line in lines:
        try:
            text = codecs.getincrementaldecoder(name)().decode(line)  # which lets a long line end in half a character
        except UnicodeDecodeError:
            continue
        kana = max(kana, 0) + len(_KANA.findall(text))
    return kana


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
