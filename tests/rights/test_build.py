"""A build and a release under rights: what the policy withholds is nowhere, and nothing else depends on it."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from pipeline.evaluate import figures, measure
from pipeline.release import write_release
from tests.rights.corpus import GIVEN, MARK, PAGE, WIRE, build, cells_with, rows, write_corpus

TEXTS = {"wire.jsonl#a-1": WIRE, "bolivia.txt": PAGE}
UNTOLD = ("quote", "quote_sha256", "trigger", "date_text")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def full(corpus: Path) -> Path:
    build(db := corpus.parent / "full.duckdb", corpus)
    return db


@pytest.fixture(scope="module")
def reference(corpus: Path) -> Path:
    summary = build(db := corpus.parent / "reference.duckdb", corpus, rights="path,policy,licence\n*,reference,all rights reserved\n")
    assert (summary.rejected, summary.notes) == ({}, ())
    return db


@pytest.fixture(scope="module")
def mixed(corpus: Path) -> Path:
    rights = "publisher,format,policy,quote_chars\nThe Wire,,excerpt,20\n,digest,reference,\nPost,,full,\n"
    summary = build(db := corpus.parent / "mixed.duckdb", corpus, rights=rights)
    assert summary.notes == ("Line 4 of the rights file holds for no document of this build.",)
    return db


def test_without_rules_all_words_stand_where_they_may(full: Path) -> None:
    assert cells_with(full, MARK) == {
        "citations.label", "event_contexts.context", "mentions.quote", "section_contexts.context", "sections.heading", "sections.link",
        "sources.title",
    }  # fmt: skip
    assert rows(full, "SELECT DISTINCT policy, quote_chars FROM sources WHERE kind = 'document'") == [("full", None)]
    assert rows(full, "SELECT policy FROM sources WHERE kind = 'cited'") == [(None,), (None,)]
    assert rows(full, "SELECT count(quote), count(quote_sha256), count(*) FROM mentions") == [(8, 0, 8)]


def test_of_a_reference_no_word_is_in_any_table(reference: Path) -> None:
    assert cells_with(reference, MARK) == set()
    assert rows(reference, "SELECT count(quote), count(quote_sha256), count(trigger), count(date_text) FROM mentions") == [(0, 8, 0, 0)]


def test_nor_in_any_file_of_its_release(reference: Path, tmp_path: Path) -> None:
    folder = write_release(reference, tmp_path / "dist")
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert len(files) > 60
    assert [file.name for file in files if MARK.encode() in file.read_bytes().lower()] == []
    assert cells_with(folder / "legation.duckdb", MARK) == set()


def test_actors_of_a_reference_go_by_their_names(full: Path, reference: Path) -> None:
    said = "SELECT DISTINCT text FROM mention_actors WHERE actor_id = 'PER' ORDER BY text"
    assert (rows(full, said), rows(reference, said)) == ([("Lima",), ("Peru",)], [("Peru",)])
    observed = "SELECT actor_id, name FROM actor_names WHERE kind = 'observed'"
    assert ("VEN", "Venezuelan") in rows(full, "SELECT actor_id, text FROM mention_actors")
    assert (rows(full, observed) != [], rows(reference, observed)) == (True, [])


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * EXCLUDE (kind) FROM events JOIN event_actors USING (event_id) JOIN actors USING (actor_id) ORDER BY ALL",
        f"SELECT * EXCLUDE {UNTOLD} FROM mentions ORDER BY ALL",
        "SELECT * EXCLUDE (text) FROM mention_actors ORDER BY ALL",
        "FROM event_choices ORDER BY ALL",
        "FROM event_links ORDER BY ALL",
        "FROM event_history ORDER BY ALL",
        "FROM relations ORDER BY ALL",
        "FROM coverage ORDER BY ALL",
        "FROM release_info WHERE key NOT LIKE 'code%' ORDER BY ALL",
        "SELECT source_id, cited_source_id FROM citations ORDER BY ALL",
    ],
)
def test_what_is_coded_does_not_depend_on_the_policy(query: str, full: Path, reference: Path, mixed: Path) -> None:
    expected = rows(full, query)
    assert expected
    assert rows(reference, query) == rows(mixed, query) == expected


def test_nor_does_what_an_evaluation_finds(full: Path, reference: Path, corpus: Path) -> None:
    quote = "Lima expelled the quozlward Venezuelan ambassador"
    event = {"type": "SANCTION", "mode": "expel", "act": "expel-envoy", "actor": ["PER"], "recipient": ["VEN"], "date": "2017-08-11"}
    event["quote"] = quote
    gold = corpus.parent / "gold.jsonl"
    gold.write_text(json.dumps({"doc": "wire.jsonl#a-1", "events": [event]}), encoding="utf-8")
    found = [measure([gold], db, docs=[corpus]) for db in (full, reference)]
    assert figures(found[0]) == figures(found[1])
    assert found[0].detection.recall == 1


def test_each_document_has_its_own_policy(mixed: Path) -> None:
    query = "SELECT path, policy, quote_chars, licence FROM sources WHERE kind = 'document' ORDER BY path"
    assert rows(mixed, query) == [
        ("bolivia.txt", "full", None, None),
        ("digest.md", "reference", None, None),
        ("wire.jsonl#a-1", "excerpt", 20, "CC-BY-SA-4.0"),
    ]
    assert cells_with(mixed, MARK) == {"mentions.quote", "sections.heading"}
    shown = rows(mixed, "SELECT DISTINCT context FROM event_contexts")
    assert shown == []  # the labels are those of the digest page


def test_excerpts_are_the_beginning_of_the_words_and_hashes_are_of_all(mixed: Path) -> None:
    query = "SELECT path, char_start, char_end, quote, quote_sha256 FROM mentions JOIN sources USING (source_id) WHERE path <> 'digest.md'"
    for path, start, end, quote, quote_sha256 in (found := rows(mixed, query)):
        words = TEXTS[path][start:end]
        if path == "bolivia.txt":
            assert (quote, quote_sha256) == (words, None)
        else:
            assert (quote, quote_sha256) == (words[:20], hashlib.sha256(words.encode()).hexdigest())
    assert len(found) == 5


def test_the_licences_are_in_the_table(full: Path, reference: Path) -> None:
    told = "SELECT licence, url, n_sources, covers, text IS NOT NULL FROM licences ORDER BY licence"
    cc0 = ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/", 0, "The coded data.", True)
    sources = "Quotes and titles of the sources that name it."
    assert rows(full, told) == [("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/", 1, sources, False), cc0]
    assert rows(reference, told) == [cc0, ("all-rights-reserved", None, 3, sources, False)]
    assert rows(full, "SELECT count(*) FROM licences ANTI JOIN sources USING (licence) WHERE licence <> 'CC0-1.0'") == [(0,)]


def test_a_build_on_a_release_of_other_rights_knows_its_events_again(full: Path, mixed: Path, corpus: Path, tmp_path: Path) -> None:
    """Their documents are edited before the words, so that sentences have other numbers, and only words are the same."""
    edited = tmp_path / "edited"
    edited.mkdir()
    for file in corpus.iterdir():
        text = file.read_text(encoding="utf-8")
        text = text.replace("==Quozlian history==\n", "==Quozlian history==\nThe two countries share a border. ")
        (edited / file.name).write_text(text.replace("LIMA, Aug. 11, 2017 -- ", "LIMA, Aug. 11, 2017 -- It rained. "), encoding="utf-8")
    before = tmp_path / "legation-0.1.0"
    before.mkdir()
    shutil.copy(mixed, before / "legation.duckdb")
    build(db := tmp_path / "after.duckdb", edited, since_release=before)
    assert rows(db, "SELECT DISTINCT change FROM event_history WHERE release <> '0.1.0'") == []
    assert rows(db, "SELECT event_id FROM events ORDER BY ALL") == rows(full, "SELECT event_id FROM events ORDER BY ALL")


def test_given_is_what_the_rules_go_by(tmp_path: Path, corpus: Path) -> None:
    rights = f"url,stated_licence,policy\n{GIVEN['url'].replace('https', 'http')},cc-by-sa-4.0,reference\n"
    build(db := tmp_path / "t.duckdb", corpus, rights=rights)
    assert rows(db, "SELECT path FROM sources WHERE policy = 'reference'") == [("wire.jsonl#a-1",)]
