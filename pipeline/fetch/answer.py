"""What a server sends in; an answer of a bounded size out, without the coding of its transfer."""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from email.message import Message
from typing import IO

from pipeline.fetch.trouble import FAILED, REFUSED, Unfetched

_GZIP = ("gzip", "x-gzip")
_WINDOW = 16 + zlib.MAX_WBITS  # with the frame of gzip
_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may take: bytes, also unpacked, and seconds; `patience` is how many seconds may pass without a byte.

    `media_types` are those that are wanted; empty for all. `is_raw` keeps the bytes as they are sent, for a file that is itself packed.
    """

    max_bytes: int
    seconds: float
    media_types: tuple[str, ...] = ()
    is_raw: bool = False
    patience: float = 3600.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. `headers` are in its order and spelling; `content` is empty unless the status is 200."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes = b""
    n_bytes: int = 0

    def header(self, name: str) -> str | None:
        """The value of a header, the first of several."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def media_type(self) -> str:
        """In small letters and without parameters; empty where the server does not say it."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """What the server says of the characters."""
        message = Message()
        message["content-type"] = re.sub(r"[^\x20-\x7e]", "", self.header("content-type") or "text/html")
        return message.get_content_charset()


def head_of(url: str, status: int, headers: Sequence[tuple[bytes, bytes]]) -> Answer:
    """An answer of which the body is not read yet."""
    return Answer(url, status, tuple((name.decode("latin-1"), _decode(value)) for name, value in headers))


def read_body(answer: Answer, chunks: Iterable[bytes], *, limits: Limits, sink: IO[bytes] | None = None) -> Answer:
    """The answer with its body, which goes to `sink` where that is given. Raises Unfetched where it is not wanted or too large."""
    _refuse_unwanted(answer, limits)
    kept, n_bytes = [], 0
    for piece in _unpack(answer, chunks, limits):
        n_bytes += len(piece)
        if n_bytes > limits.max_bytes:
            raise _too_large(limits)
        if sink is None:
            kept.append(piece)
        else:
            sink.write(piece)
    return replace(answer, content=b"".join(kept), n_bytes=n_bytes)


def _refuse_unwanted(answer: Answer, limits: Limits) -> None:
    if limits.media_types and answer.media_type not in limits.media_types:
        what = f"is {answer.media_type[:80]}" if answer.media_type else "comes without a word on what it is"
        raise Unfetched(REFUSED, f"It {what}; what is read is {', '.join(limits.media_types)}.")
    length = answer.header("content-length") or ""
    if re.fullmatch("[0-9]{1,18}", length) and int(length) > limits.max_bytes:
        raise _too_large(limits)


def _unpack(answer: Answer, chunks: Iterable[bytes], limits: Limits) -> Iterator[bytes]:
    coding = (answer.header("content-encoding") or "identity").strip().lower()
    if coding in ("identity", "") or limits.is_raw:
        return iter(chunks)
    if coding in _GZIP:
        return unpack_gzip(chunks)
    raise Unfetched(REFUSED, f"It is packed in a way that was not asked for ({coding[:80]}).")


def unpack_gzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The content of gzip, in pieces of a bounded size however well it was packed. Raises Unfetched where it is damaged or cut off."""
    unpacker, is_whole = zlib.decompressobj(_WINDOW), True
    try:
        for chunk in chunks:
            rest, piece = chunk, b""
            while rest or len(piece) == _PIECE:
                if unpacker.eof and rest[:1] != b"\x1f":  # what may follow is padding,
                    break
                if unpacker.eof:  # or another file, which counts as one with the first
                    unpacker = zlib.decompressobj(_WINDOW)
                piece = unpacker.decompress(rest, _PIECE)
                rest, is_whole = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail, unpacker.eof
                yield piece
    except zlib.error as error:
        raise Unfetched(FAILED, f"It is not packed as it says: {error}.") from error
    if not is_whole:
        raise Unfetched(FAILED, "It is cut off before its end.", may_pass=True)


def _too_large(limits: Limits) -> Unfetched:
    return Unfetched(REFUSED, f"It is larger than {limits.max_bytes:,} bytes (max_bytes in the corpus file).")


def _decode(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
