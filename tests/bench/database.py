"""A number of events in, a build of so many made-up ones out: all tables filled by SQL, under the keys and rules of the real layout."""

from collections.abc import Sequence
from pathlib import Path
from string import Template

import duckdb
import pyarrow as arrow

from pipeline.load.file import sql_path
from schemas.derive import ddl
from schemas.ontology import ACTS, CODEBOOK_VERSION, EVENT_TYPES
from schemas.tables import TABLES
from schemas.views import views_sql
from tests.bench.synthetic import CODES, FIRST_DAY, N_DAYS

KINDS = [(act.event_type, act.mode, act.name) for act in ACTS.values()] + [(name, None, None) for name in EVENT_TYPES]


def write_synthetic(file: Path, n: int, *, codes: Sequence[str] = CODES) -> None:
    """Write a build with `n` events and about 1.4 times as many mentions to a new file; a constraint that they break is an error.

    `codes` are those of the countries, 90 or more, the one that acts most often first.
    """
    unfinished = file.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{sql_path(unfinished)}' AS build (STORAGE_VERSION 'v1.0.0'); USE build")
        for statement in ddl(TABLES):
            connection.execute(statement)
        connection.register("kinds", _kinds())
        connection.register("countries", arrow.table({"number": range(len(codes)), "code": codes}))
        script = Template(Path(__file__).with_name("database.sql").read_text(encoding="utf-8"))
        day = f"DATE '{FIRST_DAY}'"
        connection.execute(script.substitute(events=n, first_day=day, n_days=N_DAYS, codebook_version=f"'{CODEBOOK_VERSION}'"))
        connection.execute(views_sql())
        connection.execute("CHECKPOINT build")
    unfinished.rename(file)


def _kinds() -> arrow.Table:
    rows = []
    for number, (event_type, mode, act) in enumerate(KINDS):
        kind = EVENT_TYPES[event_type]
        coded = {"event_type": event_type, "mode": mode, "act": act, "quad_class": kind.quad_class}
        rows.append({"number": number, **coded, "cameo": kind.cameo, "goldstein": kind.goldstein})
    return arrow.Table.from_pylist(rows)
