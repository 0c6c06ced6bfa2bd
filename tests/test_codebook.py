"""Every table, column and code has an entry with a sentence, the prose names nothing that is not there, and a build holds all of it."""

import re
from pathlib import Path

import duckdb
import pytest

import schemas.codebook
from pipeline import rows
from pipeline.build import Ledger, add_account
from pipeline.load import open_warehouse
from schemas.codebook import codebook_entries
from schemas.derive import enums_of, tables_of
from schemas.ontology import EVENT_TYPES, RELATION_EFFECTS
from schemas.tables import ENUMS, MEANINGS, TABLES
from schemas.views import views_sql

ENTRIES = codebook_entries()
PROSE = [entry for entry in ENTRIES if entry.kind in ("rule", "guide")]
CODES = [(enum, code) for enum, codes in ENUMS.items() for code in codes]


@pytest.mark.parametrize(("enum", "code"), CODES, ids=lambda value: str(value))
def test_every_code_has_a_sentence(enum: str, code: str) -> None:
    assert MEANINGS[enum][code].endswith(".")
    found = [entry.meaning for entry in ENTRIES if (entry.kind, entry.belongs_to, entry.name) == ("code", enum, code)]
    assert found == [MEANINGS[enum][code]]


def test_every_mode_of_every_type_has_a_sentence_of_its_own() -> None:
    covers = [meaning for kind in EVENT_TYPES.values() for meaning in kind.modes.values()]
    assert [meaning for meaning in covers if not meaning.endswith(".")] == []
    assert MEANINGS["mode"]["withdraw"].startswith("RETREAT: ")
    assert " SANCTION: " in MEANINGS["mode"]["withdraw"]


def test_no_list_of_codes_is_without_a_column() -> None:
    assert set(enums_of(TABLES)) == set(ENUMS)


def test_every_table_and_column_has_an_entry_in_the_order_of_the_tables() -> None:
    expected: list[tuple[str | None, str]] = []
    for table in tables_of(TABLES):
        expected += [(None, table.name), *((table.name, column.name) for column in table.columns)]
    assert [(entry.belongs_to, entry.name) for entry in ENTRIES if entry.kind in ("table", "column")] == expected


def test_entries_are_told_apart_by_kind_name_and_what_they_belong_to() -> None:
    names = [(entry.kind, entry.belongs_to, entry.name) for entry in ENTRIES]
    assert len(set(names)) == len(names)
    assert {entry.kind for entry in ENTRIES} == set(ENUMS["codebook_kind"])


def test_every_chapter_beside_the_code_is_in_the_codebook() -> None:
    files = sorted(Path(schemas.codebook.__path__[0]).glob("*.md"))
    titles = [file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for file in files]
    assert sorted(entry.name for entry in PROSE) == sorted(titles)


def test_the_chapter_on_relations_lists_what_every_act_does() -> None:
    (text,) = [entry.meaning for entry in PROSE if entry.name == "Relations"]
    assert [name for name in RELATION_EFFECTS if f"| `{name}` | `{RELATION_EFFECTS[name].opens}` |" not in text] == []
    assert "$" not in text


def test_the_prose_names_only_what_there_is() -> None:
    """Words in code style are tables, columns, codes, views, files or what is listed here."""
    tables = tables_of(TABLES)
    known = {table.name for table in tables} | {column.name for table in tables for column in table.columns}
    known |= {code for _, code in CODES} | set(ENUMS) | set(re.findall(r"(?:CREATE VIEW|CREATE MACRO|AS) (\w+)", views_sql()))
    known |= {"target", "old", "new", "who", "when", "actors", "recipients", "correction"}  # columns and words of a file of corrections
    known |= {"unknown", "old_value", "new_value"}
    found = {word for entry in PROSE for word in re.findall(r"`([a-z_]+(?:-[a-z]+)*)`", entry.meaning)}
    assert found - known == set()
    assert len(found) > 100


def test_a_build_holds_the_codebook_in_reading_order(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "built.duckdb") as warehouse:
        add_account(warehouse, Ledger(), [])
    with duckdb.connect(tmp_path / "built.duckdb", read_only=True) as connection:
        found = connection.execute("SELECT entry_no, kind::VARCHAR, name, belongs_to, meaning FROM codebook ORDER BY entry_no").fetchall()
    assert found == [(number, entry.kind, entry.name, entry.belongs_to, entry.meaning) for number, entry in enumerate(ENTRIES)]
    assert found == [tuple(row.values()) for row in rows.codebook_rows()]
