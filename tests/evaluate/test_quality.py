import json
from dataclasses import replace
from pathlib import Path

import duckdb

from pipeline.evaluate.gold import GoldDocument
from pipeline.evaluate.measure import evaluate
from pipeline.evaluate.quality import measurements, quality_rows
from pipeline.load import open_warehouse
from pipeline.measured import read_quality
from tests.evaluate.pairs import FOUND, GOLD, document_of

SENTENCE = GoldDocument("#s-1", Path("s.jsonl"), (replace(GOLD, event_type="YIELD", is_sentence=True),), True, set_name="sentences")
BLOG, MENTIONS = document_of((GOLD, FOUND), (GOLD, None), (None, FOUND))
EVALUATION = evaluate([replace(BLOG, format="blog"), SENTENCE], {"a.md": MENTIONS, "s.jsonl#s-1": [FOUND]})


def test_rows_are_by_set_format_type_and_field() -> None:
    rows = {(row["document_set"], row["format"], row["event_type"], row["field"]): row for row in quality_rows(EVALUATION)}
    whole = rows["all", None, None, "detection"]
    assert (whole["n"], whole["n_mentions"], whole["precision"], whole["recall"], whole["f1"]) == (2, 2, 0.5, 0.5, 0.5)
    assert rows["all", "blog", "SANCTION", "detection"]["n"] == 2
    company = rows["all", "blog", None, "b-cubed"]
    assert (company["n"], company["n_mentions"], company["precision"], company["recall"]) == (1, 1, 1, 1)
    actor = rows["set", None, None, "actor"]
    assert (actor["n"], actor["precision"], actor["recall"], actor["f1"]) == (1, 1, None, None)
    assert rows["sentences", None, None, "relation"]["n"] == 1
    assert rows["sentences", None, None, "relation-macro"]["f1"] == 0
    assert not any(row["event_type"] == "YIELD" for row in rows.values())


def test_the_rows_are_those_of_the_table(tmp_path: Path) -> None:
    file = tmp_path / "measured.json"
    file.write_text(measurements(EVALUATION), encoding="utf-8")
    rows = read_quality(file)
    with open_warehouse(tmp_path / "small.duckdb") as warehouse:
        warehouse.add("quality", rows)
    assert warehouse.n_rejected == {}
    with duckdb.connect(tmp_path / "small.duckdb", read_only=True) as connection:
        found = connection.execute("SELECT quality_no, document_set, field FROM quality ORDER BY quality_no LIMIT 2").fetchall()
    assert found == [(0, "all", "act"), (1, "all", "actor")]


def test_the_measurements_hold_no_words_of_a_document() -> None:
    assert "expels" not in measurements(EVALUATION)
    assert json.loads(measurements(EVALUATION))["figures"]["error_kinds"]["no-event"] == 1
