from pipeline.summary import BuildSummary, ReleaseSummary, write_build, write_release


def test_a_build_says_what_became_of_every_document() -> None:
    documents, all_rejected = {"empty": 1, "not-utf8": 2}, {"correction": 1, "empty": 1, "not-utf8": 2, "too-slow": 4}
    summary = BuildSummary(
        "build/x.duckdb",
        1_210,
        900,
        5,
        {"es": 1, "zh": 301},
        4_500,
        all_rejected,
        2_000,
        1_500,
        {"AID": 1, "CONSULT": 9},
        10.0,
        documents_rejected=documents,
    )
    assert list(write_build(summary)) == [
        "1,210 documents read in 10.0 s (121 a second)",
        "      900 with events",
        "        5 without events",
        "      302 in languages that are read but not coded: zh 301, es 1 (4,500 sentences)",
        "        3 rejected: not-utf8 2, empty 1 (why: table rejects)",
        "Rejected beside documents: too-slow 4, correction 1 (sentences, mentions or rows; why: table rejects)",
        "1,500 events in 2,000 mentions",
        "  CONSULT 9, AID 1",
        "Database: build/x.duckdb",
    ]


def test_what_there_is_none_of_is_left_out() -> None:
    lines = list(write_build(BuildSummary("x.duckdb", 1, 0, 1, {}, 0, {}, 0, 0, {}, 0.0)))
    assert lines[0] == "1 document read in 0.0 s (0 a second)"
    assert len(lines) == 5


def test_corrections_are_counted() -> None:
    lines = list(write_build(BuildSummary("x.duckdb", 1, 1, 0, {}, 0, {}, 1, 1, {}, 0.0, corrections=2)))
    assert lines[-2:] == ["2 corrections applied (table corrections)", "Database: x.duckdb"]


def test_a_release_says_where_it_is() -> None:
    lines = list(write_release(ReleaseSummary("0.2.0", "dist/legation-0.2.0", True, {"events": 2, "actors": 1}, 1.25)))
    assert lines == ["Release 0.2.0: 2 tables, 3 rows, in 1.2 s", "Folder: dist/legation-0.2.0"]


def test_a_release_of_the_same_data_is_not_made_again() -> None:
    lines = list(write_release(ReleaseSummary("0.1.0", "dist/legation-0.1.0", False, {}, 0.1)))
    assert lines == ["Nothing new: dist/legation-0.1.0 already holds these data."]
