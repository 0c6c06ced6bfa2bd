"""A folder goes in, a store comes out: for a mirror that a web server shows, or a disk that is carried elsewhere."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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
        with path.open("rb") as stream:
            return Stored(path.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest())

    def read(self, key: str) -> Content | None:
        path = self.root / key
        if not path.is_file():
            return None
        data = path.read_bytes()
        return Content(data, hashlib.sha256(data).hexdigest())

    def put_new(self, key: str, source: Path, *, sha256: str, media_type: str, on_bytes: OnBytes) -> bool:
        path = self.root / key
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._beside(path) as unfinished:
            with source.open("rb") as read, unfinished.open("wb") as written:
                while chunk := read.read(CHUNK):
                    written.write(chunk)
                    on_bytes(len(chunk))
            try:
                os.link(unfinished, path)  # unlike a rename, it fails where the name is taken
            except FileExistsError:
                return False
        return True

    def replace(self, key: str, data: bytes, *, tag: str | None) -> bool:
        path = self.root / key
        with (self.root / ".lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            found = self.read(key)
            if (found.tag if found else None) != tag:
                return False
            with self._beside(path) as unfinished:
                unfinished.write_bytes(data)
                unfinished.replace(path)
        return True

    def discard_unfinished(self, prefix: str) -> int:
        left = list((self.root / prefix).rglob(f"*{UNFINISHED}"))
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    @contextmanager
    def _beside(self, path: Path) -> Iterator[Path]:
        """Where a file is written before it gets its name; gone at the end."""
        unfinished = path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}")
        try:
            yield unfinished
        finally:
            unfinished.unlink(missing_ok=True)
