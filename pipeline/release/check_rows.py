"""The rows of a table go in, what is wrong with them comes out: broken rules, repeated keys, references that lead nowhere.

Sound rows are only counted and looked through, in whatever order and format is quickest; only to say which rows are not sound, they are
loaded in their order.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import duckdb
import pyarrow as arrow
from pandera.errors import SchemaErrors

from pipeline.load.batch import broken
from pipeline.release.forms import Form
from pipeline.release.problem import Problem
from schemas.derive import Reference, arrow_schema, breaking_sql, duplicate_sql, orphan_sql, quoted

BATCH = 100_000

Connection = duckdb.DuckDBPyConnection


def check_rows(connection: Connection, form: Form, *, quick: str, parents: Mapping[str, str]) -> Iterator[Problem]:
    """Rules, keys, references and the model itself; each problem names the file of `form`.

    `quick` is a relation with the same rows, `parents` are those that rows may refer to, by table: what is not there is not looked for.
    """
    table = form.table
    problems: list[Problem] = []
    if _exists(connection, breaking_sql(table, quick, row="0")):
        problems += _broken(connection, load(connection, form))
    for key in table.keys:
        if not _is_unique(connection, key, quick):
            problems += _repeated(connection, key, load(connection, form))
    yield from problems or _check_model(connection, form, quick)
    for reference in table.references:
        parent = parents.get(reference.parent)
        if parent and _exists(connection, orphan_sql(reference, quick, parent, row="0")):
            yield _orphans(connection, reference, load(connection, form), parent)


def load(connection: Connection, form: Form) -> Form:
    """The same rows in a table of the scratch database, where `rowid` numbers them; loaded once, however often it is asked for."""
    name = quoted(form.file)
    connection.execute(f"CREATE TABLE IF NOT EXISTS {name} AS FROM {form.relation}")
    return replace(form, relation=name)


def _exists(connection: Connection, query: str) -> bool:
    return connection.execute(f"SELECT 1 FROM ({query}) LIMIT 1").fetchone() is not None


def _is_unique(connection: Connection, key: tuple[str, ...], relation: str) -> bool:
    """Whether no two keys have the same hash: then no two are the same. Where two have, `_repeated` looks at the keys themselves."""
    names = ", ".join(map(quoted, key))
    known = " AND ".join(f"{quoted(name)} IS NOT NULL" for name in key)
    (counts,) = connection.execute(f"SELECT count(*), count(DISTINCT hash({names})) FROM {relation} WHERE {known}").fetchall()
    return bool(counts[0] == counts[1])


def _broken(connection: Connection, form: Form) -> Iterator[Problem]:
    rows: dict[int, list[int]] = {}
    for row, number in connection.execute(breaking_sql(form.table, form.relation, row="rowid")).fetchall():
        rows.setdefault(number, []).append(row)
    for number, found in rows.items():
        values = connection.execute(f"SELECT * FROM {form.relation} WHERE rowid = {found[0]}").fetchall()[0]
        record = dict(zip((column.name for column in form.table.columns), values, strict=True))
        reason = broken(form.table.rules[number], record)
        yield Problem(form.file, f"{len(found)} rows break a rule, first row {found[0] + 1}: {reason}")


def _repeated(connection: Connection, key: tuple[str, ...], form: Form) -> Iterator[Problem]:
    if rows := connection.execute(duplicate_sql(key, form.relation, row="rowid")).fetchall():
        reason = f"{len(rows)} rows repeat the key ({', '.join(key)}) of another row, first row {rows[0][0] + 1}"
        yield Problem(form.file, reason)


def _orphans(connection: Connection, reference: Reference, form: Form, parent: str) -> Problem:
    rows = connection.execute(orphan_sql(reference, form.relation, parent, row="rowid")).fetchall()
    target = f"{reference.parent}.{reference.parent_column}"
    return Problem(form.file, f"{len(rows)} rows have a {reference.column} that is not in {target}, first row {rows[0][0] + 1}")


def _check_model(connection: Connection, form: Form, quick: str) -> Iterator[Problem]:
    """The lock itself; the rules derived from it have found every row that it refuses, or it knows more than they do."""
    schema = arrow_schema(form.table.model)
    for batch in connection.cursor().sql(f"FROM {quick}").to_arrow_reader(BATCH):
        try:
            form.table.model.validate(arrow.Table.from_batches([batch]).cast(schema), lazy=True)
        except SchemaErrors as error:
            yield Problem(form.file, f"fails its schema: {' '.join(str(error).split())[:300]}")
