"""The address of files on another machine in; copies of those that are new or changed in the holdings out.

A copy takes its place in one step, and what is no longer there is removed, so that the folder is at any time one that can be read.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from pipeline.corpus.errors import CorpusError
from pipeline.corpus.opening import Place, explain, open_location, told
from pipeline.fetch.address import plain_address
from pipeline.fetch.answer import Limits
from pipeline.fetch.client import Known
from pipeline.fetch.desk import Desk
from pipeline.fetch.trouble import FAILED, REFUSED, Unfetched
from pipeline.fetched import Copy

LARGEST = 200_000_000_000  # bytes, of one file
LONGEST = 24 * 3600.0  # seconds, for one file
_PIECE = 1_048_576
_PART = ".part"
_TAG = " | "  # between the parts of a tag


@dataclass(frozen=True, slots=True)
class _Remote:
    """A file on another machine: where it is there, and what is another as soon as it changes."""

    place: str
    tag: str
    bytes: int


def fetch_files(desk: Desk) -> None:
    """Copy the file, or the files of the folder, that a source is. Raises Unfetched where there is nothing, or it cannot be asked."""
    folder = desk.holdings.copies_folder(desk.source.name)
    folder.mkdir(parents=True, exist_ok=True)
    for part in folder.rglob(f".*{_PART}"):
        part.unlink()
    if urlsplit(desk.source.url).scheme.lower() in ("http", "https"):
        _copy_web_file(desk, folder)
    else:
        _copy_folder(desk, folder)


def _copy_web_file(desk: Desk, folder: Path) -> None:
    """A file of a web server. The user named it himself, where robots.txt is for those who follow links."""
    source, url = desk.source, plain_address(desk.source.url)
    path = _safe_path(unquote(PurePosixPath(urlsplit(url).path).name) or "index.html")
    held = desk.holdings.copies(source.name).get(path)
    known = _known_of(url, held) if held and (folder / path).is_file() else None
    limits = Limits(LARGEST, LONGEST, is_raw=True, patience=source.timeout)
    with _part_of(folder / path) as stream:
        answer = desk.client.get(url, limits=limits, seconds_between=source.seconds_between, known=known, obey_robots=False, sink=stream)
        if answer.status == 200:
            tag = _TAG.join((answer.header("etag") or "", answer.header("last-modified") or ""))
            _keep(desk, stream, folder, path, tag, held)
        else:
            desk.count("unchanged", url)
    _remove_others(desk, folder, {path})


def _copy_folder(desk: Desk, folder: Path) -> None:
    url, place = desk.source.url, _open(desk)
    remotes, held = _list_files(desk, place), desk.holdings.copies(desk.source.name)
    if not remotes:
        raise Unfetched(FAILED, "There is no file at the address. What was copied before is kept.")
    _remove_others(desk, folder, set(remotes))  # first, for a file may have become a folder
    for done, (path, remote) in enumerate(sorted(remotes.items())):
        desk.on_progress(done, len(remotes))
        known = held.get(path)
        if known and known.tag == remote.tag and (folder / path).is_file():
            desk.count("unchanged", path)
            continue
        try:
            _copy(desk, place, remote, folder, path)
        except Unfetched as trouble:
            desk.bear(f"{url}#{path}", trouble)
    desk.on_progress(len(remotes), len(remotes))


def _open(desk: Desk) -> Place:
    try:
        return open_location(desk.source.url, allow_private=desk.client.network.allow_private)
    except CorpusError as error:
        raise Unfetched(FAILED, error.reason[:1].upper() + error.reason[1:]) from error


def _list_files(desk: Desk, place: Place) -> dict[str, _Remote]:
    """The files at a place by path; those with an unsafe path are refused, and hidden ones passed over."""
    try:
        with told(place.files):
            place.files.invalidate_cache()  # it remembers what an earlier run of this process was told
            entries = place.files.find(place.root, detail=True) if place.is_folder() else {place.root: place.files.info(place.root)}
    except OSError as error:
        raise Unfetched(FAILED, f"The files there cannot be listed: {explain(error)}.") from error
    remotes: dict[str, _Remote] = {}
    for where, entry in entries.items():
        path = where.removeprefix(place.root).strip("/") or place.name
        if entry.get("type") != "file" or any(part.startswith(".") and part.strip(".") for part in path.split("/")):
            continue
        try:
            remotes[_safe_path(path)] = _Remote(where, _tag_of(entry), int(entry.get("size") or 0))
        except Unfetched as trouble:
            desk.pass_over(f"{desk.source.url}#{path}", trouble)
    return remotes


def _copy(desk: Desk, place: Place, remote: _Remote, folder: Path, path: str) -> None:
    if remote.bytes > LARGEST:
        raise Unfetched(REFUSED, f"It is larger than {LARGEST:,} bytes.")
    with _part_of(folder / path) as stream:
        n_bytes = 0
        for piece in _pieces(place, remote):
            desk.client.clock.go_on()
            stream.write(piece)
            n_bytes += len(piece)
        if n_bytes != remote.bytes:
            raise Unfetched(FAILED, f"It gave {n_bytes:,} bytes of {remote.bytes:,}: it changed, or was cut off.")
        _keep(desk, stream, folder, path, remote.tag, desk.holdings.copies(desk.source.name).get(path))


def _pieces(place: Place, remote: _Remote) -> Iterator[bytes]:
    """The bytes of a file there; only what fails there, and not here, is its trouble."""
    try:
        with place.opener(remote.place)() as stream:
            while piece := stream.read(_PIECE):
                yield piece
    except OSError as error:
        raise Unfetched(FAILED, f"It cannot be read: {explain(error)}.") from error


@contextmanager
def _part_of(target: Path) -> Iterator[IO[bytes]]:
    """A file beside the target to write to, which no reader takes for a document; it is removed at the end, if it is still there."""
    part = target.with_name(f".{target.name}{_PART}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise Unfetched(REFUSED, "Its folder has the name of another file.") from error
    try:
        with part.open("w+b") as stream:
            yield stream
    finally:
        part.unlink(missing_ok=True)


def _keep(desk: Desk, stream: IO[bytes], folder: Path, path: str, tag: str, held: Copy | None) -> None:
    """Put what was written to its place, and then into the index."""
    stream.flush()
    os.fsync(stream.fileno())
    stream.seek(0)
    sha256, target = _sha256(stream), folder / path
    is_same = held is not None and held.sha256 == sha256 and target.is_file()
    if not is_same:
        if target.is_dir():
            raise Unfetched(REFUSED, "It has the name of a folder.")
        Path(stream.name).replace(target)
    desk.holdings.note_copy(Copy(source=desk.source.name, path=path, tag=tag, bytes=stream.tell(), sha256=sha256))
    desk.count("unchanged" if is_same else "changed" if held else "new", path)


def _sha256(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := stream.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _remove_others(desk: Desk, folder: Path, paths: set[str]) -> None:
    """Remove the copies of files that are no longer there."""
    for path in desk.holdings.copies(desk.source.name).keys() - paths:
        (folder / path).unlink(missing_ok=True)
        desk.holdings.forget_copy(desk.source.name, path)
        desk.count("withdrawn", path)


def _safe_path(path: str) -> str:
    """The path, if it stays within the folder that it is copied to. Raises Unfetched."""
    parts = path.split("/")
    if any(part in ("", ".", "..") or len(part.encode()) > 240 for part in parts) or not path.isprintable() or "\\" in path:
        raise Unfetched(REFUSED, "Its name cannot be that of a file here.")
    return path


def _tag_of(entry: dict[str, Any]) -> str:
    told_of = (entry.get("ETag"), entry.get("mtime") or entry.get("LastModified") or entry.get("last_modified"), entry.get("size"))
    return _TAG.join(str(each or "") for each in told_of)


def _known_of(url: str, held: Copy) -> Known:
    etag, _, last_modified = held.tag.partition(_TAG)
    return Known(url, etag or None, last_modified or None)
