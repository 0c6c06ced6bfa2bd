"""Several sources at once: what fails with one concerns no other, and nothing is fetched twice at a time."""

import logging
from pathlib import Path
from threading import Barrier

import pytest

from pipeline.fetch import FetchError, SourceOutcome, fetch_corpus, fetch_figures, write_fetch
from pipeline.fetched import Holdings, HoldingsError, Problem, open_holdings
from pipeline.runs import FAILED, OK, read_runs
from tests.fetch.web import START, Reply, Request, Web, corpus_of, fetch, held, item, page, rss, source

GOOD, BAD = "http://lima.example/feed", "http://quito.example/feed"


def test_a_source_that_fails_stops_no_other(web: Web, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    web.answers |= {GOOD: rss(item("/1")), "http://lima.example/1": page(), BAD: Reply(b"<html>")}
    with caplog.at_level(logging.WARNING):
        summary = fetch(web, tmp_path, source("feed", BAD, "quito"), source("feed", GOOD), source("page", "http://down.example/", "down"))
    assert [outcome.name for outcome in summary.sources] == ["quito", "lima", "down"]
    assert [outcome.name for outcome in summary.failed] == ["quito", "down"]
    assert [outcome.new for outcome in summary.sources] == [0, 1, 0]
    assert sorted(record.getMessage() for record in caplog.records) == [
        "down: The server does not have it (status 404).",
        "quito: It is no feed, neither RSS nor Atom.",
    ]
    with open_holdings(tmp_path / "holdings") as holdings:
        assert [(problem.url, problem.outcome) for problem in holdings.problems("quito")] == [(BAD, "failed")]
    figures, lines = fetch_figures(summary), list(write_fetch(summary))
    assert (figures["new"], figures["failed_sources"]) == (1, ["quito", "down"])
    assert figures["sources"][0]["problems"] == [{"url": BAD, "outcome": "failed", "reason": "It is no feed, neither RSS nor Atom."}]
    assert lines[:3] == ["quito (feed): 1 failed", "  failed: It is no feed, neither RSS nor Atom.", "lima (feed): 1 new"]


def test_a_fetch_is_noted_as_a_run(web: Web, tmp_path: Path) -> None:
    web.answers |= {GOOD: page()}
    fetch(web, tmp_path, source("page", GOOD), source("page", BAD, "quito"))
    fetch(web, tmp_path, source("page", BAD, "quito"))
    runs = read_runs(tmp_path / "holdings")
    assert [(run.command, run.outcome, run.error) for run in runs] == [
        ("fetch", OK, None),
        ("fetch", FAILED, "Source quito: The server does not have it (status 404)."),
    ]
    assert (runs[0].result["new"], runs[0].result["failed_sources"]) == (1, ["quito"])


def test_sources_are_fetched_side_by_side(web: Web, tmp_path: Path) -> None:
    both = Barrier(2, timeout=20)

    def answer(request: Request) -> Reply:
        both.wait()
        return page()

    web.answers |= {GOOD: answer, BAD: answer}
    summary = fetch(web, tmp_path, source("page", GOOD), source("page", BAD, "quito"))
    assert [outcome.new for outcome in summary.sources] == [1, 1]


def test_a_page_is_always_asked_for(web: Web, tmp_path: Path) -> None:
    url = "http://lima.example/page"
    web.answers[url] = page(ETag='"1"')
    single = source("page", f"{url}#top")
    assert fetch(web, tmp_path, single).sources[0].new == 1
    web.answers[url] = Reply(status=304)
    assert (fetch(web, tmp_path, single).sources[0].unchanged, web.urls()) == (1, [url])
    assert list(held(tmp_path)) == [url]


def test_an_answer_of_unchanged_to_a_first_question_is_a_failure(web: Web, tmp_path: Path) -> None:
    web.answers[GOOD] = Reply(status=304)
    assert "was not asked that" in (fetch(web, tmp_path, source("page", GOOD)).sources[0].problem or "")


def test_only_the_sources_of_these_names_are_fetched(web: Web, tmp_path: Path) -> None:
    web.answers |= {GOOD: page(), BAD: page()}
    corpus = corpus_of(tmp_path, source("page", GOOD), source("page", BAD, "quito"), source("location", "/somewhere", "local"))
    assert [outcome.name for outcome in fetch_corpus(corpus, only=["quito"], client=web.client()).sources] == ["quito"]
    with pytest.raises(FetchError, match=r"names no source 'cusco'\. It names lima, quito, local"):
        fetch_corpus(corpus, only=["cusco"], client=web.client())
    assert list(write_fetch(fetch_corpus(corpus, only=["local"]))) == [
        "Nothing to fetch: every source is a file or folder of this machine."
    ]


def test_a_second_fetch_at_the_same_time_is_refused(web: Web, tmp_path: Path) -> None:
    with open_holdings(tmp_path / "holdings", for_writing=True), pytest.raises(HoldingsError, match="being filled by another fetch"):
        fetch(web, tmp_path, source("page", GOOD))


def test_a_full_disk_ends_the_whole_fetch(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object, **options: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Holdings, "add", full)
    web.answers |= {GOOD: page(), "http://quito.example/robots.txt": Reply(web.drip)}
    with pytest.raises(OSError, match="No space left"):  # and the other source does not keep it waiting
        fetch(web, tmp_path, source("page", GOOD), source("page", BAD, "quito", timeout=60))


def test_progress_is_told_by_source(web: Web, tmp_path: Path) -> None:
    web.answers |= {GOOD: rss(item("/1"), item("/2")), "http://lima.example/1": page(), "http://lima.example/2": page()}
    told: list[tuple[str, int, int | None]] = []
    fetch_corpus(corpus_of(tmp_path, source("feed", GOOD)), client=web.client(), on_progress=lambda *step: told.append(step))
    assert told == [("lima", 0, None), ("lima", 0, 2), ("lima", 1, 2), ("lima", 2, 2)]


def test_a_source_of_which_nothing_could_be_fetched_has_failed() -> None:
    problems = tuple(
        Problem(source="lima", url=str(number), outcome="refused", reason=reason, asked_at=START)
        for number, reason in enumerate(["Too large.", "Forbidden.", "Forbidden."])
    )
    outcome = SourceOutcome(name="lima", kind="feed", refused=3, problems=problems)
    assert outcome.problem == "Nothing could be fetched (3 attempts). Forbidden."
    assert SourceOutcome(name="lima", kind="feed", refused=3, skipped=1, problems=problems).problem is None
    assert SourceOutcome(name="lima", kind="feed").problem is None
