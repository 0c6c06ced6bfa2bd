"""An open archive in; its members, one after the other, as streams out.

A tar archive is read in one pass, so that archives larger than memory, and those that cannot be sought in, are read too.
"""

import bz2
import gzip
import lzma
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


def _same(stream: IO[bytes]) -> IO[bytes]:
    return stream


def _open_zstandard(stream: IO[bytes]) -> Any:
    return zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True, closefd=False)


# Opened by us and not by tarfile, which takes a compressed stream that breaks off for one that ends.
_TAR_OPENERS: dict[str, Callable[[IO[bytes]], Any]] = {
    ".tar": _same,
    ".tar.gz": gzip.open,
    ".tgz": gzip.open,
    ".tar.bz2": bz2.open,
    ".tar.xz": lzma.open,
    ".txz": lzma.open,
    ".tar.zst": _open_zstandard,
}
SUFFIXES = (*_TAR_OPENERS, ".zip")

# All that a damaged archive or compressed file makes the standard readers raise.
ERRORS = (
    OSError, EOFError, tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, zstandard.ZstdError, struct.error, ValueError,
    NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: how to open it, or the reason why it must not be opened."""

    path: str
    open: Callable[[], AbstractContextManager[IO[bytes]]]
    problem: str | None = None


def read_members(stream: IO[bytes], suffix: str) -> Iterator[Member]:
    """The members that are not folders, in the archive's order; each must be read before the next is asked for. Raises one of `ERRORS`."""
    if suffix == ".zip":
        yield from _read_zip(stream)
        return
    with _TAR_OPENERS[suffix](stream) as plain, tarfile.open(fileobj=plain, mode="r|") as archive:
        while (info := archive.next()) is not None:
            archive.members.clear()  # type: ignore[attr-defined]  # tarfile remembers every member that it has seen
            if not info.isdir():
                problem = _find_problem(info.name, is_file=info.isreg())
                yield Member(info.name.removeprefix("./"), partial(_open_tar_member, archive, info), problem)


def _open_tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    stream = archive.extractfile(info)
    if stream is None:
        raise tarfile.ReadError("not a regular file")
    return stream


def _read_zip(stream: IO[bytes]) -> Iterator[Member]:
    with zipfile.ZipFile(stream) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            path = info.filename.replace("\\", "/")
            kind = stat.S_IFMT(info.external_attr >> 16)
            problem = "is encrypted" if info.flag_bits & 1 else _find_problem(path, is_file=kind in (0, stat.S_IFREG))
            yield Member(path.removeprefix("./"), partial(archive.open, info), problem)


def _find_problem(path: str, *, is_file: bool) -> str | None:
    if not is_file:
        return "is a link or a device, not a file"
    if path.startswith("/") or ".." in path.split("/"):
        return "has a path that leads out of the archive"
    return None
