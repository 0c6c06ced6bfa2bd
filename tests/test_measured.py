import json
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import LegationError
from pipeline.flows import work
from pipeline.measured import measured_path, read_quality
from pipeline.options import BuildOptions
from schemas.derive import arrow_schema, tables_of
from schemas.tables import TABLES


def test_the_shipped_measurements_have_the_columns_of_the_table() -> None:
    [quality] = [table for table in tables_of(TABLES) if table.name == "quality"]
    rows = read_quality(measured_path())
    assert rows
    assert all(set(row) == set(arrow_schema(quality.model).names) for row in rows)
    assert {row["document_set"] for row in rows} >= {"all", "sample"}


def test_a_build_carries_the_measurements(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Nothing at all.", encoding="utf-8")
    work.build([str(tmp_path / "a.md")], tmp_path / "t.duckdb", BuildOptions(workers=1, model="none", quality=measured_path()), None)
    with duckdb.connect(tmp_path / "t.duckdb", read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM quality").fetchall() == [(len(read_quality(measured_path())),)]


def test_rows_are_numbered_in_their_order(tmp_path: Path) -> None:
    keys = [("b", None, "ACCUSE", "detection"), ("a", "blog", None, "actor"), ("a", None, None, "strict"), ("a", None, None, "actor")]
    rows = [dict(zip(("document_set", "format", "event_type", "field"), key, strict=True)) for key in keys]
    (tmp_path / "x.json").write_text(json.dumps({"quality": rows}), encoding="utf-8")
    found = [(row["quality_no"], row["document_set"], row["format"], row["field"]) for row in read_quality(tmp_path / "x.json")]
    assert found == [(0, "a", None, "actor"), (1, "a", None, "strict"), (2, "a", "blog", "actor"), (3, "b", None, "detection")]


@pytest.mark.parametrize("content", ["{", "{}", '{"quality": [1]}', '{"quality": [{"format": null}]}', None])
def test_what_holds_no_measurements_is_the_users_to_mend(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "x.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(LegationError, match=r"holds no measurements.*legation evaluate"):
        read_quality(file)
