"""A folder, file, archive, JSON-lines file or address in; its documents, decoded but not interpreted, out, one at a time.

Whatever cannot be used comes out as a `Reject` in its place, so that nothing is dropped in silence. Entries of a folder come in the order
of their names, members of an archive and lines of a file in their own. Of a document no more than `max_bytes` is ever in memory; besides
that, only the names in one folder, or the directory of one zip archive.
"""

import gzip
import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any
from urllib.parse import urlsplit

import fsspec

from pipeline import archives
from pipeline.errors import LegationError
from pipeline.jsonlines import read_lines
from pipeline.records import RawDocument, Reject

_DOCUMENTS = (".md", ".txt", ".html", ".htm")
_LINES = (".jsonl", ".jsonl.gz")
_KINDS = "It is none of .md, .txt, .html, .jsonl, .jsonl.gz, nor an archive (.tar, .tar.gz, .tar.bz2, .tar.xz, .tar.zst, .zip)."

Opener = Callable[[], AbstractContextManager[IO[bytes]]]


class CorpusError(LegationError):
    """A location that cannot be read as a corpus; `location` is what the user gave, `reason` what is wrong and what to do."""

    def __init__(self, location: str, reason: str) -> None:
        super().__init__(f"Cannot read the corpus {location!r}: {reason}")
        self.location = location
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Corpus:
    name: str
    max_bytes: int


def read_corpus(location: str, *, max_bytes: int = 5_000_000) -> Iterator[RawDocument | Reject]:
    """The documents at a location, streaming; CorpusError at once where there is nothing to open.

    `location` is a path or an address that fsspec opens. A document's path is relative to it, with "/": `a/b.md` in a folder, the name of a
    single file, a member's path in an archive, `old.tar.xz/a/b.md` for an archive within a folder, `file.jsonl#id` for a line. `max_bytes`
    bounds one document, or one line of a JSON-lines file. Hidden files are passed over; an archive within an archive is not opened.
    """
    files, root, name = _open_location(location)
    corpus = _Corpus(_strip_suffix(name), max_bytes)
    found = _read_location(files, root, name, corpus)
    return (replace(item, corpus=corpus.name) if isinstance(item, Reject) else item for item in found)


def _read_location(files: Any, root: str, name: str, corpus: _Corpus) -> Iterator[RawDocument | Reject]:
    if not _is_web(files) and files.isdir(root):
        return _read_folder(files, root, "", corpus)
    if _is_web(files) and not PurePosixPath(name).suffix:
        name += ".html"  # the address of a web page seldom says what it is
    open_root = partial(files.open, root, "rb")
    if suffix := _suffix(name, archives.SUFFIXES):
        return _read_archive(open_root, "", name, suffix, corpus)
    return _read_file(open_root, name, corpus)


def _open_location(location: str) -> tuple[Any, str, str]:
    """The file system, the path in it, and the last part of that path."""
    try:
        if "://" not in location:  # fsspec would take "::" in a path for a chain of addresses
            files, root = fsspec.filesystem("file"), str(Path(location).expanduser().absolute())
        else:
            files, root = fsspec.core.url_to_fs(location)
        is_there = files.exists(root)
    except ImportError as error:
        raise CorpusError(location, f"opening it needs another package. {error}.") from error
    except (OSError, ValueError) as error:
        raise CorpusError(location, f"{error}.") from error
    if not is_there:
        raise CorpusError(location, "there is no such folder, file or address. Check the spelling, or give its full path.")
    if not _is_web(files) and files.info(root)["type"] not in ("file", "directory"):
        raise CorpusError(location, "it is neither a file nor a folder.")
    parts = urlsplit(root) if _is_web(files) else None
    path = (parts.path.rstrip("/") or parts.netloc) if parts else root
    return files, root, PurePosixPath(path.replace("\\", "/").rstrip("/")).name or "corpus"


def _is_web(files: Any) -> bool:
    return "http" in files.protocol


def _read_folder(files: Any, folder: str, prefix: str, corpus: _Corpus) -> Iterator[RawDocument | Reject]:
    try:
        entries = sorted(files.ls(folder, detail=True), key=_name)
    except OSError as error:
        yield _reject(prefix.rstrip("/") or corpus.name, "unreadable", f"The folder cannot be listed: {_explain(error)}.")
        return
    for entry in entries:
        path = prefix + _name(entry)
        if _is_hidden(_name(entry)) or entry["name"].rstrip("/") == folder.rstrip("/"):
            continue
        open_entry = partial(files.open, entry["name"], "rb")
        if entry["type"] == "directory" and entry.get("islink"):
            yield _reject(path, "unreadable", "It is a link to a folder, which is not followed.")
        elif entry["type"] == "directory":
            yield from _read_folder(files, entry["name"], path + "/", corpus)
        elif entry["type"] != "file":
            yield _reject(path, "unreadable", "It is neither a file nor a folder.")
        elif suffix := _suffix(path, archives.SUFFIXES):
            yield from _read_archive(open_entry, path + "/", path, suffix, corpus)
        else:
            yield from _read_file(open_entry, path, corpus)


def _read_archive(open_archive: Opener, prefix: str, path: str, suffix: str, corpus: _Corpus) -> Iterator[RawDocument | Reject]:
    try:
        with open_archive() as stream:
            for member in archives.read_members(stream, suffix):
                if member.problem:
                    yield _reject(prefix + member.path, "unsafe-member", f"This member of the archive {member.problem}.")
                elif not any(map(_is_hidden, member.path.split("/"))):
                    yield from _read_file(member.open, prefix + member.path, corpus)
    except archives.ERRORS as error:
        yield _reject(path, "unreadable-archive", f"The archive is damaged, or cannot be opened: {_explain(error)}.")


def _read_file(open_file: Opener, path: str, corpus: _Corpus) -> Iterator[RawDocument | Reject]:
    kind = _suffix(path, (*_DOCUMENTS, *_LINES))
    if kind is None:
        yield _reject(path, "unknown-kind", _KINDS)
        return
    path = path.encode("utf-8", "replace").decode()  # a file's name may be no valid text
    try:
        with open_file() as stream:
            if kind in _DOCUMENTS:
                yield _read_document(stream, path, kind, corpus)
            elif kind == ".jsonl":
                yield from read_lines(stream, path, corpus.name, max_bytes=corpus.max_bytes)
            else:
                with gzip.GzipFile(fileobj=stream) as lines:
                    yield from read_lines(lines, path, corpus.name, max_bytes=corpus.max_bytes)
    except archives.ERRORS as error:
        yield _reject(path, "unreadable", f"The file cannot be read: {_explain(error)}.")


def _read_document(stream: IO[bytes], path: str, suffix: str, corpus: _Corpus) -> RawDocument | Reject:
    content = stream.read(corpus.max_bytes + 1)
    if len(content) > corpus.max_bytes:
        return _reject(path, "too-large", f"It is larger than the limit of {corpus.max_bytes:,} bytes.")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _reject(path, "not-utf8", f"It is not UTF-8: {error.reason} at byte {error.start}.", f"byte {error.start}")
    if not text.strip().strip("\ufeff"):
        return _reject(path, "empty", "It is empty." if not content else "It holds nothing but white space.")
    if (null := text.find("\0")) >= 0:
        return _reject(path, "not-text", f"It holds binary data: a null character at {null}.", f"character {null}")
    return RawDocument(corpus.name, path, suffix, text, hashlib.sha256(content).hexdigest())


def _name(entry: dict[str, Any]) -> str:
    return str(entry["name"]).rstrip("/").rpartition("/")[2]


def _is_hidden(name: str) -> bool:
    return name.startswith(".") and name not in (".", "..")


def _suffix(path: str, suffixes: tuple[str, ...]) -> str | None:
    """The longest of the suffixes that the path ends in."""
    return max((suffix for suffix in suffixes if path.lower().endswith(suffix)), key=len, default=None)


def _strip_suffix(name: str) -> str:
    suffix = _suffix(name, (*_DOCUMENTS, *_LINES, *archives.SUFFIXES))
    return name[: -len(suffix)] or name if suffix else name


def _explain(error: Exception) -> str:
    """The reason without paths of this machine, which must not reach the data."""
    return getattr(error, "strerror", None) or str(error).rstrip(".") or type(error).__name__


def _reject(path: str, check_name: str, reason: str, locator: str | None = None) -> Reject:
    return Reject("corpus", check_name, reason, path=path.encode("utf-8", "replace").decode(), locator=locator)
