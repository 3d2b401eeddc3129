"""The text of a file whose encoding nobody named."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
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
_OF_LINES = _UNMARKED[:3]
_NO_CP932 = re.compile("[\x80\uf8f0-\uf8f3]")
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

    The encoding is that in which the lines read best as Japanese, so that a broken character costs only its own line.
    Where none can be told from the lines, the whole is decoded as `decode` does.
    """
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data
    name = None if wide else _encoding_of_lines(data)
    if name is None:
        yield from enumerate(decode(data, place).split("\n"), 1)
        return
    end = len(codecs.BOM_UTF8) - 1 if data.startswith(codecs.BOM_UTF8) else -1
    for number in count(1):
        start, end = end + 1, data.find(b"\n", end + 1)
        stop = end if end >= 0 else len(data)
        if stop - start > LINE:
            yield number, too_long(place, LINE, "the line", "cut it up into one line for each article", number)
        else:
            try:
                yield number, _strict(data[start:stop], name)
            except UnicodeDecodeError as error:
                yield number, _undecodable(data, start + error.start, place, number)
        if end < 0:
            return


def _encoding_of_lines(data: bytes) -> str | None:
    """The encoding that gives the most kana in the first lines beyond ASCII; None where none reads as Japanese."""
    sample: list[bytes] = []
    size = start = 0
    while size < _SAMPLE and start < len(data):
        end = data.find(b"\n", start) + 1 or len(data)
        line = data[start : min(end, start + _SAMPLE)]
        if not line.isascii() or any(escape in line for escape in _ESCAPES):
            sample.append(line)
            size += len(line)
        start = end
    if not sample:
        return "utf-8"
    texts = {name: text for name in ("utf-8", *_SHIFTED, *_OF_LINES) if (text := _readable(sample, name))}
    best = max(texts, key=lambda name: len(_KANA.findall(texts[name])), default=None)
    return None if best in _OF_LINES and _kana_share(texts[best]) < _LEAST_KANA else best


def _readable(lines: Sequence[bytes], name: str) -> str:
    """Those of the lines that the encoding takes, one behind the other; a long one may end in half a character."""
    texts = []
    for line in lines:
        with suppress(UnicodeDecodeError):
            texts.append(codecs.getincrementaldecoder(name)().decode(line))
    return "".join(texts)


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
            text = _strict(data, name)
        except UnicodeDecodeError as error:
            failures.append(error.start)
        else:
            if "\0" not in text:
                return text, failures
    return None, failures


def _strict(data: bytes, name: str) -> str:
    """The text, or a UnicodeDecodeError also for the bytes that stand for nothing and that Python's CP932 lets pass."""
    text = data.decode(name)
    if name == "cp932" and (wrong := _NO_CP932.search(text)):
        at = len(text[: wrong.start()].encode(name))
        raise UnicodeDecodeError(name, data, at, at + 1, "stands for no character")
    return text


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
