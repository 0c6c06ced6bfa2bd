"""A folder goes in, a store comes out: for a mirror that a web server shows, or a disk that is carried elsewhere."""

import hashlib
import math
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipeline.disk import Held, hold, sync, take
from pipeline.publish.store import Content, OnBytes, Store, Stored, StoreError

UNFINISHED = ".part"
CHUNK = 1024 * 1024


def open_folder(address: str) -> Store:
    """The store in a folder; StoreError where there is no such folder, for a mistyped s3:// should not become one."""
    scheme, separator, rest = address.partition("://")
    if separator and scheme != "file":
        raise StoreError(f"{address} is no store: give s3://bucket/prefix, or a folder.")
    root = Path(rest if separator else address)
    if not root.is_dir():
        raise StoreError(f"There is no folder {root}: make it first. For a bucket, give s3://bucket/prefix.")
    return FolderStore(root)


@dataclass(frozen=True, slots=True)
class FolderStore:
    """A store in a folder; a file gets its name when it is whole."""

    root: Path

    @property
    def address(self) -> str:
        return str(self.root)

    def head(self, key: str) -> Stored | None:
        path = self.root / key
        if not path.is_file():
            return None
        with self._explained(), path.open("rb") as stream:
            return Stored(path.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest())

    def read(self, key: str) -> Content | None:
        path = self.root / key
        if not path.is_file():
            return None
        with self._explained():
            data = path.read_bytes()
        return Content(data, hashlib.sha256(data).hexdigest())

    def put_new(self, key: str, source: Path, *, sha256: str, media_type: str, on_bytes: OnBytes) -> bool:
        path = self.root / key
        with self._explained(), source.open("rb") as read:
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._beside(path) as (unfinished, written):
                while chunk := read.read(CHUNK):
                    written.write(chunk)
                    on_bytes(len(chunk))
                _flush(written)
                with self._alone():
                    if path.exists():
                        return False
                    unfinished.rename(path)
            sync(path.parent)
        return True

    def replace(self, key: str, data: bytes, *, tag: str | None) -> bool:
        path = self.root / key
        with self._explained(), self._alone():
            found = self.read(key)
            if (found.tag if found else None) != tag:
                return False
            with self._beside(path) as (unfinished, written):
                written.write(data)
                _flush(written)
                unfinished.replace(path)
            sync(path.parent)
        return True

    def discard_unfinished(self, prefix: str) -> int:
        n_left = 0
        with self._explained():
            for path in (*self.root.glob(f".*{UNFINISHED}"), *(self.root / prefix).rglob(f".*{UNFINISHED}")):
                with suppress(Held):  # that of somebody who is writing it
                    os.close(take(path))
                    path.unlink(missing_ok=True)
                    n_left += 1
        return n_left

    def _alone(self) -> AbstractContextManager[None]:
        """The right to give files of the store their names: unlike a link, which fails where a name is taken, any disk has locks."""
        return hold(self.root / ".lock", seconds=math.inf)

    @contextmanager
    def _beside(self, path: Path) -> Iterator[tuple[Path, IO[bytes]]]:
        """A file to write to before it gets its name, locked so that nobody takes it for a leftover; gone at the end."""
        unfinished = path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}")
        with os.fdopen(take(unfinished), "wb") as written:
            try:
                written.truncate(0)
                yield unfinished, written
            finally:
                unfinished.unlink(missing_ok=True)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the file system raises into a StoreError that says what to do."""
        try:
            yield
        except OSError as error:
            place = error.filename or self.root
            raise StoreError(f"{place} cannot be written: {error.strerror or error}. What was sent until then is kept.") from error


def _flush(stream: IO[bytes]) -> None:
    """Have the disk hold a file before it gets its name: a mirror may lose its power, or be pulled out."""
    stream.flush()
    os.fsync(stream.fileno())
