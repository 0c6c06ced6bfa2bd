"""What a server sent in; the content without the codings of the transfer out."""

import re
import zlib
from io import BytesIO

import zstandard
from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader

from pipeline.corpus.decoding import Undecodable

_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]{0,100})?\r\n")
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


def unpack(content: bytes, transfer: str, packed: str, *, max_bytes: int) -> bytes:
    """The content of an answer; `transfer` and `packed` are its Transfer-Encoding and Content-Encoding. Raises Undecodable.

    Many archives keep the content unpacked, and what the server said of it: what is not packed in the way it says is taken as it is.
    """
    if "chunked" in transfer.lower() and _CHUNK.match(content):
        content = _joined(content)
    for coding in reversed(packed.lower().split(",")):
        content = _unpacked(content, coding.strip(), max_bytes + 1)
        if len(content) > max_bytes:
            raise Undecodable("too-large", f"It is larger than the limit of {max_bytes:,} bytes.")
    return content


def _joined(content: bytes) -> bytes:
    try:
        return bytes(ChunkedDataReader(BytesIO(content), raise_exceptions=True).read())
    except ChunkedDataException as error:
        raise Undecodable("cut-off", "It was cut off when it was sent: its last piece is missing or damaged.") from error


def _unpacked(content: bytes, coding: str, most: int) -> bytes:
    """No more than so many bytes."""
    try:
        if coding in ("gzip", "x-gzip") and content.startswith(_GZIP):
            return _inflated(content, 31, most)
        if coding == "zstd" and content.startswith(_ZSTD):
            return bytes(zstandard.ZstdDecompressor().stream_reader(BytesIO(content), read_across_frames=True).read(most))
        if coding == "deflate":
            return _deflated(content, most)
    except (zlib.error, zstandard.ZstdError) as error:
        raise Undecodable("cut-off", f"It cannot be unpacked: {error}.") from error
    if coding in ("gzip", "x-gzip", "zstd", "", "identity") or _is_text(content):
        return content
    raise Undecodable("unknown-coding", f"It is packed by {coding[:20]!r}, which is not read.")


def _deflated(content: bytes, most: int) -> bytes:
    """Servers mean one of two forms by it."""
    for form in (15, -15):
        try:
            return _inflated(content, form, most)
        except zlib.error:
            continue
    return content


def _inflated(content: bytes, form: int, most: int) -> bytes:
    inflate = zlib.decompressobj(form)
    plain = inflate.decompress(content, most)
    if not inflate.eof and len(plain) < most:
        raise Undecodable("cut-off", "It was cut off when it was sent: its end is missing.")
    return plain


def _is_text(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
