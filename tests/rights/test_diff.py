"""Of events that a document told which is taken down by now, a comparison of releases says what became of them, and not what they were."""

from datetime import date
from pathlib import Path

from pipeline.release import diff_releases
from tests.release.making import Rows, correct, event_of, id_of, release, remove_event, rows_of

TAKEN = {"take_down_no": 0, "kind": "path", "value": "a.md", "reason": "-", "requested_by": None, "requested_on": None, "n_documents": 1}


def taken(rows: Rows, value: str) -> None:
    """The first event has another day, the second is gone, and with it a correction."""
    rows["take_downs"] = [TAKEN | {"value": value}]
    rows["mentions"] = [row for row in rows["mentions"] if row["event_id"] == id_of("evt", 1)]
    remove_event(rows, 2)
    event_of(rows, 1).update(date=date(2018, 5, 3), date_end=date(2018, 5, 3))


def test_values_summaries_and_corrections_of_what_is_taken_down_are_not_told(tmp_path: Path) -> None:
    old = release(tmp_path / "dist", rows_of(lambda rows: correct(rows, 2, "date", date(2017, 8, 12))))
    new = release(tmp_path / "dist", rows_of(lambda rows: taken(rows, "a.md"), since_release="0.1.0"), "0.2.0")
    found = diff_releases(old, new)
    told = {(row.event_id[-1], row.change, row.field, row.old_value, row.new_value) for row in found.rows}
    hidden = "(taken down)"
    assert told == {
        ("1", "changed", "date", hidden, "2018-05-03"), ("1", "changed", "date_end", hidden, "2018-05-03"),
        ("2", "withdrawn", None, None, None),
    }  # fmt: skip
    assert {row.summary for row in found.rows} == {"Event 1.", hidden}
    assert found.taken_back == ()
    page = (new / "CHANGES.md").read_text(encoding="utf-8")
    assert "2018-05-02" not in page and "2017-08-12" not in page and "gazette" not in page


def test_a_request_for_something_else_hides_nothing(tmp_path: Path) -> None:
    old = release(tmp_path / "dist", rows_of(lambda rows: correct(rows, 2, "date", date(2017, 8, 12))))
    new = release(tmp_path / "dist", rows_of(lambda rows: taken(rows, "b.md"), since_release="0.1.0"), "0.2.0")
    found = diff_releases(old, new)
    assert {(row.old_value, row.summary) for row in found.rows} == {("2018-05-02", "Event 1."), (None, "Event 2.")}
    assert len(found.taken_back) == 1
