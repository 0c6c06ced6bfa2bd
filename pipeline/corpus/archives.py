"""An open archive in; its members, one after the other, as streams out.

A tar archive is read in one pass, so that archives larger than memory, and those that cannot be sought in, are read too. Nothing is ever
written to a disk, and no member leads anywhere: what looks as if it did is refused all the same, for a path comes into the data.
"""

import bz2
import gzip
import hashlib
import lzma
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import IO, Any

import zstandard

from pipeline.corpus import names
from pipeline.corpus.limits import Budget, Packed, Unpacked


def _same(stream: Any) -> Any:
    return stream


def _open_zstandard(stream: Any) -> Any:
    return zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True, closefd=False)


OPENERS: dict[str, Callable[[Any], Any]] = {
    "": _same,
    ".gz": gzip.open,
    ".bz2": bz2.open,
    ".xz": lzma.open,
    ".zst": _open_zstandard,
}
# Opened by us and not by tarfile, which takes a compressed stream that breaks off for one that ends.
_TAR_OPENERS = {".tar" + suffix: opener for suffix, opener in OPENERS.items()} | {".tgz": gzip.open, ".txz": lzma.open}
SUFFIXES = (*_TAR_OPENERS, ".zip")
MOST_MEMBERS = 1_000_000
_LARGEST_DIRECTORY = 64_000_000  # bytes of the list of members at the end of a zip archive, which is read as a whole
_LARGEST_HEADER = 16_384  # bytes of what a tar archive says of one member beside its first block
_PIECE = 512  # packed bytes that LZMA is given at once, for zipfile takes all that they give: 4 MB at the most; of bzip2 it is 100 MB
_UNKNOWN = b"?"

# All that a damaged archive or compressed file makes the standard readers raise.
ERRORS = (
    OSError, EOFError, tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, zstandard.ZstdError, struct.error, ValueError,
    ArithmeticError, LookupError, NotImplementedError, RecursionError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: how to open it, or the reason why it must not be opened; `budget` is that of the whole archive."""

    path: str
    open: Callable[[], AbstractContextManager[IO[bytes]]]
    budget: Budget
    problem: str | None = None


def read_members(stream: IO[bytes], suffix: str) -> Iterator[Member]:
    """The members that are not folders, in the archive's order; each must be read before the next is asked for.

    Raises TooMuch where an archive unpacks to far more than it should, or one of `ERRORS`.
    """
    found = _read_zip(stream) if suffix == ".zip" else _read_tar(stream, _TAR_OPENERS[suffix])
    seen: set[bytes] = set()
    for member in found:
        key = hashlib.blake2b(member.path.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        if len(seen) == MOST_MEMBERS:
            raise tarfile.ReadError(f"it has more than {MOST_MEMBERS:,} members; what follows is not read")
        if key in seen and not member.problem:
            member = Member(member.path, member.open, member.budget, "has the name of an earlier one")
        seen.add(key)
        yield member


def _read_tar(stream: IO[bytes], opener: Callable[[Any], Any]) -> Iterator[Member]:
    budget = Budget()
    with Unpacked(opener(Packed(stream, budget)), budget) as plain:
        with _open_tar(plain) as archive:
            while (info := archive.next()) is not None:
                archive.members.clear()  # type: ignore[attr-defined]  # tarfile remembers every member that it has seen
                if not info.isdir():
                    path = _path(info.name)
                    yield Member(path, partial(_open_tar_member, archive, info), budget, _find_problem(path, is_file=info.isreg()))
        while rest := plain.read(1 << 16):
            if rest.strip(b"\0"):
                raise tarfile.ReadError("more follows after its end mark; what was appended is not read")


class _Header(tarfile.TarInfo):
    """A header of a tar archive; what tarfile would take for an end without a word, or would read whatever its size, is refused."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_Header":
        if len(buf) < 512:
            raise tarfile.ReadError("it breaks off, or has no end mark; members may be missing")
        try:
            header = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            if not bytes(buf).strip(b"\0"):
                raise  # the end mark
            raise tarfile.ReadError(f"a header in it is damaged ({error}); what follows is not read") from error
        if header.type == tarfile.GNUTYPE_SPARSE and buf[482]:
            raise tarfile.ReadError("it holds a sparse file; what follows is not read")
        if header.type == tarfile.GNUTYPE_SPARSE or (header.size > _LARGEST_HEADER and header.type in _OF_THE_NEXT):
            header.type = _UNKNOWN  # passed over by its size
        return header

    def _refuse_sparse(self, header: tarfile.TarInfo, *_: object) -> None:
        header.type = _UNKNOWN

    _proc_gnusparse_00 = _proc_gnusparse_01 = _proc_gnusparse_10 = _refuse_sparse


_OF_THE_NEXT = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)


def _open_tar(plain: Any) -> tarfile.TarFile:
    return tarfile.open(fileobj=plain, mode="r|", tarinfo=_Header)


def _open_tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    stream = archive.extractfile(info)
    if stream is None:
        raise tarfile.ReadError("not a regular file")
    return stream


def _read_zip(stream: IO[bytes]) -> Iterator[Member]:
    budget = Budget(packed=_check_directory(stream))
    with zipfile.ZipFile(stream) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                path = _path(info.filename)
                kind = stat.S_IFMT(info.external_attr >> 16)
                problem = _find_problem(path, is_file=kind in (0, stat.S_IFREG)) or _find_zip_problem(info)
                yield Member(path, partial(_open_zip_member, archive, info, budget), budget, problem)


def _find_zip_problem(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & 1:
        return "is encrypted"
    return "is packed by bzip2, of which a few bytes may fill the memory" if info.compress_type == zipfile.ZIP_BZIP2 else None


def _open_zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Any:
    member: Any = archive.open(info)
    if info.compress_type != zipfile.ZIP_LZMA:
        return Unpacked(member, budget)
    member.MIN_READ_SIZE = _PIECE
    return Unpacked(member, budget, piece=_PIECE)


def _check_directory(stream: IO[bytes]) -> int:
    """The size of a zip archive. Raises BadZipFile where its list of members is too large to be read at once."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - (1 << 16) - 22))
    tail = stream.read()
    for end in {max(0, len(tail) - 22), max(0, tail.rfind(b"PK\5\6"))}:
        length = int.from_bytes(tail[end + 12 : end + 16], "little")
        if tail[max(0, end - 20) :].startswith(b"PK\6\7"):  # of archives with more than 4 GB or 65,535 members
            stream.seek(int.from_bytes(tail[end - 12 : end - 4], "little"))
            length = int.from_bytes(stream.read(56)[40:48], "little")
        if length > _LARGEST_DIRECTORY and tail.startswith(b"PK\5\6", end):
            raise zipfile.BadZipFile(f"its list of members is larger than {_LARGEST_DIRECTORY:,} bytes; make it a .tar.gz")
    stream.seek(0)
    return size


def _path(name: str) -> str:
    return name.replace("\\", "/").removeprefix("./")


def _find_problem(path: str, *, is_file: bool) -> str | None:
    if not is_file:
        return "is a link, a device or a sparse file, none of which is read"
    if path.startswith("/") or ".." in path.split("/") or re.match("[A-Za-z]:", path):
        return "has a path that leads out of the archive"
    return names.find_problem(path)
