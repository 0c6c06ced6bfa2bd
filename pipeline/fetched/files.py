"""The WARC files of a folder in; the last of them, open at its end for one writer, out."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from pipeline.disk import Held, hold, sync
from pipeline.fetched import warc
from pipeline.fetched.records import HoldingsError

_LOCK = "fetch.lock"


@contextmanager
def appending(folder: Path, last: tuple[str, int] | None, *, at: datetime, largest: int) -> Iterator[tuple[IO[bytes], str, int]]:
    """The file that is added to, its name, and where it ends: the `last` one (its name and end), or a new one where that is full."""
    name, end = last or (_file_name(1), 0)
    if end >= largest:
        name, end = _file_name(int(name.split("-")[1].split(".")[0]) + 1), 0
    path = folder / name
    with path.open("r+b" if path.exists() else "w+b") as stream:
        stream.truncate(end)  # an attempt that failed, for want of space, may have left something
        stream.seek(end)
        if end == 0:
            warc.write_information(stream, name, "legation", at)
            sync(folder)
        yield stream, name, stream.tell()


def flush(stream: IO[bytes]) -> int:
    """Have the disk hold what was written; where it ends."""
    stream.flush()
    os.fsync(stream.fileno())
    return stream.tell()


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Keep others from writing in the folder, which is made. Raises HoldingsError where somebody else does, or it cannot be written to."""
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(hold(folder / _LOCK))
        except Held as held:
            raise HoldingsError(folder, f"are being filled by another fetch{held.process}. Wait until it ends.") from None
        except OSError as error:
            raise HoldingsError(folder, f"cannot be written: {error.strerror or error}.") from error
        yield


def cut_tails(folder: Path, ends: Mapping[str, int]) -> None:
    """Cut off what a writer that was ended left beyond the last record of a file. Raises HoldingsError where a file is shorter."""
    for name, end in ends.items():
        path = folder / name
        size = path.stat().st_size if path.is_file() else 0
        if size < end:
            raise HoldingsError(folder, f"are damaged: {name} holds {size:,} bytes of {end:,}. Put it back from a copy.")
        if size > end:
            os.truncate(path, end)


def _file_name(number: int) -> str:
    return f"fetched-{number:05}.warc.gz"
