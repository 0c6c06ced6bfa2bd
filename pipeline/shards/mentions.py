"""Mentions in, as they are coded; the same out again, all of one block at a time: mentions of two blocks are never of one event.

A block is what was done: type, and act or else mode. What does not fit in memory waits in Parquet files, one a block, until it is read.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow.parquet as parquet

from pipeline.records import Mention
from pipeline.shards.columns import from_arrow, schema_of, to_arrow

Block = tuple[str, str]  # event type; act, or else mode, or nothing
MOST = 50_000  # mentions that wait in memory, of about 1.5 kB each


def block_of(mention: Mention) -> Block:
    """The block of a mention."""
    return mention.event_type, mention.act or mention.mode or ""


class Spool:
    """Mentions that wait to be merged; `n` counts them. Without a folder all of them stay in memory.

    Raises OSError where the folder cannot be written to.
    """

    def __init__(self, folder: Path | None = None, *, most: int = MOST) -> None:
        self.n = 0
        self._sizes: Counter[Block] = Counter()
        self._folder, self._most = folder, most
        self._waiting: dict[Block, list[Mention]] = {}
        self._n_waiting = 0
        self._files: dict[Block, _File] = {}

    def add(self, mentions: Iterable[Mention]) -> None:
        """Take mentions."""
        for mention in mentions:
            block = block_of(mention)
            self._waiting.setdefault(block, []).append(mention)
            self._sizes[block] += 1
            self.n += 1
            self._n_waiting += 1
        while self._folder is not None and self._n_waiting > self._most:
            self._put_away(self._folder)

    def blocks(self) -> tuple[Block, ...]:
        """The blocks of all mentions taken so far, the largest first: what it takes in memory serves the smaller ones again."""
        return tuple(sorted(self._sizes, key=lambda block: (-self._sizes[block], block)))

    def read(self, block: Block) -> list[Mention]:
        """The mentions of a block, in the order in which they came; none of one that there is not."""
        file = self._files.get(block)
        return [*(file.read() if file else ()), *self._waiting.get(block, ())]

    def close(self) -> None:
        """Let go of the files, which then cannot be read any more."""
        for file in self._files.values():
            file.close()

    def _put_away(self, folder: Path) -> None:
        """Move the largest block to its file: so the small ones, which would make many short writes, stay in memory longest."""
        block = max(self._waiting, key=lambda each: (len(self._waiting[each]), each))
        mentions = self._waiting.pop(block)
        if block not in self._files:
            folder.mkdir(exist_ok=True)
            self._files[block] = _File(folder / f"mentions-{len(self._files):04}.parquet")
        self._files[block].add(mentions)
        self._n_waiting -= len(mentions)


class _File:
    """A Parquet file that grows by groups of rows, until it is read for the first time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer = parquet.ParquetWriter(path, schema_of(Mention), compression="zstd")

    def add(self, mentions: list[Mention]) -> None:
        self._writer.write_table(to_arrow(Mention, mentions))

    def read(self) -> Iterator[Mention]:
        self._writer.close()
        with parquet.ParquetFile(self._path) as file:
            for number in range(file.num_row_groups):
                yield from from_arrow(Mention, file.read_row_group(number))

    def close(self) -> None:
        self._writer.close()
