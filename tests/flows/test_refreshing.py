"""A refresh without Prefect: fetch, build, check, release and publish, what it says of itself, and what the next one finishes."""

import json
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from pipeline.database import open_database
from pipeline.errors import LegationError
from pipeline.fetch import FetchSummary, SourceOutcome
from pipeline.fetched import Problem, open_holdings
from pipeline.flows import refreshing
from pipeline.flows.account import Account, Plan, account_lines, plain_account
from pipeline.flows.publishing import Stores
from pipeline.flows.turn import Busy, turn
from pipeline.release import newest_release
from pipeline.runs import RunRecord, read_runs

QUIET_TEXT = "The lake is blue and the sky above it is wide."
CORPUS = """
[[source]]
name = "ours"
kind = "location"
url = "corpus"
"""
FETCHED = """
name = "lakes"
contact = "mailto:me@university.example"
[[source]]
name = "lima"
kind = "feed"
url = "http://127.0.0.1:9/feed"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus file and a document beside it that reports nothing, so that no sentence is parsed."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "lake.txt").write_text(QUIET_TEXT, encoding="utf-8")
    (tmp_path / "corpus.toml").write_text('name = "lakes"' + CORPUS, encoding="utf-8")
    (tmp_path / "mirror").mkdir()
    return tmp_path


def plan_of(folder: Path, **changes: Any) -> Plan:
    return Plan(**{"corpus": folder / "corpus.toml", "db": folder / "lakes.duckdb", "dist": folder / "dist", "wait": 0.0, **changes})


def refreshed(folder: Path, **changes: Any) -> Account:
    account = Account(plan=plan_of(folder, **changes))
    refreshing.refresh(account)
    return account


def last_record(folder: Path) -> RunRecord:
    """What the journal says of the last refresh; the steps of it have records of their own."""
    return [record for record in read_runs(folder / "lakes.duckdb") if record.command == "refresh"][-1]


def outcome(*, name: str = "lima", error: str | None = None) -> SourceOutcome:
    at = datetime(2026, 1, 2, tzinfo=UTC)
    problems = (Problem(source=name, url="http://127.0.0.1:9/a|b", outcome="failed", reason="Nobody *answers*.", asked_at=at),)
    return SourceOutcome(name=name, kind="feed", new=0 if error else 2, error=error, problems=problems)


def answering(monkeypatch: pytest.MonkeyPatch, folder: Path, *outcomes: SourceOutcome) -> None:
    """Add a source that is fetched, and have a fetch end like this."""
    (folder / "corpus.toml").write_text(FETCHED + CORPUS, encoding="utf-8")
    with open_holdings(folder / "holdings", for_writing=True):
        pass
    summary = FetchSummary(corpus="lakes", holdings="holdings", sources=outcomes, seconds=0.1)
    monkeypatch.setattr(refreshing, "fetch_corpus", lambda corpus, on_progress: summary)


def test_a_refresh_builds_and_checks_and_the_next_one_finds_nothing_new(folder: Path) -> None:
    first = refreshed(folder)
    assert (first.corpus, first.problems, first.warnings, first.release, first.publications) == ("lakes", [], [], None, ())
    assert first.build is not None
    assert first.checked is not None
    assert (first.build.documents_read, first.build.is_unchanged, first.is_complete) == (1, False, True)
    assert first.checked.figures.documents["n_read"] == 1
    before = (folder / "lakes.duckdb").read_bytes()

    second = refreshed(folder)
    assert second.build is not None
    assert second.build.is_unchanged
    assert list(account_lines(second)) == [f"Nothing new: {folder / 'lakes.duckdb'} holds 1 document as before."]
    assert (folder / "lakes.duckdb").read_bytes() == before


def test_a_release_is_made_and_published_once(folder: Path) -> None:
    stores = Stores((str(folder / "mirror"),))
    first = refreshed(folder, release=True, stores=stores)
    assert first.release is not None
    assert (first.release.version, first.release.created) == ("0.1.0", True)
    assert [(each.version, each.was_published) for each in first.publications] == [("0.1.0", False)]
    assert json.loads((folder / "mirror" / "index.json").read_text())["latest"] == "0.1.0"

    second = refreshed(folder, release=True, stores=stores)
    assert second.release is not None
    assert not second.release.created
    assert [(each.version, each.was_published) for each in second.publications] == [("0.1.0", True)]
    assert sorted(path.name for path in (folder / "dist").iterdir()) == ["legation-0.1.0"]

    (folder / "corpus" / "second.txt").write_text("Snow lies on the hills.", encoding="utf-8")
    third = refreshed(folder, release=True, stores=stores)
    assert third.release is not None
    assert (third.release.version, third.release.note) == ("0.2.0", None)  # it was built on the release before
    assert json.loads((folder / "mirror" / "index.json").read_text())["latest"] == "0.2.0"


@pytest.mark.parametrize("cut_off", ["write_release", "publish_release"])
def test_what_a_run_was_cut_off_before_is_done_by_the_next(cut_off: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the next one finds the database as it is: what is due is told by the data."""

    def run(step: Any, /, *arguments: Any, **options: Any) -> Any:
        if step.__name__ == cut_off:
            raise KeyboardInterrupt
        return step(*arguments, **options)

    stores = Stores((str(folder / "mirror"),))
    account = Account(plan=plan_of(folder, release=True, stores=stores))
    with pytest.raises(KeyboardInterrupt):
        refreshing.refresh(account, run=run)
    assert not account.is_complete
    assert last_record(folder).outcome == "interrupted"

    again = refreshed(folder, release=True, stores=stores)
    assert again.build is not None
    assert again.build.is_unchanged == (cut_off == "write_release")  # a release is carried on by the next build
    assert again.release is not None
    assert again.release.version == "0.1.0"
    assert [each.version for each in again.publications] == ["0.1.0"]
    assert json.loads((folder / "mirror" / "index.json").read_text())["latest"] == "0.1.0"


def test_a_database_that_lost_its_documents_is_not_released_unless_that_is_accepted(folder: Path) -> None:
    refreshed(folder)
    (folder / "corpus" / "lake.txt").write_text("", encoding="utf-8")
    emptied = refreshed(folder, release=True)
    assert emptied.problems == [
        "No document could be used. What was refused, and why, is in the table rejects.",
        "The table sources is empty; it had 1 row before. If that is right, say so once with --accept.",
        "The table sections is empty; it had 1 row before. If that is right, say so once with --accept.",
    ]
    assert emptied.release is None
    assert refreshed(folder, release=True).problems == emptied.problems  # compared with the last one that was right
    assert newest_release(folder / "dist") is None
    assert last_record(folder).outcome == "failed"

    accepted = refreshed(folder, accept=True)
    assert accepted.problems == []
    assert accepted.warnings == ["100% of the documents were rejected, 1 of 1; before, 0% (why: table rejects)."]
    assert refreshed(folder).problems == ["No document could be used. What was refused, and why, is in the table rejects."]


def test_one_source_that_fails_is_told_and_stops_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, folder, outcome(name="quito"), outcome(error="Nobody answers."))
    account = refreshed(folder)
    assert account.problems == []
    told = plain_account(account)
    assert (told["ok"], told["fetch"]["failed_sources"], told["build"]["documents_without_events"]) == (True, ["lima"], 1)
    assert last_record(folder).result["failed_sources"] == ["lima"]


def test_where_no_source_answers_the_run_goes_on_and_counts_as_failed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, folder, outcome(error="Nobody answers."))
    account = refreshed(folder, release=True)
    assert account.problems == ["No source could be fetched. Source lima: Nobody answers."]
    assert account.release is not None
    assert account.is_complete
    assert last_record(folder).error == account.problems[0]


def test_a_second_run_waits_and_then_says_who_is_at_work(folder: Path) -> None:
    with turn(folder / "lakes.duckdb", wait=0), pytest.raises(Busy, match=r"Another run is at work on .*lakes\.duckdb .*\(process \d+\)"):
        refreshed(folder, wait=0.1)
    assert not (folder / "lakes.duckdb").exists()
    assert refreshed(folder).problems == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"corpus": Path("none.toml")}, "none.toml"),
        ({"stores": Stores(("nowhere",))}, "nowhere"),
        ({"stores": Stores(("ftp://host/data",))}, "ftp://host/data"),
        ({"stores": Stores((".",), bands=Path("none-bands.toml"))}, "none-bands.toml"),
    ],
)
def test_a_mistake_is_told_before_any_work_is_done(changes: dict[str, Any], message: str, folder: Path) -> None:
    with pytest.raises(LegationError, match=message):
        refreshed(folder, **changes)
    assert not (folder / "lakes.duckdb").exists()


PAGE = """<html><head><title>Envoys</title></head><body><article><h1>Envoys</h1>
<p>Peru recalled its ambassador from Venezuela on 30 March 2017. The ministry in Lima published a long statement on that day.</p>
<p>The lake is blue and the sky above it is wide, and nobody else had anything to say about the matter.</p></article></body></html>"""


ONE_PAGE = """
contact = "mailto:me@university.example"
allow_private = true
[[source]]
name = "lima"
kind = "page"
url = "{url}"
seconds_between = 0
"""


class _Site(BaseHTTPRequestHandler):
    """A site of one page, which says when it is as it was."""

    def do_GET(self) -> None:
        known = self.headers.get("If-None-Match") == '"1"'
        self.send_response(404 if self.path != "/envoys.html" else 304 if known else 200)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if self.path == "/envoys.html" and not known:
            self.wfile.write(PAGE.encode())

    def log_message(self, *arguments: object) -> None:
        """Nothing."""


def test_what_is_fetched_is_built_and_what_is_as_it_was_changes_nothing(folder: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{site.server_port}/envoys.html"
        (folder / "corpus.toml").write_text(ONE_PAGE.format(url=url), encoding="utf-8")
        first, second = refreshed(folder), refreshed(folder)
        site.shutdown()
    assert (first.problems, second.problems) == ([], [])
    assert first.build is not None
    assert second.build is not None
    assert (first.build.events, first.build.is_unchanged, second.build.is_unchanged) == (1, False, True)
    assert first.fetch is not None
    assert first.fetch.sources[0].new == 1
    with open_database(folder / "lakes.duckdb") as connection:
        assert connection.execute("SELECT url FROM sources WHERE kind = 'document'").fetchall() == [(url,)]
