import json
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import LegationError
from pipeline.flows import work
from pipeline.measured import measured_path, read_measured
from pipeline.options import BuildOptions
from schemas.derive import arrow_schema, tables_of
from schemas.tables import TABLES


def test_the_shipped_measurements_have_the_columns_of_their_tables() -> None:
    models = {table.name: table.model for table in tables_of(TABLES)}
    measured = read_measured(measured_path())
    for name in ("quality", "calibration"):
        assert measured[name]
        assert all(set(row) == set(arrow_schema(models[name]).names) for row in measured[name])
        assert {row["document_set"] for row in measured[name]} >= {"all", "sample"}


def test_a_build_carries_the_measurements(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Nothing at all.", encoding="utf-8")
    work.build([str(tmp_path / "a.md")], tmp_path / "t.duckdb", BuildOptions(workers=1, model="none", quality=measured_path()), None)
    with duckdb.connect(tmp_path / "t.duckdb", read_only=True) as connection:
        for name, rows in read_measured(measured_path()).items():
            assert connection.execute(f"SELECT count(*) FROM {name}").fetchall() == [(len(rows),)]


def test_older_measurements_are_read_without_what_they_do_not_say(tmp_path: Path) -> None:
    row = {"document_set": "all", "format": None, "event_type": None, "field": "detection", "n": 3}
    (tmp_path / "x.json").write_text(json.dumps({"quality": [row]}), encoding="utf-8")
    measured = read_measured(tmp_path / "x.json")
    assert measured == {"quality": [{"quality_no": 0, "n_documents": None, **row}], "calibration": []}


def test_rows_are_numbered_in_their_order(tmp_path: Path) -> None:
    keys = [("b", None, "ACCUSE", "detection"), ("a", "blog", None, "actor"), ("a", None, None, "strict"), ("a", None, None, "actor")]
    rows = [dict(zip(("document_set", "format", "event_type", "field"), key, strict=True)) for key in keys]
    (tmp_path / "x.json").write_text(json.dumps({"quality": rows}), encoding="utf-8")
    found = [(row["quality_no"], row["document_set"], row["format"], row["field"]) for row in read_measured(tmp_path / "x.json")["quality"]]
    assert found == [(0, "a", None, "actor"), (1, "a", None, "strict"), (2, "a", "blog", "actor"), (3, "b", None, "detection")]


@pytest.mark.parametrize("content", ["{", "{}", '{"quality": [1]}', '{"quality": [{"format": null}]}', None])
def test_what_holds_no_measurements_is_the_users_to_mend(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "x.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(LegationError, match=r"holds no measurements.*legation evaluate"):
        read_measured(file)
