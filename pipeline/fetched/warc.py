"""A content and what the server said of it in, a record of a WARC file out; and the content of one record back."""

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

Headers = Sequence[tuple[str, str]]
# They tell of the bytes on the wire, which are stored decoded; other archives keep them under this name too.
_OF_THE_WIRE = {"content-encoding", "transfer-encoding", "content-length"}
_ORIGINAL = "X-Archive-Orig-"


def write_information(stream: IO[bytes], name: str, software: str, at: datetime) -> None:
    """Begin a WARC file with the record that says what it is."""
    writer = WARCWriter(stream, gzip=True, warc_version="1.1")
    record = writer.create_warcinfo_record(name, {"software": software, "format": "WARC File Format 1.1"})
    record.rec_headers.replace_header("WARC-Date", _written(at))
    writer.write_record(record)


def write_response(stream: IO[bytes], url: str, content: bytes, *, status: int, headers: Headers, at: datetime) -> None:
    """Append the answer of a web server."""
    kept = [(_ORIGINAL + name if name.lower() in _OF_THE_WIRE else name, value) for name, value in headers]
    kept.append(("Content-Length", str(len(content))))
    writer = WARCWriter(stream, gzip=True, warc_version="1.1")
    answer = StatusAndHeaders(str(status), kept, protocol="HTTP/1.1")
    record = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(content),
        length=len(content),
        http_headers=answer,
        warc_headers_dict={"WARC-Date": _written(at)},
    )
    writer.write_record(record)


def write_resource(stream: IO[bytes], url: str, content: bytes, *, media_type: str, at: datetime) -> None:
    """Append a content that came within another answer, such as a page of a wiki in that of its interface."""
    writer = WARCWriter(stream, gzip=True, warc_version="1.1")
    record = writer.create_warc_record(
        url,
        "resource",
        payload=io.BytesIO(content),
        length=len(content),
        warc_content_type=media_type,
        warc_headers_dict={"WARC-Date": _written(at)},
    )
    writer.write_record(record)


def read_content(path: Path, offset: int, length: int) -> bytes:
    """The content of the record there. Raises ValueError where there is none, and OSError where the file cannot be read."""
    with path.open("rb") as stream:
        stream.seek(offset)
        piece = stream.read(length)
    if len(piece) != length:
        raise ValueError("the file is too short")
    try:
        record = next(iter(ArchiveIterator(io.BytesIO(piece))))
        return bytes(record.content_stream().read())
    except (ArchiveLoadFailed, StopIteration, EOFError) as error:
        raise ValueError("there is no whole record at its place") from error


def _written(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
