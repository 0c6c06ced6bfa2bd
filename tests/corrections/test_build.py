"""A small corpus built, corrected from its first build, released, and built again: what is right then, and what is told with credit."""

import csv
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.corrections import CorrectionError
from pipeline.flows import work
from pipeline.options import BuildOptions
from pipeline.release import read_snapshot
from pipeline.summary import BuildSummary
from tests.corrections.reports import write_fixes

TEXTS = {
    "recall": "Peru recalled its ambassador from Venezuela on 30 March 2017.",
    "home": "On 30 March 2017 Lima called home its envoy to Caracas.",  # which the coder takes for a call on somebody
    "expulsion": "Chile expelled the ambassador of Bolivia on 5 May 2018.",
    "words": "Brazil condemned Nicaragua on 7 June 2019.",
    "sanctions": "Canada imposed sanctions on Nicaragua on 21 June 2019.",
    "again": "On 2 July 2019 Canada imposed sanctions on Nicaragua.",
}
SIGNED = "The page says so,R. Reviewer,2026-11-20"


class Built:
    """A database that a build made."""

    def __init__(self, folder: Path, name: str, *, fixes: Path | None = None, since: Path | None = None) -> None:
        self.db = folder / f"{name}.duckdb"
        options = BuildOptions(workers=1, corrections=fixes, since_release=since)
        self.summary: BuildSummary = work.build([str(folder / "corpus")], self.db, options, None)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.db), read_only=True) as connection:
            return connection.execute(query).fetchall()

    def ids(self, name: str) -> tuple[str, str]:
        """The mention in a document, and its event."""
        [found] = self.rows(f"SELECT mention_id, event_id FROM mentions JOIN sources USING (source_id) WHERE path = '{name}.txt'")
        return found[0], found[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corrected")
    (folder / "corpus").mkdir()
    for name, text in TEXTS.items():
        (folder / "corpus" / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def first(folder: Path) -> Built:
    """What the coder says."""
    return Built(folder, "first")


@pytest.fixture(scope="module")
def fixes(folder: Path, first: Built) -> Path:
    """A mention of the first build gets another act, one event other actors and a date, one goes into another, one is withdrawn."""
    (home, _), (_, expulsion), (_, words) = first.ids("home"), first.ids("expulsion"), first.ids("words")
    (_, sanctions), (_, again) = first.ids("sanctions"), first.ids("again")
    return write_fixes(
        folder,
        f"{home},act,demand,recall-envoy,{SIGNED}",
        f"{expulsion},actors,CHL,CHL; ARG,{SIGNED}",
        f"{expulsion},date,2018-05-05,2018-05,{SIGNED}",
        f"{again},event_id,{again},{sanctions},{SIGNED}",
        f'{words},event_id,{words},,"A headline, no report",Ana Paz,2026-11-21',
    )


@pytest.fixture(scope="module")
def corrected(folder: Path, first: Built, fixes: Path) -> Built:
    """A build after the release of the first one."""
    return Built(folder, "corrected", fixes=fixes, since=release(folder, first))


@pytest.fixture(scope="module")
def released(folder: Path, corrected: Built) -> Path:
    """The release of the corrected build."""
    return release(folder, corrected)


def release(folder: Path, built: Built) -> Path:
    return Path(work.release(built.db, folder / "dist", None, None).folder)


def test_the_first_build_has_something_to_correct(first: Built) -> None:
    assert first.rows("SELECT count(*), count(DISTINCT event_id) FROM mentions") == [(6, 6)]
    assert first.rows("SELECT act FROM mentions JOIN sources USING (source_id) WHERE path = 'home.txt'") == [("demand",)]
    assert (first.summary.corrections, first.rows("FROM corrections")) == (0, [])


def test_corrected_values_are_in_the_database(first: Built, corrected: Built) -> None:
    _, expulsion = first.ids("expulsion")
    query = f"SELECT summary, date_precision, date_min FROM events WHERE event_id = '{expulsion}'"
    [(summary, precision, earliest)] = corrected.rows(query)
    assert (summary, precision, str(earliest)) == ("Argentina, Chile: expel envoy (Bolivia), 2018-05", "month", "2018-05-05")
    assert corrected.rows("SELECT name, kind FROM actors WHERE actor_id = 'ARG'") == [("Argentina", "country")]
    assert first.rows("SELECT name FROM actors WHERE actor_id = 'ARG'") == []


def test_a_corrected_mention_keeps_its_id_and_quote_and_joins_the_event_that_it_reports(first: Built, corrected: Built) -> None:
    home, _ = first.ids("home")
    shared = "event_id, act, event_type, mode"
    query = f"SELECT quote, act, event_type, mode, n_mentions FROM mentions JOIN events USING ({shared}) WHERE mention_id = '{home}'"
    assert corrected.rows(query) == [("Lima called home its envoy to Caracas", "recall-envoy", "SANCTION", "withdraw", 2)]


def test_two_events_are_one(first: Built, corrected: Built) -> None:
    _, sanctions = first.ids("sanctions")
    assert corrected.ids("again") == (first.ids("again")[0], sanctions)
    assert corrected.rows(f"SELECT n_mentions, n_sources FROM events WHERE event_id = '{sanctions}'") == [(2, 2)]
    assert len(corrected.rows(f"FROM event_choices WHERE event_id = '{sanctions}'")) > 0


def test_what_is_withdrawn_is_among_the_rejects(first: Built, corrected: Built) -> None:
    mention, event = first.ids("words")
    assert corrected.rows(f"FROM events WHERE event_id = '{event}'") == []
    [(path, corpus, locator, reason, row)] = corrected.rows(
        "SELECT path, corpus, locator, reason, row::JSON FROM rejects WHERE stage = 'merge' AND check_name = 'correction'"
    )
    assert (path, corpus, locator) == ("words.txt", "corpus", mention)
    assert reason == "No event, according to Ana Paz (2026-11-21): A headline, no report"
    assert f'"event_id": "{event}"' in row
    assert '"quote": "Brazil condemned Nicaragua"' in row
    assert corrected.rows("SELECT sum(n_read), sum(n_coded), sum(n_without_events) FROM coverage") == [(6, 5, 1)]


def test_the_summary_counts_them(corrected: Built) -> None:
    found = corrected.summary
    assert (found.corrections, found.mentions, found.events, found.rejected) == (5, 5, 3, {"correction": 1})
    assert (found.documents_read, found.documents_coded, found.documents_without_events) == (6, 5, 1)


def test_the_next_release_is_a_patch_and_lists_them_with_credit(released: Path, first: Built, corrected: Built) -> None:
    assert released.name == "legation-0.1.1"
    with (released / "csv" / "corrections.csv").open(encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines))
    assert [row["field"] for row in found] == ["act", "actors", "date", "event_id", "event_id"]
    homes = [corrected.ids("home")[1], *[first.ids("expulsion")[1]] * 2, first.ids("sanctions")[1], ""]
    assert [row["event_id"] for row in found] == homes
    assert found[1] | {"correction_no": "", "target_id": "", "event_id": ""} == {
        "correction_no": "",
        "target_id": "",
        "event_id": "",
        "field": "actors",
        "old_value": "CHL",
        "new_value": "ARG; CHL",
        "reason": "The page says so",
        "corrected_by": "R. Reviewer",
        "corrected_on": "2026-11-20",
    }
    assert found[4]["corrected_by"] == "Ana Paz"


def test_the_same_corrections_apply_to_the_build_after_their_release(
    folder: Path, fixes: Path, released: Path, corrected: Built
) -> None:
    again = Built(folder, "again", fixes=fixes, since=released)
    for table in ("events", "mentions", "event_actors", "corrections", "rejects"):
        assert again.rows(f"FROM {table} ORDER BY ALL") == corrected.rows(f"FROM {table} ORDER BY ALL")


def test_a_release_tells_where_the_coder_saw_what_corrections_moved(released: Path, first: Built) -> None:
    state = read_snapshot(released)
    assert {event_id: [mention.mention_id for mention in mentions] for event_id, mentions in state.moved.items()} == {
        event_id: [mention] for mention, event_id in (first.ids("again"), first.ids("words"))
    }
    assert {mention.path for mentions in state.moved.values() for mention in mentions} == {"again.txt", "words.txt"}
    assert not state.moved.keys() & state.events.keys()


def test_a_build_whose_coder_agrees_by_now_fails_and_leaves_the_database(folder: Path, first: Built, tmp_path: Path) -> None:
    (recall, event), (_, expulsion) = first.ids("recall"), first.ids("expulsion")
    stale = write_fixes(
        tmp_path,
        f"{recall},act,demand,recall-envoy,{SIGNED}",
        f"{expulsion},date,2018-05-06,2018-05-04,{SIGNED}",
        f"{event},status,alleged,announced,{SIGNED}",
    )
    before = first.db.read_bytes()
    with pytest.raises(CorrectionError) as caught:
        Built(folder, "first", fixes=stale)
    assert caught.value.message.splitlines() == [
        f"{stale} has 3 rows that cannot be used:",
        f"  line 2: act of {recall}: the coder says 'recall-envoy' now, as the row wants it. Remove the row.",
        f"  line 3: date of {expulsion}: the row expects '2018-05-06', and the coder says '2018-05-05' now. Review it: remove the row if"
        " the coder is right, else put '2018-05-05' as its old value.",
        f"  line 4: status of {event}: the row expects 'alleged', and the coder says 'occurred' now. Review it: remove the row if the"
        " coder is right, else put 'occurred' as its old value.",
    ]
    assert first.db.read_bytes() == before
