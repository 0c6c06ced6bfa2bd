"""A folder, an archive or a file that is open to be read in; its documents, one at a time, or the reasons why there are none, out."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from pipeline.corpus import archives, mediawiki, names, warc
from pipeline.corpus.decoding import Undecodable, decode
from pipeline.corpus.jsonlines import read_lines
from pipeline.corpus.limits import Budget, Packed, TooMuch, Unpacked
from pipeline.corpus.opening import Opener, Place, explain
from pipeline.corpus.tally import Tally
from pipeline.records import RawDocument, Reject

DOCUMENTS = (".md", ".txt", ".html", ".htm")
LINES = (".jsonl", ".jsonl.gz")
WEB_ARCHIVE = ".wacz"
SUFFIXES = (*DOCUMENTS, *LINES, *mediawiki.SUFFIXES, *warc.SUFFIXES)
ARCHIVES = (*archives.SUFFIXES, WEB_ARCHIVE)
_KINDS = (
    "It is none of .md, .txt, .html, .jsonl, .jsonl.gz, no dump of a MediaWiki (.xml, .xml.gz, .xml.bz2, .xml.xz, .xml.zst), "
    "no web archive (.warc, .warc.gz, .wacz), nor an archive (.tar, .tar.gz, .tar.bz2, .tar.xz, .tar.zst, .zip)."
)
_NESTED = "It is an archive within an archive, which is not opened."
_SETTINGS = "It may be a corpus file; give it to the command itself, and not the folder that it is in."

Found = Iterator[RawDocument | Reject]


@dataclass(frozen=True, slots=True)
class Shape:
    """What documents become part of: the name of their corpus, the beginning of their paths, and the most bytes of one."""

    corpus: str
    max_bytes: int
    prefix: str = ""


def read_place(place: Place, shape: Shape) -> Found:
    """The documents of a folder, or of a file; of a single archive the paths are those of its members."""
    if place.is_folder():
        return read_folder(place, place.root, shape, shape.prefix)
    name = place.name + (".html" if place.is_web and "." not in place.name else "")  # the address of a web page seldom says what it is
    if suffix_of(name, ARCHIVES):
        return _read_archive(place.opener(place.root), shape.prefix, shape.prefix + name, shape)
    return read_file(place.opener(place.root), shape.prefix + name, shape)


def read_folder(place: Place, folder: str, shape: Shape, prefix: str) -> Found:
    """The documents of a folder in the order of names, without hidden files; `prefix` is its own path with a last "/"."""
    try:
        entries = sorted(place.entries(folder), key=_name)
    except OSError as error:
        yield reject(prefix.rstrip("/") or shape.corpus, "unreadable", f"The folder cannot be listed: {explain(error)}.")
        return
    for entry in entries:
        path = prefix + _name(entry)
        if _is_hidden(_name(entry)) or entry["name"].rstrip("/") == folder.rstrip("/"):
            continue
        if problem := names.find_problem(path.encode("utf-8", "replace").decode()):
            yield reject(path, "unsafe-name", f"This file or folder {problem}.")
        elif entry["type"] == "directory" and entry.get("islink"):
            yield reject(path, "unreadable", "It is a link to a folder, which is not followed.")
        elif entry["type"] == "directory":
            yield from read_folder(place, entry["name"], shape, path + "/")
        elif entry["type"] != "file":
            yield reject(path, "unreadable", "It is neither a file nor a folder.")
        elif suffix_of(path, ARCHIVES):
            yield from _read_archive(place.opener(entry["name"]), path + "/", path, shape)
        else:
            yield from read_file(place.opener(entry["name"]), path, shape)


def read_file(open_file: Opener, path: str, shape: Shape, *, budget: Budget | None = None) -> Found:
    """The documents of a file, by the kind that its name tells; `budget` is that of the archive that it is in. Raises TooMuch with one."""
    kind = suffix_of(path, SUFFIXES)
    if kind is None:
        reason = _SETTINGS if path.lower().endswith(".toml") else _NESTED if suffix_of(path, ARCHIVES) else _KINDS
        yield reject(path, "unknown-kind", reason)
        return
    path = path.encode("utf-8", "replace").decode()  # a file's name may be no valid text
    try:
        with open_file() as stream:
            yield from _read_stream(stream, path, kind, shape, budget)
    except archives.ERRORS as error:
        yield reject(path, "unreadable", f"The file cannot be read: {explain(error)}.")
    except TooMuch as error:
        if budget is not None:
            raise
        yield reject(path, "archive-bomb", f"The file is not read to its end: {error}.")


def read_document(content: bytes, path: str, suffix: str, shape: Shape, *, charset: str | None = None) -> RawDocument | Reject:
    """The document that bytes are; `suffix` says how its text is written, `charset` what was said of its encoding."""
    if len(content) > shape.max_bytes:
        return reject(path, "too-large", f"It is larger than the limit of {shape.max_bytes:,} bytes.")
    try:
        text = decode(content, is_html=suffix in (".html", ".htm"), charset=charset)
    except Undecodable as error:
        return reject(path, error.check_name, error.reason, error.locator)
    return RawDocument(shape.corpus, path, suffix, text, hashlib.sha256(content).hexdigest())


def reject(path: str, check_name: str, reason: str, locator: str | None = None) -> Reject:
    """Why what lies at a path cannot be used; the path in visible, valid characters."""
    return Reject("corpus", check_name, reason, path=names.legible(path.encode("utf-8", "replace").decode()), locator=locator)


def suffix_of(path: str, suffixes: tuple[str, ...]) -> str | None:
    """The longest of the suffixes that the path ends in."""
    return max((suffix for suffix in suffixes if path.lower().endswith(suffix)), key=len, default=None)


def _read_stream(stream: IO[bytes], path: str, kind: str, shape: Shape, budget: Budget | None) -> Found:
    if kind in DOCUMENTS:
        yield read_document(stream.read(shape.max_bytes + 1), path, kind, shape)
        return
    told = budget or Budget()
    packed = stream if budget else Packed(stream, told)
    if kind in warc.SUFFIXES:
        is_packed = kind.endswith(".gz")
        yield from warc.read_records(packed, path, shape.corpus, is_packed=is_packed, max_bytes=shape.max_bytes, budget=told)
        return
    read = read_lines if kind in LINES else mediawiki.read_dump
    if opener := archives.OPENERS.get("." + kind.rpartition(".")[2]):
        with Unpacked(opener(packed), told) as plain:
            yield from read(plain, path, shape.corpus, max_bytes=shape.max_bytes)
    else:
        yield from read(stream, path, shape.corpus, max_bytes=shape.max_bytes)


def _read_archive(open_archive: Opener, prefix: str, path: str, shape: Shape) -> Found:
    suffix = suffix_of(path, ARCHIVES) or ""
    tally = Tally("files") if suffix == WEB_ARCHIVE else None
    try:
        with open_archive() as stream:
            for member in archives.read_members(stream, ".zip" if tally else suffix):
                yield from _read_member(member, prefix, shape, tally)
    except archives.ERRORS as error:
        yield reject(path, "unreadable-archive", f"The archive is damaged, or cannot be opened: {explain(error)}.")
    except TooMuch as error:
        yield reject(path, "archive-bomb", f"The archive is not read to its end: {error}.")
    if tally:
        yield from tally.rejects(path)


def _read_member(member: archives.Member, prefix: str, shape: Shape, tally: Tally | None) -> Found:
    if member.problem:
        yield reject(prefix + member.path, "unsafe-member", f"This member of the archive {member.problem}.")
        return
    if tally:
        tally.n_all += 1
        if not (member.path.startswith("archive/") and suffix_of(member.path, warc.SUFFIXES)):
            tally.passes(f"in {member.path.partition('/')[0]}")
            return
    if not any(map(_is_hidden, member.path.split("/"))):
        yield from read_file(member.open, prefix + member.path, shape, budget=member.budget)


def _name(entry: dict[str, Any]) -> str:
    return str(entry["name"]).rstrip("/").rpartition("/")[2]


def _is_hidden(name: str) -> bool:
    return name.startswith(".") and name not in (".", "..")
