"""A timeline or the evidence for an event in, CSV out: a row for each event, or for each mention."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.days import read_days
from pipeline.show.evidence import Evidence, Row
from pipeline.show.timeline import Entry
from schemas.derive.cells import DANGEROUS

# The columns that have a name of the tables of a release mean the same as there.
EVENT_COLUMNS = (
    *("event_id", "date", "date_end", "date_precision", "event_type", "mode", "quad_class", "act", "actors", "recipients", "summary"),
    *("quote", "status", "confidence", "n_mentions", "n_sources", "conflicts"),
)
MENTION_COLUMNS = (
    *("event_id", "mention_id", "source_id", "path", "title", "publisher", "published_on", "url", "licence", "policy"),
    *("section", "section_no", "heading", "sentence", "char_start", "char_end", "quote", "quote_sha256", "trigger", "rule"),
    *("event_type", "mode", "act", "actors", "recipients", "date", "date_end", "date_precision", "date_text", "effective_on"),
    *("status", "said_by", "confidence", "moved_from"),
)
BETWEEN = "; "  # of several names, or several fields


def timeline_csv(entries: Iterable[Entry]) -> str:
    """A row for each event: `date` and `date_end` are the first and the last day, `conflicts` the fields on which its mentions disagree."""
    return _csv(EVENT_COLUMNS, [_event(entry) for entry in entries])


def evidence_csv(evidence: Evidence) -> str:
    """A row for each mention, the most confident one first, with its document; `said_by` is a name."""
    return _csv(MENTION_COLUMNS, [_mention(row) for row in evidence.mentions])


def _event(entry: Entry) -> Row:
    first, last = read_days(entry.date) or (None, None)
    named = {"actors": BETWEEN.join(entry.actors), "recipients": BETWEEN.join(entry.recipients)}
    conflicts = BETWEEN.join(conflict.field for conflict in entry.conflicts)
    told = {name: getattr(entry, name) for name in EVENT_COLUMNS if hasattr(entry, name)}
    return {**told, **named, "date": first, "date_end": last, "conflicts": conflicts}


def _mention(row: Row) -> Row:
    sides = {"actors": "actor", "recipients": "recipient"}
    return row | {
        column: BETWEEN.join(party["name"] for party in row["parties"] if party["role"] == role) for column, role in sides.items()
    }


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """Null is an empty cell. As in the CSV files of a release, no cell is a formula to a spreadsheet."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_safe(row[column]) for column in columns] for row in rows)
    return written.getvalue()


def _safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and re.match(DANGEROUS, value) else value
