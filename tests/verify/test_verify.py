"""A release is proved against its documents, and whatever is not as it says is found."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline import cli
from pipeline.errors import LegationError
from pipeline.release import ReleaseError
from pipeline.verify import Verification, verify_release
from tests.rights.corpus import build, rows, write_corpus

RIGHTS = "publisher,format,policy,quote_chars\nThe Wire,,excerpt,20\n,digest,reference,\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("verify"))


@pytest.fixture(scope="module")
def full(corpus: Path) -> Path:
    build(db := corpus.parent / "full.duckdb", corpus)
    return db


@pytest.fixture(scope="module")
def mixed(corpus: Path) -> Path:
    build(db := corpus.parent / "mixed.duckdb", corpus, rights=RIGHTS)
    return db


def edited(db: Path, *statements: str) -> Path:
    """A copy of a database in which something else stands; without keys, as a release has it."""
    copy = db.with_name("edited.duckdb")
    copy.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{db}' AS old (READ_ONLY); ATTACH '{copy}' AS new; USE new")
        for (table,) in connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'old'").fetchall():
            connection.execute(f"CREATE TABLE {table} AS FROM old.{table}")
        for statement in statements:
            connection.execute(statement)
    return copy


def counts(result: Verification, kind: str) -> dict[str, int]:
    return {fate: n for (each, fate), n in result.counts.items() if each == kind}


def reasons(result: Verification) -> list[str]:
    return [problem.reason for problem in result.problems]


def test_every_word_is_proved(full: Path, corpus: Path) -> None:
    result = verify_release(full, [str(corpus)])
    assert (result.n_documents, result.n_found, result.n_problems, result.problems) == (3, 3, 0, [])
    assert [counts(result, kind) for kind in ("documents", "quotes", "triggers")] == [{"right": 3}, {"right": 8}, {"right": 8}]
    assert counts(result, "dates") == {"right": rows(full, "SELECT count(date_text) FROM mentions")[0][0]}
    assert counts(result, "actors") == {"right": rows(full, "SELECT count(char_start) FROM mention_actors")[0][0]}
    assert counts(result, "sections") == {"right": result.totals["sections"]}


def test_what_the_policy_withholds_is_proved_by_its_hash(mixed: Path, corpus: Path) -> None:
    result = verify_release(mixed, [str(corpus)])
    assert result.problems == []
    assert counts(result, "quotes") == {"right": 2, "by_hash": 6}
    assert counts(result, "triggers")["untold"] == 3
    assert counts(result, "actors")["untold"] > 0


def test_a_release_folder_is_read_from_its_tables(full: Path, corpus: Path, tmp_path: Path) -> None:
    (folder := tmp_path / "legation-0.1.0").mkdir()
    shutil.copy(full, folder / "legation.duckdb")
    assert verify_release(folder, [str(corpus)]).n_problems == 0
    (only := tmp_path / "tables" / "parquet").mkdir(parents=True)
    with duckdb.connect(str(full), read_only=True) as connection:
        for table in ("sources", "sections", "mentions", "mention_actors", "release_info"):
            connection.execute(f"COPY {table} TO '{only}/{table}.parquet'")
    assert counts(verify_release(only.parent, [str(corpus)]), "quotes") == {"right": 8}


Edit = tuple[str, str, str]  # what is done to the tables, the kind of claim that is wrong then, and what is said of it
EDITS: list[Edit] = [
    ("UPDATE mentions SET quote = quote || 's' WHERE act = 'sever-relations'", "quotes", "and the quote says “Bolivia severed its"),
    ("UPDATE mentions SET char_start = char_start + 1 WHERE act = 'sever-relations'", "quotes", "the text there is “olivia severed"),
    ("UPDATE mentions SET char_end = 99999 WHERE act = 'sever-relations'", "quotes", "99999 of a text of"),
    ("UPDATE mentions SET quote = NULL WHERE act = 'sever-relations'", "quotes", "neither words nor a hash"),
    ("UPDATE mentions SET section_no = 1 WHERE act = 'sever-relations'", "quotes", "outside its section"),
    ("UPDATE mentions SET trigger = 'cut' WHERE act = 'sever-relations'", "triggers", "has no “cut”, which trigger says"),
    ("UPDATE mentions SET date_text = '18 March' WHERE act = 'sever-relations'", "dates", "has no “18 March”, which date_text says"),
    ("UPDATE mention_actors SET text = 'Bolivie' WHERE actor_id = 'BOL'", "actors", "is “Bolivia”, and the row says “Bolivie”"),
    ("UPDATE mention_actors SET char_end = char_start - 1 WHERE actor_id = 'BOL'", "actors", "are said to stand from"),
    ("UPDATE sections SET char_end = char_end + 1 WHERE heading IS NOT NULL", "sections", "the document has char_end"),
    ("UPDATE sections SET heading = 'Other' WHERE heading IS NOT NULL", "sections", "instead of “Other”"),
    ("UPDATE sections SET char_end = 99999 WHERE heading IS NOT NULL", "sections", "99999 of a text of"),
    ("UPDATE sources SET n_chars = n_chars + 1 WHERE format = 'digest'", "documents", "and n_chars says"),
]


@pytest.mark.parametrize(("statement", "kind", "says"), EDITS)
def test_whatever_is_not_so_is_found(statement: str, kind: str, says: str, full: Path, corpus: Path) -> None:
    result = verify_release(edited(full, statement), [str(corpus)])
    assert result.n_problems == len(result.problems) > 0
    assert counts(result, kind)["wrong"] == result.n_problems
    assert all(says in reason for reason in reasons(result))


MIXED: list[tuple[str, str]] = [
    ("UPDATE mentions SET quote_sha256 = repeat('a', 64) WHERE quote IS NULL", "has another hash than quote_sha256"),
    ("UPDATE mentions SET quote = 'x' || quote[2:] WHERE length(quote) = 20", "and the quote says “x"),
    ("UPDATE sources SET quote_chars = 10 WHERE policy = 'excerpt'", "has 20 code points, more than the policy excerpt lets stand"),
    ("UPDATE mentions SET trigger = 'expelled' WHERE quote IS NULL", "its trigger is more than the policy reference lets stand"),
]


@pytest.mark.parametrize(("statement", "says"), MIXED)
def test_excerpts_and_hashes_are_compared_too(statement: str, says: str, mixed: Path, corpus: Path) -> None:
    found = reasons(verify_release(edited(mixed, statement), [str(corpus)]))
    assert any(says in reason for reason in found)


def changed(corpus: Path, folder: Path, change: Callable[[Path], Any]) -> str:
    copy = folder / "changed"
    shutil.copytree(corpus, copy)
    change(copy)
    return str(copy)


def test_a_document_that_is_missing_is_a_problem(full: Path, corpus: Path, tmp_path: Path) -> None:
    result = verify_release(full, [changed(corpus, tmp_path, lambda copy: (copy / "digest.md").unlink())])
    assert (result.n_found, result.n_missing, result.n_changed) == (2, 1, 0)
    assert [(problem.path, problem.reason) for problem in result.problems] == [
        ("digest.md", "no document of these corpora has its path or its content")
    ]


def test_a_document_that_was_edited_is_a_problem(full: Path, corpus: Path, tmp_path: Path) -> None:
    def edit(copy: Path) -> None:
        (copy / "digest.md").write_text((copy / "digest.md").read_text(encoding="utf-8") + "\n", encoding="utf-8")
        (copy / "bolivia.txt").write_bytes(b"\xff")

    result = verify_release(full, [changed(corpus, tmp_path, edit)])
    assert (result.n_found, result.n_missing, result.n_changed) == (1, 0, 2)
    assert {problem.path: problem.reason.split(":")[0] for problem in result.problems} == {
        "digest.md": "it has changed", "bolivia.txt": "it cannot be read",
    }  # fmt: skip


def test_a_document_that_lies_elsewhere_is_found_by_its_content(full: Path, corpus: Path, tmp_path: Path) -> None:
    def move(copy: Path) -> None:
        (copy / "2017").mkdir()
        (copy / "digest.md").rename(copy / "2017" / "a.md")
        (copy / "digest.md").write_text("Another text.", encoding="utf-8")

    result = verify_release(full, [changed(corpus, tmp_path, move)])
    assert (result.n_found, result.n_moved, result.n_problems) == (3, 1, 0)


def test_corpora_may_hold_more_and_the_same_twice(full: Path, corpus: Path, tmp_path: Path) -> None:
    (more := tmp_path / "more").mkdir()
    (more / "other.txt").write_text("Chile met Peru.", encoding="utf-8")
    result = verify_release(full, [str(more), str(corpus), str(corpus)])
    assert (result.n_found, result.n_problems, counts(result, "quotes")) == (3, 0, {"right": 8})


def test_a_release_of_another_version_is_not_held_to_the_sections_of_this_one(full: Path, corpus: Path) -> None:
    other = edited(full, "UPDATE release_info SET value = 'x' WHERE key = 'code_sha256'", "UPDATE sections SET char_end = char_end + 1")
    result = verify_release(other, [str(corpus)])
    assert (result.same_code, counts(result, "sections").get("right", 0) > 0) == (False, True)


def test_a_release_of_an_older_layout_is_read(full: Path, corpus: Path) -> None:
    dropped = ("sources DROP policy", "sources DROP quote_chars", "mentions DROP quote_sha256")
    older = edited(full, *(f"ALTER TABLE {column}" for column in dropped))
    assert verify_release(older, [str(corpus)]).n_problems == 0


@pytest.mark.parametrize("n", [1, 2])
def test_batches_change_nothing(n: int, full: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.verify.DOCUMENTS", n)
    told: list[tuple[str, int, int | None]] = []
    result = verify_release(full, [str(corpus)], on_progress=lambda *progress: told.append(progress))
    assert (result.n_found, counts(result, "quotes")) == (3, {"right": 8})
    assert told[-1] == ("documents", 3, 3)


def test_no_more_problems_are_kept_than_can_be_read(full: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.verify.KEPT", 2)
    result = verify_release(edited(full, "UPDATE mentions SET quote = 'x'"), [str(corpus)])
    assert (result.n_problems, len(result.problems)) == (8, 2)


def test_what_is_no_release_is_an_error(corpus: Path, full: Path, tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="there is no such folder or file"):
        verify_release(tmp_path / "none", [str(corpus)])
    with pytest.raises(ReleaseError, match="is no release"):
        verify_release(corpus, [str(corpus)])
    with pytest.raises(LegationError, match="cannot be opened as a DuckDB database"):
        verify_release(corpus / "digest.md", [str(corpus)])
    with pytest.raises(LegationError, match="Cannot read the corpus"):
        verify_release(full, [str(tmp_path / "none")])


def test_the_command_says_what_it_proved(full: Path, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["verify", str(full), "--corpus", str(corpus)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[:2] == ["3 documents: 3 found", "8 quotes: 8 right"]
    assert printed[-1] == f"{full} is proved: every word that it quotes stands where it says."
    assert cli.run(["verify", str(full), "--corpus", str(corpus), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["ok"], figures["documents"]["found"], figures["quotes"]) == (
        True, 3, {"right": 8, "wrong": 0, "by_hash": 0, "untold": 0},
    )  # fmt: skip


def test_the_command_ends_with_1_where_anything_is_wrong(full: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "other.txt").write_text("Chile met Peru.", encoding="utf-8")
    assert cli.run(["verify", str(full), "--corpus", str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    assert "digest.md: no document of these corpora has its path or its content\n" in printed
    assert f"3 documents: 0 found, 3 missing\n3 problems in {full}\n" in printed


@pytest.mark.parametrize("arguments", [["none", "--corpus", "none"], ["none"], []])
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    assert cli.run(["verify", *arguments]) == 2
