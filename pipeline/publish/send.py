"""A plan in, its files in the store out, each looked at once it is there; then the version on the index."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from pipeline.publish.index import INDEX, Entry, Index, add_version, entry_of, index_bytes, parse_index
from pipeline.publish.plan import File, Plan, refuse_another
from pipeline.publish.store import Store, Stored, StoreError
from pipeline.release.versions import SUMS
from pipeline.summary import OnProgress

LOG = logging.getLogger(__name__)
TRIES = 10  # of a change of the index, where others change it at the same moment


def send_files(folder: Path, entry: Entry, plan: Plan, store: Store, *, on_progress: OnProgress | None) -> None:
    """Send the files of a plan. StoreError where one is not there afterwards as it is here, or where the store would overwrite one."""
    store.discard_unfinished(entry["path"])
    on_bytes = counting(on_progress, sum(file["bytes"] for file in plan.to_send))
    for file in plan.to_send:
        _send(folder, entry, file, store, on_bytes)
        if file["path"] == SUMS:
            _refuse_forgetful(folder, entry, file, store)


def read_index(store: Store) -> Index | None:
    """The index of a store; None where nothing was published there."""
    return parse_index(store.read(INDEX), f"{store.address}/{INDEX}")


def add_to_index(entry: Entry, store: Store) -> str:
    """Put a version on the index, whatever others put there meanwhile, and return which is now the highest."""
    for _ in range(TRIES):
        content = store.read(INDEX)
        index = parse_index(content, f"{store.address}/{INDEX}")
        refuse_another(index, entry, store)
        if index is not None and entry_of(index, entry["version"]):
            return str(index["latest"])
        updated = add_version(index, entry)
        if store.replace(INDEX, index_bytes(updated), tag=content.tag if content else None):
            LOG.info("%s: version %s is on the index", store.address, entry["version"])
            return str(updated["latest"])
    raise StoreError(f"{store.address}/{INDEX} was changed by others {TRIES} times in a row. Run the command again: all files are there.")


def counting(on_progress: OnProgress | None, total: int) -> Callable[[int], None]:
    """A function that is told of more bytes, by several threads, and tells of all so far."""
    done, lock = 0, threading.Lock()

    def count(more: int) -> None:
        nonlocal done
        with lock:
            done += more
            if on_progress:
                on_progress("bytes", done, total)

    return count


def _send(folder: Path, entry: Entry, file: File, store: Store, on_bytes: Callable[[int], None]) -> None:
    key = entry["path"] + file["path"]
    store.put_new(key, folder / file["path"], sha256=file["sha256"], media_type=file["media_type"], on_bytes=on_bytes)
    LOG.info("%s: sent %s, %d bytes", store.address, key, file["bytes"])
    # Where it was refused, somebody else put it there since it was looked for, or an answer was lost: the same file is as good.
    if store.head(key) != Stored(file["bytes"], file["sha256"]):
        raise StoreError(
            f"{store.address}/{key} is not there as it was sent: it is damaged, or somebody else publishes this version at the same time."
            " Run the command again, and remove the file if that does not help."
        )


def _refuse_forgetful(folder: Path, entry: Entry, file: File, store: Store) -> None:
    """Try a store with a file that it has just been given: one that takes it a second time ignores conditions.

    The bytes are the same, so such a store is left as it was.
    """
    source, key = folder / file["path"], entry["path"] + file["path"]
    if store.put_new(key, source, sha256=file["sha256"], media_type=file["media_type"], on_bytes=lambda _: None):
        raise StoreError(
            f"{store.address} ignores writes on condition (If-None-Match), without which a release could be overwritten."
            " Use a newer version of the store, or another one."
        )
