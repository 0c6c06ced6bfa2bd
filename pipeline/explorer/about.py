"""The open database of a release and the words about it in, `release.json` out: what the page shows before it has read any row."""

import csv
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from schemas.derive import quoted, tables_of
from schemas.ontology import ACTS, EVENT_TYPES
from schemas.tables import MEANINGS, TABLES

Connection = duckdb.DuckDBPyConnection

CODES = {  # of release.json, with the list of codes that each is
    **{name: name for name in ("event_type", "mode", "quad_class", "act", "date_precision")},
    "status": "event_status",
    "relation_status": "relation_status",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a release says of itself in words: its name and version, how to cite it (a sentence, and BibTeX), how to report an error."""

    name: str
    version: str
    citation: str
    bibtex: str
    report: str


def write_about(connection: Connection, folder: Path, words: Words) -> None:
    """Write `release.json` into a folder, in the form of `Release` in `source/src/contract.ts`; within `data.prepared`."""
    facts = dict(connection.execute("SELECT key, value FROM release_info").fetchall())
    page = asdict(words) | {
        "codebook_version": facts.get("codebook_version") or "",
        "licence": facts.get("licence") or "",
        "n_events": _count(connection, "events"),
        "n_mentions": _count(connection, "mentions"),
        "n_sources": _count(connection, "sources WHERE kind = 'document'"),
        "codes": {name: list(_codes(enum)) for name, enum in CODES.items()},
        "formats": list(MEANINGS["format"]),
        "publishers": [publisher for (publisher,) in connection.execute("SELECT publisher FROM explorer_publishers ORDER BY 1").fetchall()],
        "countries": list(_countries(connection)),
        "tables": list(_tables(connection)),
        "queries": example_queries(),
    }
    (folder / "release.json").write_text(json.dumps(page, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def example_queries() -> list[dict[str, str]]:
    """The queries of `queries.toml`, each with `title` and `sql`."""
    source = tomllib.loads(files("pipeline.explorer").joinpath("queries.toml").read_text(encoding="utf-8"))
    return [{"title": query["title"], "sql": query["sql"].strip()} for query in source["query"]]


def _codes(enum: str) -> Iterator[dict[str, str]]:
    """The codes of a list in its order, by which the rows refer to them. A mode of several types is within none of them."""
    within: Mapping[str, Mapping[str, str | None]] = {
        "act": {act.name: act.event_type for act in ACTS.values()},
        "event_type": {kind.name: kind.quad_class for kind in EVENT_TYPES.values()},
        "mode": {mode: _only_type(mode) for mode in MEANINGS["mode"]},
    }
    for code, meaning in MEANINGS[enum].items():
        entry = {"code": code, "name": code.replace("-", " ").capitalize(), "description": meaning}
        belongs = within.get(enum, {}).get(code)
        yield entry | {"within": belongs} if belongs else entry


def _only_type(mode: str) -> str | None:
    types = [kind.name for kind in EVENT_TYPES.values() if mode in kind.modes]
    return types[0] if len(types) == 1 else None


def _countries(connection: Connection) -> Iterator[dict[str, str]]:
    """The countries of events and relations, by name; with the number of those that are on the map (`map.csv`)."""
    on_map = dict(csv.reader(files("pipeline.explorer").joinpath("map.csv").read_text(encoding="utf-8").splitlines()[1:]))
    for code, name in connection.execute(_COUNTRIES).fetchall():
        entry = {"code": code, "name": name}
        yield entry | {"numeric": on_map[code]} if code in on_map else entry


def _tables(connection: Connection) -> Iterator[dict[str, Any]]:
    """The tables in the order of the codebook and then the views, with comments; rows of a view, which are made when asked for, are not
    counted."""
    columns: dict[str, list[dict[str, str]]] = {}
    for table, name, kind, comment in connection.execute(_COLUMNS).fetchall():
        shown = "text" if kind.startswith("ENUM") else kind.lower()
        columns.setdefault(table, []).append({"name": name, "type": shown, "description": comment})
    for table in tables_of(TABLES):
        described = {"name": table.name, "description": table.description, "is_table": True}
        yield described | {"n_rows": _count(connection, quoted(table.name)), "columns": columns[table.name]}
    for name, comment in connection.execute(_VIEWS).fetchall():
        yield {"name": name, "description": comment, "is_table": False, "n_rows": 0, "columns": columns[name]}


def _count(connection: Connection, rows: str) -> int:
    [(number,)] = connection.execute(f"SELECT count(*) FROM {rows}").fetchall()
    return int(number)


_COUNTRIES = """
    WITH named AS (SELECT upper(actor_id) AS code, name FROM actors WHERE kind = 'country'),
    found AS (
        SELECT DISTINCT coalesce(country, CASE WHEN kind = 'country' THEN upper(actor_id) END) AS code
        FROM actors WHERE actor_id IN (SELECT actor_id FROM event_actors)
        UNION SELECT country_a FROM relations
        UNION SELECT country_b FROM relations
    )
    SELECT code, coalesce(any_value(name), code) AS name FROM found LEFT JOIN named USING (code)
    WHERE code IS NOT NULL GROUP BY code ORDER BY lower(strip_accents(coalesce(any_value(name), code))), code
"""
_COLUMNS = """
    SELECT table_name, column_name, data_type, coalesce(comment, '') FROM duckdb_columns()
    WHERE database_name = current_database() AND NOT internal ORDER BY table_name, column_index
"""
_VIEWS = """
    SELECT view_name, coalesce(comment, '') FROM duckdb_views()
    WHERE database_name = current_database() AND NOT internal ORDER BY view_name
"""
