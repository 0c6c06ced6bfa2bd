"""A file of gzip members, or a plain one, in; its bytes out, in order, and after a damaged place those of the next whole member.

In a web archive each record is a member of its own, so that one that is damaged need not cost the rest.
"""

import zlib
from typing import Protocol

from pipeline.corpus.limits import Budget

_CHUNK = 1 << 16
_MAGIC = b"\x1f\x8b\x08"
LONGEST_LINE = 65_536
MOST_LINES = 1_000_000  # bytes of lines between two calls of `allow_lines`


class Damaged(ValueError):
    """What is read cannot be what was written; `at` is the byte of the file, as packed, where the damaged piece begins."""

    def __init__(self, reason: str, at: int) -> None:
        super().__init__(reason)
        self.at = at


class Stream(Protocol):
    """What the bytes come from."""

    def read(self, size: int, /) -> bytes: ...


class Members:
    """The bytes of a file as if it were plain, read in pieces or in lines, with limits on the latter."""

    def __init__(self, stream: Stream, budget: Budget, *, is_packed: bool) -> None:
        self._stream, self._budget, self._is_packed = stream, budget, is_packed
        self._packed = b""  # read but not inflated
        self._plain = b""  # inflated but not read
        self._place = 0  # in _plain
        self._at = 0  # byte of the file at which _packed begins
        self._member: int | None = None  # byte at which the member began that is being read
        self._inflate = zlib.decompressobj(31)
        self._lines = 0

    @property
    def start(self) -> int:
        """The byte of the file, as packed, where the piece begins that is being read."""
        return self._at if self._member is None else self._member

    def read(self, size: int, /) -> bytes:
        """So many bytes or fewer, none only at the end. Raises Damaged, TooMuch."""
        if self._place >= len(self._plain):
            self._fill()
        piece = self._plain[self._place : self._place + size]
        self._place += len(piece)
        return piece

    def readline(self, size: int | None = None, /) -> bytes:
        """A line, or so many bytes of one. Raises Damaged, also where it is longer than lines are, and TooMuch."""
        line = bytearray()
        most = LONGEST_LINE if size is None else min(size, LONGEST_LINE)
        while len(line) < most and not line.endswith(b"\n"):
            if self._place >= len(self._plain) and not self._fill():
                break
            end = self._plain.find(b"\n", self._place, self._place + most - len(line)) + 1
            end = end or min(len(self._plain), self._place + most - len(line))
            line += self._plain[self._place : end]
            self._place = end
        self._lines += len(line)
        if len(line) == LONGEST_LINE or self._lines > MOST_LINES:
            raise Damaged("a line, or a head of lines, is longer than any should be", self.start)
        return bytes(line)

    def allow_lines(self) -> None:
        """Begin to count the bytes of lines anew."""
        self._lines = 0

    def skip_damage(self) -> bool:
        """Go on at the next place that may be the beginning of a member; whether there is one."""
        if not self._is_packed:
            return False
        self._plain, self._place = b"", 0
        self._inflate = zlib.decompressobj(31)
        if self._member == self._at and self._packed:
            self._drop(1)  # else it would be found again
        self._member = None
        while True:
            found = self._packed.find(_MAGIC)
            if found >= 0:
                self._drop(found)
                return True
            self._drop(max(0, len(self._packed) - len(_MAGIC) + 1))
            if not self._pull():
                return False

    def _fill(self) -> bool:
        """Have bytes to read; whether there are any."""
        self._plain, self._place = b"", 0
        if not self._is_packed:
            self._plain = self._stream.read(_CHUNK)
            self._at += len(self._plain)
            return bool(self._plain)
        while not self._plain:
            if not self._packed and not self._pull():
                if self._member is None:
                    return False
                raise Damaged("the file breaks off", self.start)
            if self._member is None:
                self._drop(len(self._packed) - len(self._packed.lstrip(b"\0")))  # some writers fill up blocks
                self._member, self._inflate = self._at if self._packed else None, zlib.decompressobj(31)
            if self._packed:
                self._plain = self._inflated()
        return True

    def _inflated(self) -> bytes:
        before = self._packed
        try:
            plain = self._inflate.decompress(before, _CHUNK)
        except zlib.error as error:
            raise Damaged(f"it cannot be unpacked ({error})", self.start) from error
        left = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
        self._drop(len(before) - len(left))
        if self._inflate.eof:
            self._member = None
        self._budget.spend(len(plain))
        return plain

    def _pull(self) -> bool:
        more = self._stream.read(_CHUNK)
        self._packed += more
        return bool(more)

    def _drop(self, count: int) -> None:
        self._packed = self._packed[count:]
        self._at += count
