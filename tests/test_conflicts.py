"""The view of what the mentions of one event say differently."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.flows import work
from pipeline.options import BuildOptions
from pipeline.sample import corpus_path
from tests.small_database import Report, write_database

SEEDS = Path(__file__).resolve().parents[1].parent / "shared" / "seeds"
EXPULSION = ("expulsion", "SANCTION", ("PER",), ("VEN",), "expel-envoy", "expel")
DAY = {"date": date(2017, 8, 11)}
LATER = {"date": date(2017, 8, 12)}
YEAR = {"date": date(2017, 1, 1), "date_end": date(2017, 12, 31), "date_precision": "year"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(corpus_path(), tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not SEEDS.is_dir():
        pytest.skip("the seeds lie beside the repository of those who make Legation only")
    return built(SEEDS, tmp_path_factory.mktemp("seeds"))


def built(corpus: Path, folder: Path) -> Path:
    work.build([str(corpus)], folder / "built.duckdb", BuildOptions(workers=1), None)
    return folder / "built.duckdb"


def query(file: Path, text: str, *values: object) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(text, list(values)).fetchall()


def conflicts(folder: Path, *reports: Report) -> list[tuple[Any, ...]]:
    """Field, claim, whether the event has it, in how many documents, and in which this row tells it."""
    file = write_database(folder / "small.duckdb", reports)
    return query(file, "SELECT field, claim, is_chosen, n_sources, path FROM conflicts ORDER BY field, claim, path")


def test_mentions_that_agree_are_in_no_conflict(tmp_path: Path) -> None:
    assert conflicts(tmp_path, Report("a.md", *EXPULSION, **DAY), Report("b.md", *EXPULSION, **DAY)) == []


def test_dates_that_exclude_one_another_are_in_conflict_with_their_quotes(tmp_path: Path) -> None:
    reports = [
        Report("a.md", *EXPULSION, **DAY, quote="on Friday"),
        Report("b.md", *EXPULSION, **LATER, quote="on Saturday", date_text="Saturday"),
        Report("b.md", *EXPULSION, **LATER, span=(20, 30), quote="that day", date_text="that day"),
        Report("c.md", *EXPULSION, **YEAR),
        Report("d.md", *EXPULSION, date=None, date_precision="none"),
    ]
    assert conflicts(tmp_path, *reports) == [
        ("date", "2017-08-11", True, 1, "a.md"), ("date", "2017-08-12", False, 1, "b.md"), ("date", "2017-08-12", False, 1, "b.md"),
    ]  # fmt: skip
    found = query(tmp_path / "small.duckdb", "SELECT summary, quote, event_id, source_id, mention_id FROM conflicts ORDER BY quote")
    assert [row[:2] for row in found] == [("expulsion happened.", quote) for quote in ("on Friday", "on Saturday", "that day")]
    names = (("evt", b"expulsion"), ("src", b"a.md"), ("mnt", b"0"))
    assert found[0][2:] == tuple(f"{kind}_{hashlib.sha256(name).hexdigest()[:16]}" for kind, name in names)


def test_a_year_and_a_day_in_it_are_in_no_conflict_and_another_year_is(tmp_path: Path) -> None:
    year = Report("b.md", *EXPULSION, **YEAR)
    assert conflicts(tmp_path, Report("a.md", *EXPULSION, **DAY), year) == []
    (tmp_path / "other").mkdir()
    before = Report("a.md", *EXPULSION, date=date(2016, 3, 1), date_end=date(2016, 3, 31), date_precision="month")
    assert [row[1] for row in conflicts(tmp_path / "other", before, year)] == ["2016-03", "2017"]


@pytest.mark.parametrize(
    ("headline", "text", "n_conflicts"),
    [
        ({}, {"date_text": "on Saturday"}, 0),
        ({"date_text": "Friday"}, {"date_text": "on Saturday"}, 2),
        ({"item": 2}, {"date_text": "on Saturday"}, 2),
        ({}, {}, 2),
    ],
)
def test_a_headline_is_not_held_against_its_own_document(tmp_path: Path, headline: Any, text: Any, n_conflicts: int) -> None:
    reports = [Report("a.md", *EXPULSION, **DAY, **headline), Report("a.md", *EXPULSION, **LATER, **text, span=(20, 30))]
    assert len(conflicts(tmp_path, *reports)) == n_conflicts


@pytest.mark.parametrize(
    ("one", "other", "claims"),
    [
        ((("PER",), ("VEN",)), (("ana-paz",), ("VEN",)), []),
        ((("PER",), ("VEN",)), (("PER", "ana-paz", "CUB"), ("VEN",)), ["CUB, PER -> VEN", "PER -> VEN"]),
        ((("PER",), ("VEN",)), ((), ("VEN",)), ["-> VEN", "PER -> VEN"]),
        ((("PER",), ("VEN",)), (("PER",), ()), ["PER", "PER -> VEN"]),
        ((("OAS",), ()), ((), ()), ["OAS", "nobody named"]),
    ],
)
def test_parties_are_in_conflict_where_their_codes_differ(tmp_path: Path, one: Any, other: Any, claims: Sequence[str]) -> None:
    reports = [Report(path, "it", "SANCTION", *sides, **DAY) for path, sides in (("a.md", one), ("b.md", other))]
    found = conflicts(tmp_path, *reports)
    assert [row[:2] for row in found] == [("parties", claim) for claim in claims]
    assert [row[4] for row in found if row[2]] == (["a.md"] if claims else [])


def test_a_mutual_act_is_the_same_in_either_form(tmp_path: Path) -> None:
    forms = [(("PER", "VEN"), ()), (("VEN",), ("PER",))]
    reports = [Report(f"{number}.md", "talks", "CONSULT", *sides, "meet", **DAY) for number, sides in enumerate(forms)]
    assert conflicts(tmp_path, *reports) == []
    (tmp_path / "other").mkdir()
    third = Report("2.md", "talks", "CONSULT", ("PER", "CUB"), ("VEN",), "meet", **DAY)
    assert [row[1:4] for row in conflicts(tmp_path / "other", *reports, third)] == [
        ("CUB, PER, VEN", False, 1), ("PER, VEN", True, 2), ("PER, VEN", True, 2),
    ]  # fmt: skip


def test_status_kind_and_the_day_of_effect_are_compared_too(tmp_path: Path) -> None:
    reports = [
        Report("a.md", *EXPULSION, **DAY, status="announced", effective_on=date(2017, 8, 15)),
        Report("b.md", *EXPULSION, **DAY, effective_on=date(2017, 8, 16)),
        Report("c.md", *EXPULSION[:4], None, "expel", **DAY),
    ]
    assert [row[:3] for row in conflicts(tmp_path, *reports)] == [
        ("effective_on", "2017-08-15", True), ("effective_on", "2017-08-16", False),
        ("kind", "SANCTION expel", False), ("kind", "SANCTION expel expel-envoy", True), ("kind", "SANCTION expel expel-envoy", True),
        ("status", "announced", True), ("status", "occurred", False), ("status", "occurred", False),
    ]  # fmt: skip


def test_no_claim_is_that_of_an_event_that_was_corrected(tmp_path: Path) -> None:
    file = write_database(tmp_path / "small.duckdb", [Report("a.md", *EXPULSION, **DAY), Report("b.md", *EXPULSION, **LATER)])
    with duckdb.connect(str(file)) as connection:
        connection.execute("UPDATE events SET date = DATE '2017-08-13', date_end = DATE '2017-08-13'")
    assert query(file, "SELECT count(*) FROM conflicts WHERE is_chosen") == [(0,)]
    assert query(file, "SELECT count(*) FROM conflicts") == [(2,)]


def test_the_disputed_dates_of_the_sample_are_in_conflict(sample: Path) -> None:
    [breaks] = query(sample, "SELECT event_id FROM events WHERE act = 'sever-relations' AND date_min < date_max AND year(date) = 2024")
    found = query(sample, "SELECT claim, is_chosen, path FROM conflicts WHERE field = 'date' AND event_id = ? ORDER BY ALL", *breaks)
    assert found == [("2024-07-29", True, "peru-venezuela-relations.txt"), ("2024-07-30", False, "venezuela-cuts-ties-with-peru.txt")]


def test_a_list_that_the_sample_tells_shorter_elsewhere_is_the_longer_one(sample: Path) -> None:
    found = query(sample, "SELECT DISTINCT claim, is_chosen FROM conflicts WHERE field = 'parties' AND contains(claim, 'URY') ORDER BY ALL")
    assert found == [("VEN -> ARG, CHL, CRI, DOM, PAN, PER, URY", True)]


@pytest.mark.parametrize("name", ["sample", "seeds"])
def test_what_is_chosen_and_what_is_in_conflict_fit_together(name: str, request: pytest.FixtureRequest) -> None:
    file = request.getfixturevalue(name)
    several = "(SELECT event_id FROM events WHERE n_mentions > 1)"
    assert query(file, f"SELECT count(*) FROM {several}")[0][0] > 0
    assert query(file, f"FROM event_choices ANTI JOIN {several} USING (event_id)") == []
    assert query(file, f"SELECT event_id FROM {several} ANTI JOIN event_choices USING (event_id)") == []
    counted = "(SELECT event_id, field, count(DISTINCT claim) AS n, bool_or(is_chosen) AS has_own FROM conflicts GROUP BY event_id, field)"
    chosen = "(SELECT event_id, field::VARCHAR AS field, n_claims FROM event_choices WHERE n_claims > 1)"
    both = f"{counted} AS counted FULL JOIN {chosen} AS chosen USING (event_id, field)"
    assert query(file, f"FROM {both} WHERE field <> 'date' AND n IS DISTINCT FROM n_claims") == []
    assert query(file, f"FROM {both} WHERE n > coalesce(n_claims, 0) OR NOT has_own") == []


def test_a_severance_that_two_seeds_date_differently_is_one_event(seeds: Path) -> None:
    [[event_id, first, last]] = query(
        seeds, "SELECT event_id, date_min, date_max FROM events WHERE act = 'sever-relations' AND year(date) = 2024"
    )
    assert (first, last) == (date(2024, 7, 29), date(2024, 7, 30))
    claims = "SELECT DISTINCT claim, is_chosen, n_sources FROM conflicts WHERE field = 'date' AND event_id = ? ORDER BY claim"
    assert query(seeds, claims, event_id) == [("2024-07-29", True, 1), ("2024-07-30", False, 1)]
    assert query(seeds, "SELECT field, reason, n_claims FROM event_choices WHERE event_id = ? AND n_claims > 1", event_id) == [
        ("date", "earliest", 2)
    ]


def test_an_ambassador_whom_two_seeds_see_expelled_months_apart_was_expelled_twice(seeds: Path) -> None:
    found = query(seeds, "SELECT date FROM events WHERE act = 'expel-envoy' AND year(date) = 2017 ORDER BY date")
    assert found == [(date(2017, 3, 30),), (date(2017, 8, 11),)]
