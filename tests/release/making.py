"""Rows in, a release of them out: for tests of what compares releases."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from pipeline.load import open_warehouse
from pipeline.release import write_release
from pipeline.release.database import write_database
from pipeline.release.descriptors import write_descriptors
from pipeline.release.export import export_table
from pipeline.release.label import label_build, label_release
from pipeline.release.versions import DATABASE
from schemas.derive import tables_of
from schemas.tables import TABLES
from tests.example_rows import Row, dataset

Rows = dict[str, list[Row]]


def id_of(kind: str, number: int) -> str:
    return f"{kind}_{number:016x}"


def rows_of(change: Callable[[Rows], Any] | None = None, **facts: str) -> Rows:
    """The example dataset as a build labels it, after a change; `facts` are more rows of `release_info`.

    All events are registered as added in 0.1.0. A build on an earlier release (`since_release`) is labelled as 0.2.0.
    """
    rows = dataset()
    info = {"codebook_version": "1.0", "code_sha256": "0" * 64, "version": "0.2.0" if "since_release" in facts else "0.1.0", **facts}
    rows["release_info"] = [{"key": key, "value": value} for key, value in info.items()]
    rows["event_history"] = [registered(event["event_id"], "added") for event in rows["events"]]
    if change:
        change(rows)
    return rows


def build(db: Path, rows: Rows) -> Path:
    """A database with these rows, of which none is refused."""
    with open_warehouse(db) as warehouse:
        for table, added in rows.items():
            warehouse.add(table, added)
    assert warehouse.n_rejected == {}
    return db


def release(dist: Path, rows: Rows, version: str | None = None) -> Path:
    """A release of these rows."""
    return write_release(build(dist.parent / "made.duckdb", rows), dist, version)


def tables_of_release(dist: Path, rows: Rows, version: str = "0.1.0") -> Path:
    """What is compared of a release of these rows, without the pages and pictures of a whole one, which take most of its time."""
    folder = dist / f"legation-{version}"
    folder.mkdir(parents=True)
    write_database(build(dist.parent / "made.duckdb", rows), folder / DATABASE)
    label_build(folder / DATABASE)
    with duckdb.connect(folder / DATABASE) as connection:
        label_release(connection, version)
        for table in tables_of(TABLES):
            export_table(connection, table, folder)
    write_descriptors(folder, version=version)
    return folder


def event_of(rows: Rows, number: int) -> Row:
    """An event of the dataset, which may be changed."""
    return next(event for event in rows["events"] if event["event_id"] == id_of("evt", number))


def add_event(rows: Rows, number: int, **values: Any) -> None:
    """Another event like the first, without actors and mentions."""
    rows["events"].append(event_of(rows, 1) | {"event_id": id_of("evt", number), "summary": f"Event {number}."} | values)


def remove_event(rows: Rows, number: int) -> None:
    """An event and all that refers to it but mentions."""
    event_id = id_of("evt", number)
    for table in ("events", "event_actors", "event_contexts", "event_links"):
        rows[table] = [row for row in rows[table] if event_id not in (row["event_id"], row.get("linked_event_id"))]


def move_mention(rows: Rows, number: int, *, to: int) -> None:
    """Have a mention report another event."""
    mention = next(mention for mention in rows["mentions"] if mention["mention_id"] == id_of("mnt", number))
    mention["event_id"] = id_of("evt", to)


def merge(rows: Rows) -> None:
    """Have the second event be a part of the first."""
    move_mention(rows, 3, to=1)
    remove_event(rows, 2)


def correct(rows: Rows, number: int, field: str, new: Any, **values: str) -> None:
    """Change a field of an event by a correction."""
    event = event_of(rows, number)
    row = {"correction_no": len(rows.setdefault("corrections", [])), "target_id": event["event_id"], "event_id": event["event_id"]}
    row |= {"field": field, "old_value": event[field] and str(event[field]), "new_value": str(new), "corrected_on": date(2026, 11, 2)}
    rows["corrections"].append(row | {"reason": "The gazette says so.", "corrected_by": "Ana Ruiz"} | values)
    event[field] = new


def registered(event_id: str, change: str, *, version: str = "0.1.0", cause: str = "source", **values: str) -> Row:
    """A row of `event_history`."""
    return {"event_id": event_id, "release": version, "change": change, "into": None, "split_from": None, "cause": cause} | values


def registered_field(event_id: str, field: str, *, version: str, cause: str) -> Row:
    """A row of `event_changes`."""
    return {"event_id": event_id, "release": version, "field": field, "old_value": None, "new_value": None, "cause": cause}
