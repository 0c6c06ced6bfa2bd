"""What is shown of runs: well-formed Markdown, in which the words of strangers are text."""

import re
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline.fetch import FetchSummary, SourceOutcome
from pipeline.fetched import Problem
from pipeline.flows.account import Account, Plan
from pipeline.flows.artifacts import SHOWN, Shown, shown_of_refresh, shown_of_release, shown_publications
from pipeline.flows.checking import check_database
from pipeline.publish import Publication
from pipeline.summary import ReleaseSummary
from tests.small_database import Report, write_database

HOSTILE = "<script>alert(1)</script> | a | **b** [x](javascript:y) `c` \u202e\x00\n# Title\n| --- |"
AT = datetime(2026, 1, 2, tzinfo=UTC)


def account_of(folder: Path, text: str = HOSTILE) -> Account:
    db = write_database(folder / "legation.duckdb", [Report("a.txt", text, "CONSULT", ("PER",), ("VEN",))])
    with duckdb.connect(str(db)) as connection:
        connection.execute("INSERT INTO release_info VALUES ('version', '0.2.0'), ('since_release', '0.1.0')")
        connection.execute("INSERT INTO event_history SELECT event_id, '0.2.0', 'added', NULL, NULL, 'source' FROM events")
        connection.execute("INSERT INTO event_history SELECT event_id, '0.1.0', 'changed', NULL, NULL, 'source' FROM events")
        connection.execute(
            "INSERT INTO quality BY NAME SELECT 0 quality_no, 'all' document_set, 'detection' field, 9 n, 9 n_mentions, 0.9 AS precision"
        )
    problems = tuple(Problem(source="lima", url=text, outcome="failed", reason=text, asked_at=AT) for _ in range(SHOWN + 1))
    source = SourceOutcome(name="lima", kind="feed", failed=SHOWN + 1, error=text, notes=(text,), problems=problems)
    plan = Plan(corpus=Path("corpus.toml"), db=db, dist=folder / "dist")
    account = Account(plan=plan, corpus=text, problems=[text], warnings=[text, "Plain."])
    account.fetch = FetchSummary(corpus=text, holdings="holdings", sources=(source,), seconds=1.0)
    account.checked = check_database(db, None)
    account.publications = (Publication("dist/legation-0.2.0", text, False, version="0.2.0"),)
    return account


def read(shown: Shown) -> tuple[str, list[int]]:
    """The HTML of Markdown, where HTML in it counts, and how many cells the rows of its tables have."""
    assert isinstance(shown.content, str)
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    html = markdown.render(shown.content)
    return html, [len(re.findall("<t[dh]>", row)) for row in html.split("<tr>")[1:]]


def test_hostile_words_are_shown_as_text(tmp_path: Path) -> None:
    for shown in shown_of_refresh(account_of(tmp_path)):
        assert "\n" not in shown.title
        if not isinstance(shown.content, str):
            assert HOSTILE not in str(shown.content)
            continue
        html, cells = read(shown)
        assert "<script" not in html
        assert "<a " not in html
        assert "\u202e" not in html
        assert "\x00" not in html
        assert set(cells) <= {3, 4, 9}
        assert "<h1>" not in html


@given(text=st.text(alphabet=st.sampled_from("|\\`*_[]<>#\n\r-~&$!(){}:. aé\u2028\u202e\x07"), max_size=60))
def test_any_words_keep_a_table_whole(text: str) -> None:
    shown = shown_publications([Publication("legation-0.2.0", text, False, version="0.2.0")])
    _, cells = read(shown)
    assert cells == [4, 4]


def test_a_refresh_is_shown_in_figures_sources_notes_quality_and_changes(tmp_path: Path) -> None:
    shown = {each.part: each for each in shown_of_refresh(account_of(tmp_path, "A plain event"))}
    assert list(shown) == ["summary", "notes", "sources", "stores", "quality", "changes"]
    assert shown["summary"].content[0] == {"what": "outcome", "value": "failed"}
    assert shown["quality"].content == [
        {"field": "detection", "n": 9, "precision": 0.9, "precision_low": None, "precision_high": None, "recall": None, "f1": None}
    ]
    changes, notes, sources = (str(shown[part].content) for part in ("changes", "notes", "sources"))
    assert "Since release 0.1.0." in changes
    assert "| added | source | 1 |" in changes
    assert "| changed |" not in changes  # by an earlier release
    assert "A plain event happened." in changes
    assert notes == "- **Problem**: A plain event\n- Warning: Source lima: A plain event\n- Warning: A plain event\n- Warning: Plain."
    assert f"{SHOWN + 1} problems with single addresses, the first {SHOWN}:" in sources
    assert sources.count("| lima | A plain event |") == SHOWN


def test_a_refresh_that_came_nowhere_is_shown(tmp_path: Path) -> None:
    account = Account(plan=Plan(corpus=tmp_path / "a*b.toml", db=tmp_path / "none.duckdb", dist=tmp_path))
    summary, notes = shown_of_refresh(account)
    assert summary.title == r"Refresh of a\*b.toml"
    assert notes.content == "None."


def test_a_release_is_shown(tmp_path: Path) -> None:
    folder = tmp_path / "legation-0.2.0"
    folder.mkdir()
    account_of(folder)
    summary = ReleaseSummary("0.2.0", str(folder), True, {"events": 1}, 1.0, stops=("events fell",))
    shown = {each.part: each for each in shown_of_release(summary)}
    assert shown["summary"].content == [
        {"what": "version", "value": "0.2.0"},
        {"what": "is new", "value": "yes"},
        {"what": "events", "value": 1},
    ]
    assert shown["notes"].content == "- Warning: events fell"
    assert set(shown) == {"summary", "notes", "quality", "changes"}


@pytest.mark.parametrize(
    ("publication", "state"),
    [
        (Publication("r", "s", False, version="0.1.0", was_published=True), "was there before"),
        (Publication("r", "s", False, version="0.1.0", sent=({"path": "a", "bytes": 3},)), "published (1 file)"),
    ],
)
def test_what_became_of_a_release_in_a_store(publication: Publication, state: str) -> None:
    assert f"| {state} |" in str(shown_publications([publication]).content)
