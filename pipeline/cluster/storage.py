"""A folder or an address of a store in, the shards of one run there out: by names that tell what they are made from."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from socket import gethostname
from typing import Any, TypeVar

import fsspec

from pipeline.corpus.opening import explain, told
from pipeline.errors import LegationError
from pipeline.shards import read_shard, write_shard

T = TypeVar("T")


class StorageError(LegationError):
    """Shards cannot be read or written on a machine; it may pass."""

    def __init__(self, address: str, host: str, problem: str) -> None:
        super().__init__(
            f"The shards at {address} cannot be used on {host}: {problem}. --shards must name a folder that all machines see under this "
            "path and may write to, or a store (s3://BUCKET/PREFIX) for which all have the keys."
        )
        self.address, self.host, self.problem = address, host, problem

    def __reduce__(self) -> tuple[type["StorageError"], tuple[str, str, str]]:
        return StorageError, (self.address, self.host, self.problem)


@dataclass(frozen=True, slots=True)
class Storage:
    """The folder of a run. All that it does may raise StorageError."""

    address: str

    def write(self, name: str, kind: type[T], records: Iterable[T]) -> None:
        """Write records as a shard, whole or not at all."""
        with self._told():
            write_shard(self._at(name), kind, records)

    def read(self, name: str, kind: type[T]) -> list[T]:
        """The records of a shard."""
        with self._told():
            return read_shard(self._at(name), kind)

    def keep(self, kind: str, content: bytes) -> str:
        """Keep bytes under a name that is made of them, and return that; bytes that are there are not sent again."""
        name = f"{kind}-{sha256(content).hexdigest()}.bin"
        if not self.has(name):
            with self._told() as files:
                files.makedirs(self._path(), exist_ok=True)
                files.pipe_file(self._path(name), content)
        return name

    def bytes_of(self, name: str) -> bytes:
        """Bytes that were kept. What is not that which its name says is a StorageError, too."""
        with self._told() as files:
            content: bytes = files.cat_file(self._path(name))
            if sha256(content).hexdigest() not in name:
                raise OSError(f"{name} is damaged")
        return content

    def has(self, name: str) -> bool:
        """Whether something of this name is there."""
        with self._told() as files:
            return bool(files.exists(self._path(name)))

    def is_there(self) -> bool:
        """Whether the folder is there; False, too, where nobody can tell."""
        try:
            with self._told() as files:
                return bool(files.exists(self._path()))
        except StorageError:
            return False

    def remove(self) -> None:
        """Remove the folder with all that is in it."""
        with self._told() as files:
            if files.exists(self._path()):
                files.rm(self._path(), recursive=True)

    @contextmanager
    def _told(self) -> Iterator[Any]:
        """The file system; what fails in it is a StorageError."""
        try:
            files = fsspec.core.url_to_fs(self.address)[0]
            with told(files):
                yield files
        except (OSError, ImportError, ValueError) as error:
            problem = "there is nothing of that name" if isinstance(error, FileNotFoundError) else explain(error)
            raise StorageError(self.address, gethostname(), problem) from error

    def _at(self, name: str) -> str:
        return f"{self.address}/{name}"

    def _path(self, name: str = "") -> str:
        return str(fsspec.core.url_to_fs(self._at(name) if name else self.address)[1])


@contextmanager
def run_storage(shards: str, db: Path) -> Iterator[Storage]:
    """A folder for a run under an address, until the block ends; those that cut-off runs on the same database left are removed."""
    owner = sha256(f"{gethostname()}\n{db.absolute()}".encode()).hexdigest()[:12]
    beginning = f"run-{owner}-"
    for left in _folders(shards, beginning):
        Storage(f"{shards}/{left}").remove()
    storage = Storage(f"{shards}/{beginning}{secrets.token_hex(4)}")
    try:
        yield storage
    finally:
        storage.remove()
        _remove_empty(shards)


def _folders(shards: str, beginning: str) -> list[str]:
    """The names of the folders under an address that begin so."""
    with Storage(shards)._told() as files:
        path = fsspec.core.url_to_fs(shards)[1]
        found = files.ls(path, detail=False) if files.exists(path) else []
    names = (str(each).rstrip("/").rpartition("/")[2] for each in found)
    return sorted(name for name in names if name.startswith(beginning))


def _remove_empty(shards: str) -> None:
    """Remove the folder of the shards itself where nothing else is in it; a store has none."""
    if "://" not in shards and Path(shards).is_dir() and not any(Path(shards).iterdir()):
        Path(shards).rmdir()
