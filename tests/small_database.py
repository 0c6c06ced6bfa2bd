"""A few reports in, a database with the tables, views and macros of a build out: for tests of what reads a database."""

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as arrow

from schemas.derive import arrow_schema, ddl
from schemas.ontology import quad_class
from schemas.tables import TABLES
from schemas.views import views_sql

Row = dict[str, Any]

NAMES = {"PER": "Peru", "VEN": "Venezuela", "CUB": "Cuba", "OAS": "Organization of American States", "ana-paz": "Ana Paz"}


@dataclass(frozen=True)
class Report:
    """One mention, and, for the first with its `event`, that event."""

    path: str
    event: str
    event_type: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    act: str | None = None
    mode: str | None = None
    date: datetime.date | None = None
    date_end: datetime.date | None = None
    date_precision: str = "day"
    span: tuple[int, int] = (0, 10)
    quote: str = "Peru did it."
    confidence: float = 0.9
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # of the words that name a party
    date_text: str | None = None
    effective_on: datetime.date | None = None
    status: str = "occurred"
    item: int | None = None  # number of the section, of what is an item of a Related list


def write_database(file: Path, reports: Sequence[Report]) -> Path:
    """Write the reports to `file`. An actor is a country by three capitals, a person of Peru in small letters, else a body of states."""
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for actor_id in dict.fromkeys(party for report in reports for party in report.actors + report.recipients):
        _add_actor(rows, actor_id)
    for path in dict.fromkeys(report.path for report in reports):
        rows["sources"].append({"source_id": _id("src", path), "path": path, "kind": "document"})
    events = set[str]()
    for number, report in enumerate(reports):
        _add_mention(rows, number, report)
        if report.event not in events:
            _add_event(rows, report, [other.path for other in reports if other.event == report.event])
            events.add(report.event)
    with duckdb.connect(str(file)) as connection:
        for statement in [*ddl(TABLES), views_sql()]:
            connection.execute(statement)
        for model in TABLES:
            name = model.to_schema().name
            filled = arrow.Table.from_pylist(rows[name], schema=arrow_schema(model))
            connection.register("filled", filled)
            connection.execute(f"INSERT INTO {name} BY NAME FROM filled")
    return file


def _add_actor(rows: dict[str, list[Row]], actor_id: str) -> None:
    kind = "person" if actor_id.islower() else "country" if len(actor_id) == 3 and actor_id != "OAS" else "organization"
    name, country = NAMES.get(actor_id, actor_id), {"country": actor_id, "person": "PER"}.get(kind)
    rows["actors"].append({"actor_id": actor_id, "name": name, "kind": kind, "country": country})
    rows["actor_names"].append({"actor_id": actor_id, "name": f"the land of {name}", "kind": "alias"})


def _add_event(rows: dict[str, list[Row]], report: Report, paths: Sequence[str]) -> None:
    counted = {"n_mentions": len(paths), "n_sources": len(set(paths)), "summary": f"{report.event} happened."}
    event_id = _id("evt", report.event)
    rows["events"].append({"event_id": event_id, **_coded(report), "quad_class": quad_class(report.event_type), **counted})
    rows["event_actors"] += [{"event_id": event_id, "actor_id": party, "role": role} for role, party in _parties(report)]


def _add_mention(rows: dict[str, list[Row]], number: int, report: Report) -> None:
    mention_id = _id("mnt", str(number))
    ids = {"mention_id": mention_id, "event_id": _id("evt", report.event), "source_id": _id("src", report.path)}
    section = {"section": "main" if report.item is None else "related", "section_no": report.item or 0}
    placed = {**section, "sentence": 0, "char_start": report.span[0], "char_end": report.span[1], "date_text": report.date_text}
    rows["mentions"].append({**ids, **placed, "quote": report.quote, **_coded(report)})
    rows["mention_actors"] += [
        {"mention_id": mention_id, "actor_id": party, "role": role, "text": party, **_place(report, party)}
        for role, party in _parties(report)
    ]


def _place(report: Report, party: str) -> Row:
    return dict(zip(("char_start", "char_end"), report.places.get(party, (None, None)), strict=True))


def _coded(report: Report) -> Row:
    coded = {"event_type": report.event_type, "mode": report.mode, "act": report.act, "confidence": report.confidence}
    coded |= {"status": report.status, "effective_on": report.effective_on}
    return {**coded, "date": report.date, "date_end": report.date_end or report.date, "date_precision": report.date_precision}


def _parties(report: Report) -> list[tuple[str, str]]:
    return [("actor", party) for party in report.actors] + [("recipient", party) for party in report.recipients]


def _id(kind: str, text: str) -> str:
    return f"{kind}_{hashlib.sha256(text.encode()).hexdigest()[:16]}"
