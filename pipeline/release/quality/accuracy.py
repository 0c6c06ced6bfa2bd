"""The table `quality` in, its figures as tables of Markdown out: by set, type, field and format."""

from collections.abc import Iterable
from typing import NamedTuple

import duckdb

from pipeline.release.pages.section import escaped
from pipeline.release.quality.grid import Triple, grid, number, share
from pipeline.release.quality.readme import ALL
from schemas.ontology import EVENT_TYPES

NOTHING = "No measurements came with this release."
WHOLE = ("detection", "strict", "same-event", "b-cubed", "relation", "relation-macro")  # all others are fields of events that were found
SAME_EVENT = {"same-event": "pairs of mentions of one event", "b-cubed": "company of each mention (B-cubed)"}
RELATION = {"relation": "type of the marked pair", "relation-macro": "the same, mean of the types"}


class Row(NamedTuple):
    """A row of the table."""

    document_set: str
    format: str | None
    event_type: str | None
    field: str
    n: int
    n_mentions: int
    n_documents: int | None
    precision: Triple
    recall: Triple
    f1: Triple

    @property
    def shares(self) -> tuple[str, str, str]:
        """Precision, recall and f1 with their intervals."""
        return share(self.precision), share(self.recall), share(self.f1)


def read_rows(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """All rows of the table, in its order."""
    found = connection.execute(
        "SELECT document_set, format::VARCHAR, event_type::VARCHAR, field, n, n_mentions, n_documents, precision, precision_low,"
        " precision_high, recall, recall_low, recall_high, f1, f1_low, f1_high FROM quality ORDER BY quality_no"
    ).fetchall()
    return [Row._make((*row[:7], row[7:10], row[10:13], row[13:16])) for row in found]


def headline(rows: Iterable[Row]) -> str:
    """The figures over all sets in a sentence or two."""
    whole = {row.field: row for row in rows if (row.document_set, row.format, row.event_type) == (ALL, None, None)}
    if "detection" not in whole:
        return f"**{NOTHING}** Build with `--quality FILE` to carry some."
    found = whole["detection"]
    documents = f" in {found.n_documents:,} documents" if found.n_documents else ""
    strict = f" With act, actors, recipients and date all right it is {share(whole['strict'].f1)}." if "strict" in whole else ""
    return (
        f"**Of the events that the coder finds, {share(found.precision)} are right; of the events that people coded, it finds"
        f" {share(found.recall)}; together, f1 is {share(found.f1)}.**{strict} In brackets are 95 % intervals, against"
        f" {found.n:,} events coded by hand{documents}."
    )


def set_grid(rows: Iterable[Row]) -> str:
    """All sets together, then each: events found, and those right in all fields; then single sentences with one marked pair."""
    rows = [row for row in rows if row.format is None and row.event_type is None]
    strict = {row.document_set: row for row in rows if row.field == "strict"}
    events = [_set_row(row, strict.get(row.document_set)) for row in rows if row.field == "detection"]
    header = ("set of documents", "documents", "events by hand", "found", "precision", "recall", "f1", "f1, all fields right")
    pairs = [
        (f"{escaped(row.document_set)}: {RELATION[row.field]}", number(row.n), number(row.n_mentions), *row.shares)
        for row in rows
        if row.field in RELATION
    ]
    table = grid(header, events, nothing=NOTHING)
    if not pairs:
        return table
    told = "Single sentences of others, in which one pair of countries is marked and the type of what passes between them is coded:"
    return f"{table}\n\n{told}\n\n{grid(('set', 'sentences', 'coded', 'precision', 'recall', 'f1'), pairs, nothing='')}"


def _set_row(row: Row, strict: Row | None) -> tuple[str, ...]:
    name = "**all**" if row.document_set == ALL else escaped(row.document_set)
    return name, number(row.n_documents), number(row.n), number(row.n_mentions), *row.shares, share(strict.f1) if strict else ""


def type_grid(rows: Iterable[Row]) -> str:
    """Each event type over all sets, in the order of the ontology."""
    rows = [row for row in rows if row.document_set == ALL and row.format is None and row.event_type]
    strict = {row.event_type: share(row.f1) for row in rows if row.field == "strict"}
    found = {row.event_type: row for row in rows if row.field == "detection"}
    lines = [
        (name, number(found[name].n), number(found[name].n_mentions), *found[name].shares, strict.get(name, ""))
        for name in EVENT_TYPES
        if name in found
    ]
    return grid(("type", "events by hand", "found", "precision", "recall", "f1", "f1, all fields right"), lines, nothing=NOTHING)


def field_grid(rows: Iterable[Row]) -> str:
    """Each field of events that were found, over all sets."""
    lines = [
        (f"`{row.field}`", number(row.n_documents), number(row.n), share(row.precision))
        for row in rows
        if (row.document_set, row.format, row.event_type) == (ALL, None, None) and row.field not in WHOLE
    ]
    return grid(("field", "documents", "compared", "right"), lines, nothing=NOTHING)


def field_by_type_grid(rows: Iterable[Row]) -> str:
    """The same by type: a row for each type, a column for each field."""
    rows = [row for row in rows if row.document_set == ALL and row.format is None and row.event_type and row.field not in WHOLE]
    fields = sorted({row.field for row in rows})
    shares = {(row.event_type, row.field): share(row.precision) for row in rows}
    types = [name for name in EVENT_TYPES if any(row.event_type == name for row in rows)]
    lines = [(name, *(shares.get((name, field), "") for field in fields)) for name in types]
    return grid(("type", *(f"`{field}`" for field in fields)), lines, nothing="Of no type were ten events found.")


def format_grid(rows: Iterable[Row]) -> str:
    """Each format over all sets, with the fields that matter most."""
    rows = [row for row in rows if row.document_set == ALL and row.format and row.event_type is None]
    by_field = {(row.format, row.field): row for row in rows}
    lines = []
    for row in rows:
        if row.field == "detection":
            fields = (by_field.get((row.format, name)) for name in ("actor", "recipient", "date"))
            right = (share((field.precision[0], None, None)) if field else "" for field in fields)
            lines.append((str(row.format), number(row.n_documents), number(row.n), *row.shares, *right))
    header = ("format", "documents", "events by hand", "precision", "recall", "f1", "actor right", "recipient right", "date right")
    return grid(header, lines, nothing="The formats of the measured documents are not known.")


def same_event_grid(rows: Iterable[Row]) -> str:
    """How well mentions of one event were put together, over all sets and by set."""
    lines = [
        (f"{escaped(row.document_set)}: {SAME_EVENT[row.field]}", number(row.n), *row.shares)
        for row in rows
        if row.format is None and row.event_type is None and row.field in SAME_EVENT and row.n
    ]
    return grid(("what", "by hand", "precision", "recall", "f1"), lines, nothing="No two mentions of one event were coded by hand.")
