"""Hand-coded documents and a built database in, coded events and found mentions in one shape out.

A gold file has one JSON object a line. One with `doc` names a document and lists its `events`, each with the `quote` that
reports it (`file.jsonl#id` names a line of a file); one with `id` and `text` is a single sentence that is itself its one event.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.days import Days, read_days
from pipeline.errors import LegationError
from pipeline.records import Span


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


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A hand-coded document: `key` is its file name, or `#id` for a sentence; `file` holds its text."""

    key: str
    file: Path
    events: tuple[GoldEvent, ...]
    is_sentence: bool = False

    def is_at(self, path: str) -> bool:
        """Whether a source with this path is the document."""
        return path.endswith(self.key) if self.is_sentence else Path(path).name == self.key


@dataclass(frozen=True, slots=True)
class FoundMention:
    """A mention as the database holds it, with the codes of who acts and is acted upon, and names that are not of countries."""

    event_id: str
    event_type: str
    mode: str | None
    act: str | None
    actor: frozenset[str]
    recipient: frozenset[str]
    names: frozenset[str]
    days: Days | None
    quote: str
    span: Span | None


def read_gold(file: Path, *, docs: Path | None = None) -> Iterator[GoldDocument]:
    """The documents of a gold file, whose texts lie beside it or in `docs`; LegationError names the line that cannot be read."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LegationError(f"The gold file {file} cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield _sentence(row, file) if "text" in row else _document(row, docs or file.parent)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise LegationError(f"{file}, line {number}, is no hand-coded document: {type(error).__name__}: {error}") from error


def _sentence(row: dict[str, Any], file: Path) -> GoldDocument:
    event = _event({**row, "quote": row["text"]}, row["text"], is_sentence=True)
    return GoldDocument(f"#{row['id']}", file, (event,), is_sentence=True)


def _document(row: dict[str, Any], folder: Path) -> GoldDocument:
    name, _, line_id = row["doc"].partition("#")
    file = folder / name
    text = _read_text(file, line_id)
    return GoldDocument(row["doc"], file, tuple(_event(event, text) for event in row["events"]))


def _read_text(file: Path, line_id: str) -> str:
    """The text that spans are counted in; empty where it is not at hand, or is HTML, of which only what is extracted counts."""
    if not file.is_file() or file.suffix == ".html":
        return ""
    text = file.read_text(encoding="utf-8")
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
    )


def read_mentions(connection: duckdb.DuckDBPyConnection) -> dict[str, list[FoundMention]]:
    """Every mention of a database, by the path of its document, in the order in which they are stored."""
    parties: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for mention_id, role, code, name in connection.execute(_PARTIES).fetchall():
        if code:
            parties[mention_id, role].add(code)
        if name:
            parties[mention_id, "name"].add(name)
    found: defaultdict[str, list[FoundMention]] = defaultdict(list)
    for path, mention_id, event_id, event_type, mode, act, first, last, quote, start, end in connection.execute(_MENTIONS).fetchall():
        actor, recipient, names = (frozenset(parties[mention_id, kind]) for kind in ("actor", "recipient", "name"))
        days = (first, last or first) if first else None
        span = None if start is None else (start, end)
        found[path].append(FoundMention(event_id, event_type, mode, act, actor, recipient, names, days, quote or "", span))
    return dict(found)


# A code is the actor's country, or the identifier of a country or body of states (contract, Tables).
_PARTIES = """
    select mention_id, role::varchar, coalesce(country, if(kind in ('country', 'organization'), upper(actor_id), null)),
           if(kind = 'country', null, name)
    from mention_actors join actors using (actor_id)
"""
_MENTIONS = """
    select path, mention_id, event_id, event_type::varchar, mode::varchar, act::varchar, date, date_end, quote, char_start, char_end
    from mentions join sources using (source_id)
    order by mentions.rowid
"""
