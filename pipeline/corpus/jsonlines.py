"""A stream of JSON lines in; a document, or a reject that names the line, for each of them out."""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Protocol

from pipeline.corpus import names
from pipeline.records import Given, RawDocument, Reject

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?$", re.IGNORECASE)
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?$")
_CHUNK = 1 << 16


class LineStream(Protocol):
    """What is read line by line, never more than a number of bytes at once."""

    def readline(self, size: int, /) -> bytes: ...


def read_lines(stream: LineStream, path: str, corpus: str, *, max_bytes: int) -> Iterator[RawDocument | Reject]:
    """One document per line (`path#id`); `max_bytes` bounds a line. Blank lines are passed over."""
    number = 0
    while line := stream.readline(max_bytes + 1):
        number += 1
        if len(line) > max_bytes and not line.endswith(b"\n"):
            _skip_line(stream)
            yield _reject(path, number, "too-large", f"The line is longer than the limit of {max_bytes:,} bytes.")
        elif line.strip():
            yield _read_line(line, number, path, corpus)


def language_code(text: str) -> str | None:
    """`en` for `en`, `en-GB` or `EN_gb`; None for what is no code."""
    found = _LANGUAGE.match(text)
    return found[1].lower() if found else None


def _skip_line(stream: LineStream) -> None:
    while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
        continue


def _read_line(line: bytes, number: int, path: str, corpus: str) -> RawDocument | Reject:
    try:
        row = json.loads(line.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        return _reject(path, number, "not-utf8", f"The line is not UTF-8: {error.reason} at its byte {error.start}.")
    except json.JSONDecodeError as error:
        return _reject(path, number, "broken-json", f"Line {number}, column {error.colno}: {error.msg}.")
    except (ValueError, RecursionError) as error:
        return _reject(path, number, "broken-json", f"Line {number}: {error}.")
    if not isinstance(row, dict):
        return _reject(path, number, "broken-json", f"Line {number} is no JSON object.")
    return _read_row(row, number, path, corpus)


def _read_row(row: dict[str, Any], number: int, path: str, corpus: str) -> RawDocument | Reject:
    name = str(row["id"]) if isinstance(row.get("id"), int) else _word(row, "id")
    text = row.get("text")
    if not name or not isinstance(text, str):
        return _reject(path, number, "missing-field", f"Line {number} has no {'text' if name else 'id'}.")
    if problem := names.find_problem(f"{path}#{name}"):
        return _reject(path, number, "unsafe-name", f"The id of line {number} {problem.replace('has a name', 'makes a name', 1)}.")
    path = f"{path}#{name}"
    if not text.strip():
        return _reject(path, number, "empty", f"The text of line {number} is empty.")
    if "\0" in text:
        return _reject(path, number, "not-text", f"The text of line {number} holds binary data (a null character at {text.index(chr(0))}).")
    try:
        content = text.encode("utf-8")
    except UnicodeEncodeError as error:
        return _reject(path, number, "not-utf8", f"The text of line {number} holds half a character at {error.start}.")
    return RawDocument(corpus, path, ".txt", text, hashlib.sha256(content).hexdigest(), _read_given(row))


def _read_given(row: dict[str, Any]) -> Given:
    return Given(
        title=_word(row, "title"),
        url=_word(row, "url"),
        publisher=_word(row, "publisher"),
        language=language_code(_word(row, "language") or ""),
        licence=_word(row, "licence"),
        format=_word(row, "format"),
        published_on=_read_day(_word(row, "date")),
    )


def _word(row: dict[str, Any], key: str) -> str | None:
    """A field's text on one line, in valid characters; None where it is missing, blank or no text."""
    value = row.get(key)
    if not isinstance(value, str):
        return None
    return " ".join(value.replace("\0", " ").encode("utf-8", "replace").decode().split()) or None


def _read_day(value: str | None) -> date | None:
    """A day, or the day of a time stamp; a year or a month is not a day."""
    match = _DAY.match(value or "")
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def _reject(path: str, number: int, check_name: str, reason: str) -> Reject:
    return Reject("corpus", check_name, reason, path=path, locator=f"line {number}")
