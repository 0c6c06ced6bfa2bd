"""A path or an address in; a file system, the place in it, and a name for what lies there out.

Addresses are opened through fsspec. A web server is asked only where it stands in the public internet, or private networks are allowed.
"""

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any
from urllib.parse import urlsplit

import fsspec

from pipeline.addresses import PRIVATE, check_address
from pipeline.corpus.errors import CorpusError

Opener = Callable[[], AbstractContextManager[IO[bytes]]]
_ABSENT = "there is no such folder, file or address. Check the spelling, or give its full path."
_WEB = ("http", "https")
_OTHER_SERVERS = ("ftp", "ftps", "sftp", "ssh", "smb", "hdfs", "webhdfs", "webdav", "dav")
_PASSWORD = re.compile(r"(?<=:)//[^/]*@")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


@dataclass(frozen=True, slots=True)
class Place:
    """Something that can be read: `root` is its path within `files`, `name` the last part of that."""

    files: Any
    root: str
    name: str

    @property
    def is_web(self) -> bool:
        """Whether it is an address of the web, at which there are no folders."""
        return _is_web(self.files)

    def is_folder(self) -> bool:
        """Whether it is a folder, or what a store has instead."""
        return not self.is_web and bool(self.files.isdir(self.root))

    def entries(self, folder: str) -> list[dict[str, Any]]:
        """What is in a folder. Raises OSError."""
        with told(self.files):
            found: list[dict[str, Any]] = self.files.ls(folder, detail=True)
        return found

    def opener(self, path: str) -> Opener:
        """How to open a file; what fails then is an OSError."""
        return partial(_open, self.files, path)


def open_location(location: str, *, allow_private: bool = False) -> Place:
    """The place at a path or an address. Raises CorpusError where there is nothing to read, or it must not be asked."""
    shown = _PASSWORD.sub("//…@", location)
    try:
        files, root = _find_files(location, allow_private=allow_private)
        with told(files):
            kind = files.info(root)["type"] if _is_web(files) or files.exists(root) else None
    except ImportError as error:
        raise CorpusError(shown, f"opening it needs another package. {error}.") from error
    except (OSError, ValueError) as error:
        cause = error.__cause__ if isinstance(error, FileNotFoundError) else error  # so fsspec tells of a web server that does not answer
        if cause is None or getattr(cause, "status", None) in (404, 410):
            raise CorpusError(shown, _ABSENT) from error
        raise CorpusError(shown, f"{explain(cause)}.{_advice(location, cause)}") from error
    if kind is None:
        raise CorpusError(shown, _ABSENT)
    if kind not in ("file", "directory"):
        raise CorpusError(shown, "it is neither a file nor a folder.")
    return Place(files, root, _name_of(files, root))


def explain(error: BaseException) -> str:
    """The reason without paths of this machine, which must not reach the data."""
    return " ".join((getattr(error, "strerror", None) or str(error)).rstrip(".").split()) or type(error).__name__


@contextmanager
def told(files: Any) -> Iterator[None]:
    """What a file system raises in its own way when the outside world fails comes out as an OSError."""
    try:
        yield
    except _foreign_errors(files) as error:
        raise OSError(explain(error)) from error


@contextmanager
def _open(files: Any, path: str) -> Iterator[IO[bytes]]:
    with told(files), files.open(path, "rb") as stream:
        yield stream


def _is_web(files: Any) -> bool:
    return "http" in files.protocol


def _find_files(location: str, *, allow_private: bool) -> tuple[Any, str]:
    scheme = _SCHEME.match(location)
    if scheme is None:  # fsspec would take "::" in a path for a chain of addresses
        return fsspec.filesystem("file"), str(Path(location).expanduser().absolute())
    protocol = scheme[1].lower()
    if protocol in _WEB:
        if urlsplit(location).username:
            raise ValueError("it holds a user name or password, which would come into the data; leave it out")
        return fsspec.filesystem(protocol, get_client=_private_web_client if allow_private else _web_client), location
    if "::" in location:
        raise ValueError("it is a chain of addresses; give the address of the files themselves")
    if protocol in _OTHER_SERVERS:
        for info in socket.getaddrinfo(urlsplit(location).hostname, None, type=socket.SOCK_STREAM):
            check_address(str(info[4][0]), allow_private=allow_private)
    files, root = fsspec.core.url_to_fs(location)
    return files, root


async def _web_client(**options: Any) -> Any:
    return _make_client(allow_private=False, **options)


async def _private_web_client(**options: Any) -> Any:
    return _make_client(allow_private=True, **options)


def _make_client(*, allow_private: bool, **options: Any) -> Any:
    """Every socket is made for an address that was judged: after redirects, and where the address is a number, too."""
    import aiohttp

    def make_socket(info: Any) -> socket.socket:
        check_address(str(info[4][0]), allow_private=allow_private)
        return socket.socket(info[0], info[1], info[2])

    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(socket_factory=make_socket), **options)


def _foreign_errors(files: Any) -> tuple[type[Exception], ...]:
    """The errors of a file system's own library that are no OSError."""
    if _is_web(files):
        import aiohttp

        return (aiohttp.ClientError,)
    if "s3" in files.protocol:
        from botocore.exceptions import BotoCoreError, ClientError

        return (BotoCoreError, ClientError)
    return ()


def _advice(location: str, error: BaseException) -> str:
    if PRIVATE in str(error):
        return " Where you trust it: --allow-private"
    if not location.startswith(("s3://", "s3a://")):
        return ""
    if "credentials" in str(error).lower() or isinstance(error, PermissionError):
        return " Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile in AWS_PROFILE."
    return " For another store than Amazon's set AWS_ENDPOINT_URL." if isinstance(error, OSError) else ""


def _name_of(files: Any, root: str) -> str:
    if _is_web(files):
        parts = urlsplit(root)
        root = parts.path.rstrip("/") or parts.netloc
    return PurePosixPath(root.replace("\\", "/").rstrip("/")).name or "corpus"
