"""What a release holds and a store in, which files are sent and which are there already out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.publish.index import Entry, Index, entry_of
from pipeline.publish.store import Store, StoreError
from pipeline.release.versions import SUMS

File = dict[str, Any]  # a file of an entry: path, bytes, sha256, media_type


@dataclass(frozen=True, slots=True)
class Plan:
    """The files of a version that go to a store, in the order in which they do, and those that it holds already."""

    to_send: tuple[File, ...]
    there: tuple[File, ...]
    in_index: bool


def plan_upload(entry: Entry, index: Index | None, store: Store) -> Plan:
    """Ask a store for each file of a version. StoreError where it holds another release, or other files, by this version.

    SHA256SUMS comes first: it names all others, so whoever put it there has claimed the version for exactly these files.
    """
    refuse_another(index, entry, store)
    files = sorted(entry["files"], key=lambda file: (file["path"] != SUMS, file["path"]))
    found = [(file, _is_there(entry, file, store)) for file in files]
    if other := [file["path"] for file, there in found if there is None]:
        raise StoreError(
            f"{store.address}/{entry['path']} holds other files by the same names: {', '.join(_shortened(other))}. They are left as they"
            " are: if they are of a publication that was given up, remove them by hand; else make the release anew as a higher version."
        )
    to_send, there = (tuple(file for file, known in found if known == wanted) for wanted in (False, True))
    return Plan(to_send, there, in_index=entry_of(index, entry["version"]) is not None)


def refuse_another(index: Index | None, entry: Entry, store: Store) -> None:
    """StoreError where an index has the version of an entry with other content."""
    published = entry_of(index, entry["version"])
    if published is not None and published != entry:
        raise StoreError(
            f"{store.address} holds version {entry['version']} already, and a version that was published is never changed: make the release"
            f" anew as a higher one. (The SHA-256 of its SHA256SUMS is {published['sha256sums']} there, {entry['sha256sums']} here.)"
        )


def _is_there(entry: Entry, file: File, store: Store) -> bool | None:
    """Whether a store holds a file; None where it holds something else in its place."""
    stored = store.head(entry["path"] + file["path"])
    if stored is None:
        return False
    return True if (stored.bytes, stored.sha256) == (file["bytes"], file["sha256"]) else None


def _shortened(names: list[str]) -> Iterator[str]:
    yield from names[:5]
    if len(names) > 5:
        yield f"and {len(names) - 5} more"
