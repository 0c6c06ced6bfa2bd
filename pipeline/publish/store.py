"""What publishing may do in a place for releases: look, add what is not there, and replace the index alone."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.errors import LegationError

OnBytes = Callable[[int], None]  # told how many bytes more were sent


class StoreError(LegationError):
    """A store cannot be used, or holds something else than it should; `message` says what to do."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What a store says of a file that it holds; `sha256` is None where the file was not put there by this program."""

    bytes: int
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Content:
    """A small file as it was read; `tag` is another one as soon as the file is."""

    data: bytes
    tag: str


class Store(Protocol):
    """A place for files by key (`legation-0.1.0/csv/events.csv`), of which none is ever overwritten but by `replace`.

    Every method raises StoreError where the store cannot be used.
    """

    @property
    def address(self) -> str:
        """The place, as a user gives it, without a slash at its end."""

    def head(self, key: str) -> Stored | None:
        """What is there under a key; None for nothing."""

    def read(self, key: str) -> Content | None:
        """The content under a key; None for nothing."""

    def put_new(self, key: str, source: Path, *, sha256: str, media_type: str, on_bytes: OnBytes) -> bool:
        """Add a file that never changes again; False, and nothing is done, where the key is taken."""

    def replace(self, key: str, data: bytes, *, tag: str | None) -> bool:
        """Write a small JSON file that may change, if it is still the one read (`tag`; None: there was none); else False."""

    def discard_unfinished(self, prefix: str) -> int:
        """Remove what interrupted uploads left below a prefix, and return how many these were; whole files stay."""
