"""The SQL files of this folder go in, statements that create views and macros over the tables come out, with comments on everything."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from string import Template

import duckdb

from schemas.derive import ddl
from schemas.derive.rules import literal
from schemas.ontology import ACTS, QUAD_CLASSES
from schemas.tables import TABLES

FILES = ("search.sql", "views.sql", "conflicts.sql")  # in the order in which they use one another
# Where a column of a view is explained that has no comment of its own: the first of these that has a column of this name.
ORIGINS = {
    "event_dyads": ("events",),
    "dyad_months": ("event_dyads",),
    "event_evidence": ("events", "mentions", "sources"),
    "conflicts": ("mentions", "events", "sources"),
    "relation_spells": ("relations",),
}


@cache
def views_sql() -> str:
    """Statements that create the views and macros over the tables of `tables/`, with comments; the view `about` lists them all.

    They are tried on empty tables in memory first, because only DuckDB knows the columns of a view.
    """
    with duckdb.connect() as scratch:
        statements = [_filled(file) for file in FILES]
        for statement in [*ddl(TABLES, keys=False), *statements]:
            scratch.execute(statement)
        statements += [_filled("about.sql", entries="\n    UNION ALL\n    ".join(_entries(scratch))), *_borrowed_comments(scratch)]
    return "\n".join(statements)


def _filled(file: str, **values: str) -> str:
    """A file of statements with what comes from the ontology in its places."""
    counts = {name: f"n_{name.replace('-', '_')}" for name in QUAD_CLASSES}
    values |= {
        "mutual_acts": ", ".join(literal(act.name) for act in ACTS.values() if act.mutual),
        "counts_by_quad_class": _lines(f"(count(*) FILTER (quad_class = {literal(name)}))::INTEGER AS {n}" for name, n in counts.items()),
        "counts_or_zero": _lines(f"coalesce({n}, 0) AS {n}" for n in counts.values()),
        "comments_on_counts": "\n".join(
            f"COMMENT ON COLUMN dyad_months.{n} IS {literal(f'Number of events of the quad class {name}.')};" for name, n in counts.items()
        ),
    }
    return Template(files("schemas").joinpath(file).read_text(encoding="utf-8")).substitute(values)


def _lines(expressions: Iterator[str]) -> str:
    return ",\n        ".join(expressions)


def _entries(scratch: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """What the view `about` says: a SELECT for each macro (those that give rows first), view and table, in order of their making."""
    asked = {
        "macro": "SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal ORDER BY function_type DESC, function_oid",
        "view": "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY view_oid",
        "table": "SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal ORDER BY table_oid",
    }
    for place, (kind, query) in enumerate(asked.items(), start=2):
        rows = scratch.execute(query).fetchall()
        for number, (name, comment) in enumerate(rows):
            count = f"(SELECT count(*) FROM {name})" if kind == "table" else "NULL"
            yield f"SELECT {place}, {number}, {literal(kind)}, {literal(name)}, {count}, {literal(comment)}"


def _borrowed_comments(scratch: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Comments for the columns of views that have none: the sentence of the column that they are taken from."""
    columns = scratch.execute("SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal ORDER BY ALL").fetchall()
    comments = {(table, column): comment for table, column, comment in columns if comment}
    for view, column, comment in columns:
        found = [comments[origin, column] for origin in ORIGINS.get(view, ()) if (origin, column) in comments]
        if not comment and found:
            yield f"COMMENT ON COLUMN {view}.{column} IS {literal(found[0])};"
