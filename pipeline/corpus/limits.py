"""A compressed stream in; its bytes out, and an end to it where they are far more than anybody's documents would give.

A file of 10 MB can be made to unpack to 10 GB of zeros. Texts shrink to a tenth, much repeated ones to a fiftieth.
"""

from dataclasses import dataclass
from typing import IO, Any

MOST_TIMES = 200  # as many bytes for each packed one
FREE = 100_000_000  # bytes that everything may unpack to
MOST_UNPACKED = 10**13  # bytes, of whatever size
_PIECE = 1 << 16


class TooMuch(Exception):
    """What is read unpacks to more than is believable."""

    def __init__(self, unpacked: int, packed: int) -> None:
        times = f"of them {MOST_TIMES} times as much" if unpacked <= MOST_UNPACKED else "more than any corpus"
        super().__init__(f"its first {packed:,} bytes unpack to more than {FREE:,} bytes and {times}; what follows is not read")


@dataclass(slots=True)
class Budget:
    """How much was read of a file, and how much it, and what is packed within it, has unpacked to so far, in bytes."""

    packed: int = 0
    unpacked: int = 0

    def spend(self, count: int) -> None:
        """Note bytes that were unpacked. Raises TooMuch."""
        self.unpacked += count
        if self.unpacked > min(FREE + MOST_TIMES * self.packed, MOST_UNPACKED):
            raise TooMuch(self.unpacked, self.packed)


class Packed:
    """A stream whose bytes are counted as they are read; whoever opened it closes it."""

    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        self._stream, self._budget = stream, budget

    def read(self, size: int = -1, /) -> bytes:
        content = self._stream.read(size)
        self._budget.packed += len(content)
        return content

    def close(self) -> None:
        """Leave the stream open."""


class Unpacked:
    """What a decompressor gives, counted; never more than `piece` bytes are asked of it at once, for some keep to no limit of their own."""

    def __init__(self, stream: Any, budget: Budget, *, piece: int = _PIECE) -> None:
        self._stream, self._budget, self._piece = stream, budget, piece

    def read(self, size: int = -1, /) -> bytes:
        """All bytes, or so many; fewer only at the end."""
        parts: list[bytes] = []
        left = size
        while left and (part := self._stream.read(self._piece if left < 0 else min(left, self._piece))):
            self._budget.spend(len(part))
            parts.append(part)
            left -= len(part) if left > 0 else 0
        return b"".join(parts)

    def readline(self, size: int, /) -> bytes:
        """A line, or so many bytes of one."""
        line: bytes = self._stream.readline(size)
        self._budget.spend(len(line))
        return line

    def close(self) -> None:
        self._stream.close()

    def __enter__(self) -> "Unpacked":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
