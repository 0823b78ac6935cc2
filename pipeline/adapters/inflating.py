"""Compressed bodies, unpacked piece by piece: what comes out is bounded, whatever goes in."""

from __future__ import annotations

import zlib

_GZIP = b"\x1f\x8b"
_AUTOMATIC = 32 + zlib.MAX_WBITS  # a gzip or a zlib head, whichever is there


class UndecodableError(Exception):
    """The bytes are not compressed as they claim to be, or end too early."""


class Inflater:
    """Unpacks one body of at most `limit` bytes; never holds more than that and one piece of input.

    A body of gzip may have several members, as the format allows. What follows the last one is left.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        """`encoding` is identity, gzip, x-gzip or deflate."""
        self._encoding = encoding
        self._left = limit
        self._taken = 0
        self._limit = limit
        self._parts: list[bytes] = []
        self._stream = zlib.decompressobj(_AUTOMATIC) if encoding != "identity" else None

    def feed(self, data: bytes) -> bool:
        """Takes a piece as it came; False once the limit is passed, in either form: more is of no use.

        Raises UndecodableError.
        """
        self._taken += len(data)
        if self._stream is None:
            self._keep(data)
        else:
            self._inflate(data)
        return self._left >= 0 and self._taken <= self._limit

    def close(self) -> bytes:
        """The body, cut at the limit. Raises UndecodableError where its end is missing."""
        if self._left >= 0 and self._taken and self._stream is not None and not self._stream.eof:
            raise UndecodableError(f"{self._encoding} that ends too early")
        return b"".join(self._parts)

    @property
    def cut(self) -> bytes:
        """What was unpacked so far."""
        return b"".join(self._parts)

    def _inflate(self, data: bytes) -> None:
        while data and self._left >= 0 and self._stream is not None:
            if self._stream.eof:
                if not data.startswith(_GZIP):
                    return
                self._stream = zlib.decompressobj(_AUTOMATIC)
            # one byte more than there is room for tells a body that is just as long as allowed from a longer
            self._keep(self._decompressed(data))
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail

    def _decompressed(self, data: bytes) -> bytes:
        assert self._stream is not None
        try:
            return self._stream.decompress(data, self._left + 1)
        except zlib.error as error:
            if self._encoding != "deflate" or self._parts:
                raise UndecodableError(f"broken {self._encoding}: {error}") from error
        self._stream = zlib.decompressobj(-zlib.MAX_WBITS)  # some servers send deflate without its head
        try:
            return self._stream.decompress(data, self._left + 1)
        except zlib.error as error:
            raise UndecodableError(f"broken deflate: {error}") from error

    def _keep(self, data: bytes) -> None:
        if data:
            self._parts.append(data[: self._left] if len(data) > self._left else data)
        self._left -= len(data)
