import json
from dataclasses import replace
from pathlib import Path

import duckdb

from pipeline.evaluate.gold import GoldDocument
from pipeline.evaluate.measure import evaluate
from pipeline.evaluate.quality import ENOUGH, calibration_rows, measurements, quality_rows
from pipeline.load import open_warehouse
from pipeline.measured import read_measured
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


def test_the_fields_of_a_type_are_given_where_enough_of_it_were_found() -> None:
    many, mentions = document_of(*[(GOLD, FOUND)] * ENOUGH, *[(GOLD, replace(FOUND, actor=frozenset()))] * 2)
    few, others = document_of(*[(replace(GOLD, event_type="ACCUSE"), replace(FOUND, event_type="ACCUSE"))] * (ENOUGH - 1), key="b.md")
    rows = list(quality_rows(evaluate([many, few], {"a.md": mentions, "b.md": others})))
    of_type = {(row["event_type"], row["field"]): row for row in rows if row["document_set"] == "all" and row["event_type"]}
    assert {field for kind, field in of_type if kind == "ACCUSE"} == {"detection", "strict"}
    assert of_type["SANCTION", "actor"]["n"] == ENOUGH + 2
    assert of_type["SANCTION", "actor"]["precision"] == round(ENOUGH / (ENOUGH + 2), 3)
    assert of_type["SANCTION", "strict"]["n_documents"] == 1


def test_a_set_of_several_formats_is_measured_by_format_too() -> None:
    both = [replace(BLOG, format="blog"), replace(BLOG, key="b.md", file=Path("b.md"), format="digest")]
    rows = list(quality_rows(evaluate(both, {"a.md": MENTIONS, "b.md": []})))
    found = {(row["document_set"], row["format"]): row for row in rows if row["field"] == "detection" and row["event_type"] is None}
    assert found.keys() == {(name, format) for name in ("all", "set") for format in (None, "blog", "digest")}
    assert (found["set", "digest"]["n_mentions"], found["set", None]["n_documents"]) == (0, 2)
    assert not any(row["document_set"] == "set" and row["format"] for row in quality_rows(EVALUATION))


def test_calibration_is_of_whole_documents_by_set() -> None:
    rows = list(calibration_rows(EVALUATION))
    assert [(row["document_set"], row["low"], row["n"], row["share_right"]) for row in rows] == [("all", 0.9, 2, 0.5), ("set", 0.9, 2, 0.5)]
    assert rows[0]["share_low"] < 0.5 < rows[0]["share_high"]


def test_the_rows_are_those_of_the_tables(tmp_path: Path) -> None:
    file = tmp_path / "measured.json"
    file.write_text(measurements(EVALUATION), encoding="utf-8")
    with open_warehouse(tmp_path / "small.duckdb") as warehouse:
        for table, rows in read_measured(file).items():
            assert rows
            warehouse.add(table, rows)
    assert warehouse.n_rejected == {}
    with duckdb.connect(tmp_path / "small.duckdb", read_only=True) as connection:
        found = connection.execute("SELECT quality_no, document_set, field FROM quality ORDER BY quality_no LIMIT 2").fetchall()
    assert found == [(0, "all", "act"), (1, "all", "actor")]


def test_the_measurements_hold_no_words_of_a_document() -> None:
    assert "expels" not in measurements(EVALUATION)
    assert json.loads(measurements(EVALUATION))["figures"]["error_kinds"]["no-event"] == 1
