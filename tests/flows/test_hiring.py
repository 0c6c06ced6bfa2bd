"""When the processes of a build start: at once where much is to be coded for certain, else when there is work for them."""

import os
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from prefect import Flow
from prefect.settings import get_current_settings

from pipeline.coded import store_path
from pipeline.coding import Crew, Work, code_batch, get_ready, hired, lost
from pipeline.flows import hiring, prefect_flows
from pipeline.flows.prefect_runs import Caller, caller_now, told
from pipeline.options import BuildOptions
from pipeline.records import Given, RawDocument
from tests.command import write_corpus

LONG, SHORT = "Peru recalled its ambassador from Venezuela. " * 10, "The lake is blue."


@pytest.mark.parametrize(
    ("texts", "is_known", "options", "begins"),
    [
        ([LONG, LONG], False, BuildOptions(), True),
        ([LONG, LONG], True, BuildOptions(), False),
        ([LONG, LONG], True, BuildOptions(anew=True), True),
        ([LONG, LONG], False, BuildOptions(engine="dask://127.0.0.1:1"), False),
        ([SHORT, SHORT], False, BuildOptions(workers=2), False),
        ([], False, BuildOptions(workers=2), False),
    ],
    ids=["long", "remembered", "anew", "cluster", "short", "none"],
)
def test_a_crew_starts_ahead_where_all_of_a_long_corpus_is_to_be_coded(
    texts: list[str], is_known: bool, options: BuildOptions, begins: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Crew] = []
    monkeypatch.setattr(Crew, "begin", lambda crew, get_ready: begun.append(crew))
    monkeypatch.setattr(hiring, "LONG", len(LONG) + 1)
    write_corpus(tmp_path, texts)
    (tmp_path / "corpus" / "broken.txt").symlink_to("nowhere")
    db = tmp_path / "ahead.duckdb"
    if is_known:
        store_path(db).touch()
    corpora = [str(tmp_path / "corpus"), "https://nobody.example/corpus", str(tmp_path / "none.jsonl")]
    with hiring.hired_ahead(corpora, db, options) as crew:
        assert begun == ([crew] if begins else [])
        assert (crew is None) == (options.engine is not None)


@pytest.mark.parametrize("model", [BuildOptions().model, "no_such_model"])
def test_a_crew_that_started_ahead_does_the_same_work(model: str) -> None:
    batch = [RawDocument("test", "1.txt", ".txt", SHORT, "0" * 64, Given(language="en"))]
    with hired(2) as crew:
        crew.begin(partial(get_ready, model))
        [made] = crew.each(Work(code_batch, lost, (model,)), [(batch, tuple)])
        assert made() == code_batch(batch, model)


def test_processes_that_end_while_they_get_ready_are_hired_anew() -> None:
    batch = [RawDocument("test", "1.txt", ".txt", SHORT, "0" * 64)]
    with hired(2) as crew:
        crew.begin(partial(os._exit, 1))
        [made] = crew.each(Work(_process, lost), [(batch, tuple)])
        [process] = made()
        assert process != os.getpid()


def test_the_processes_of_a_crew_end_with_it() -> None:
    with hired(2) as crew:
        crew.begin(os.getpid)
        [made] = crew.each(Work(_process, lost), [([RawDocument("test", "1.txt", ".txt", SHORT, "0" * 64)], tuple)])
        [process] = made()
        os.kill(process, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


@pytest.mark.parametrize(("flow", "seconds"), [(prefect_flows.build, None), (prefect_flows.release, None), (prefect_flows.refresh, 180)])
def test_only_a_refresh_tells_now_and_then_that_it_lives(
    flow: Flow[..., Any], seconds: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[int | None, bool]] = []
    monkeypatch.setattr(type(flow), "__call__", lambda flow, **_: heard.append(_look()))
    told(flow, Caller(crew=Crew(1)))
    assert heard == [(seconds, True)]
    assert caller_now().crew is None


def _look() -> tuple[int | None, bool]:
    return get_current_settings().flows.heartbeat_frequency, caller_now().crew is not None


def _process(documents: list[RawDocument]) -> tuple[int, ...]:
    return (os.getpid(),) * len(documents)
