"""A gzipped file unpacked as it is read."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_CHUNK = 1 << 16
_GZIP = 16 + zlib.MAX_WBITS


class Gunzip(io.RawIOBase):
    """The bytes of all members of a gzip stream, one after the other.

    Where the stream breaks off or is damaged, what came before is still given and `broken` says what is wrong: the
    standard library's reader would keep back what it had unpacked.
    """

    def __init__(self, packed: BinaryIO) -> None:
        self.broken: str | None = None
        self._packed = packed
        self._member = zlib.decompressobj(_GZIP)
        self._begun = self._ended = False
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: WriteableBuffer, /) -> int:
        view = memoryview(into).cast("B")
        data = b""
        while not data and not self._ended:
            data = self._unpacked(len(view))
        view[: len(data)] = data
        return len(data)

    def _unpacked(self, most: int) -> bytes:
        """Up to `most` further bytes; none at the end, and where a member has just ended."""
        packed = self._rest or self._packed.read(_CHUNK)
        if not packed or (not self._begun and not packed.strip(b"\0")):  # some writers fill the end with zeros
            if self._begun:
                self.broken = "the compressed data breaks off"
            self._ended = not packed
            self._rest = b""
            return b""
        self._begun = True
        try:
            data = self._member.decompress(packed, most)
        except zlib.error as error:
            self.broken, self._ended = f"the compressed data is damaged ({error})", True
            return b""
        self._rest = self._member.unconsumed_tail
        if self._member.eof:
            self._rest, self._member, self._begun = self._member.unused_data, zlib.decompressobj(_GZIP), False
        return data
