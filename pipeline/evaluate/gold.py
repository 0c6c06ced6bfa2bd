"""Files of hand-coded documents in, the events that were coded in each out.

A gold file has one JSON object a line. One with `doc` names a document and lists its `events`, each with the `quote` that
reports it (`file.jsonl#id` names a line of a file); one with `id` and `text` is a single sentence that is itself its one event.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.days import Days, read_days
from pipeline.errors import LegationError
from pipeline.parse.html import extract_page
from pipeline.records import Span
from schemas.tables import ENUMS


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event as coded by hand. `actor` or `recipient` is None where the coder did not say; `span` where the quote was not found."""

    event_type: str
    mode: str | None
    act: str | None
    actor: frozenset[str] | None
    recipient: frozenset[str] | None
    names: frozenset[str]
    days: Days | None
    quote: str
    span: Span | None
    required: bool = True
    cluster: str | None = None
    is_sentence: bool = False
    actor_span: Span | None = None
    recipient_span: Span | None = None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A hand-coded document: `key` is its file name, or `#id` for a sentence; `file` holds its text; `set_name` is that of its set."""

    key: str
    file: Path
    events: tuple[GoldEvent, ...]
    is_sentence: bool = False
    set_name: str = ""
    format: str | None = None

    def is_at(self, path: str) -> bool:
        """Whether a source with this path is the document."""
        return path.endswith(self.key) if self.is_sentence else Path(path).name == self.key


def read_gold(file: Path, *, docs: Sequence[Path] = ()) -> Iterator[GoldDocument]:
    """The documents of a gold file, whose texts lie in one of the folders `docs`, or beside it.

    Raises LegationError, which names the line that cannot be read.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LegationError(f"The gold file {file} cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield _sentence(row, file) if "text" in row else _document(row, file, docs)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise LegationError(f"{file}, line {number}, is no hand-coded document: {type(error).__name__}: {error}") from error


def set_name_of(file: Path) -> str:
    """A set of hand-coded documents is called by its file, or by its folder where the file is just `gold.jsonl`."""
    return file.resolve().parent.name if file.stem == "gold" else file.stem


def _sentence(row: dict[str, Any], file: Path) -> GoldDocument:
    event = _event({**row, "quote": row["text"]}, row["text"], is_sentence=True)
    return GoldDocument(f"#{row['id']}", file, (event,), is_sentence=True, set_name=set_name_of(file))


def _document(row: dict[str, Any], gold: Path, docs: Sequence[Path]) -> GoldDocument:
    name, _, line_id = row["doc"].partition("#")
    places = [folder / name for folder in (*docs, gold.parent)]
    file = next((place for place in places if place.is_file()), places[0])
    text = _read_text(file, line_id)
    events = tuple(_event(event, text) for event in row["events"])
    return GoldDocument(row["doc"], file, events, set_name=set_name_of(gold), format=_format(row.get("format")))


def _format(name: str | None) -> str | None:
    if name is not None and name not in ENUMS["format"]:
        raise ValueError(f"no format is called {name!r}: {', '.join(ENUMS['format'])}")
    return name


def _read_text(file: Path, line_id: str) -> str:
    """The text that spans are counted in, of HTML what is extracted; empty where it is not at hand."""
    if not file.is_file():
        return ""
    text = file.read_text(encoding="utf-8")
    if file.suffix in (".html", ".htm"):
        page = extract_page(text)
        return page.text if page else ""
    if not line_id:
        return text
    rows = (json.loads(line) for line in text.splitlines() if line.strip())
    return next((row["text"] for row in rows if str(row["id"]) == line_id), "")


def _event(row: dict[str, Any], text: str, *, is_sentence: bool = False) -> GoldEvent:
    at = text.find(row["quote"])
    return GoldEvent(
        event_type=row["type"],
        mode=row.get("mode"),
        act=row.get("act"),
        actor=frozenset(row["actor"] or ()) if "actor" in row else None,
        recipient=frozenset(row["recipient"] or ()) if "recipient" in row else None,
        names=frozenset((row.get("actor_names") or []) + (row.get("recipient_names") or [])),
        days=read_days(row.get("date")),
        quote=row["quote"],
        span=(at, at + len(row["quote"])) if at >= 0 else None,
        required=row.get("required", True),
        cluster=None if is_sentence else row.get("cluster"),
        is_sentence=is_sentence,
        actor_span=_party_span(row, "actor"),
        recipient_span=_party_span(row, "recipient"),
    )


def _party_span(row: dict[str, Any], role: str) -> Span | None:
    """Where a single sentence names a side; None where the coder did not mark it. Words that it lacks count from -1."""
    if span := row.get(f"{role}_span"):
        return span[0], span[1]
    words = row.get(f"{role}_text")
    if words is None or "text" not in row:
        return None
    at = row["text"].find(words)
    return at, at + len(words)
