"""A small fixed part of the fuzzing, the same inputs in every run; `python -m tests.fuzz` does the rest."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from pipeline.timelimit import within
from tests.fuzz.guided import is_there, run_guided
from tests.fuzz.running import HANGS, Outcome, inputs_of, run
from tests.fuzz.targets import TARGETS, Target, check_spans, made
from tests.fuzz.texts import HIDDEN

N = {"coder": 10, "corpus": 40}
SECONDS = 5  # for the fuzzer that is guided by coverage


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_falls_or_hangs(name: str) -> None:
    @settings(max_examples=N.get(name, 80), derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(inputs_of(name))
    def throw(data: bytes) -> None:
        within(4 * HANGS, lambda: TARGETS[name].check(data))

    throw()


def test_nothing_falls_where_coverage_leads(tmp_path: Path) -> None:
    if not is_there():
        pytest.skip("Atheris is not installed for this machine")
    names = [name for name in TARGETS if name != "coder"]  # the parser takes longer to load than the others have
    found = run_guided(names, folder=tmp_path, seconds=SECONDS)
    assert found.failure is None
    assert found.n_inputs > 100


def test_what_is_hidden_in_a_page_is_never_read() -> None:
    from pipeline.parse.html import extract_page

    chance = random.Random(1)
    for _ in range(30):
        parts = [f"<p>The ministers of both countries met on day {number} of the talks.</p>" for number in range(chance.randrange(1, 6))]
        parts.insert(chance.randrange(len(parts) + 1), chance.choice(HIDDEN).format("XYZZY " * chance.randrange(1, 40)))
        page = extract_page(f"<html><head><title>T</title></head><body>{''.join(parts)}</body></html>")
        assert page is None or "XYZZY" not in page.text


def test_the_same_chance_makes_the_same_input() -> None:
    for name in TARGETS:
        assert made(name, random.Random(5)) == made(name, random.Random(5))


def test_what_falls_or_hangs_is_counted_said_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(data: bytes) -> None:
        if len(data) % 2:
            raise KeyError("odd")
        if len(data) % 5 == 0:
            while True:
                pass

    monkeypatch.setitem(TARGETS, "bad", Target(fall, lambda chance: "x" * chance.randrange(1, 40), 1.0))
    monkeypatch.setattr("tests.fuzz.running.HANGS", 0.01)
    (outcome,) = run(["bad"], n_inputs=30, random_seed=1, folder=tmp_path)
    assert isinstance(outcome, Outcome)
    assert outcome.n_crashes > 0 and outcome.n_hangs > 0 and outcome.n_inputs >= 30
    assert {said.partition(":")[0] for said in outcome.failures} == {"KeyError", "more than 0.01 seconds"}
    for said, file in outcome.failures.items():
        assert (len(file.read_bytes()) % 2 == 1) == said.startswith("KeyError")


def test_a_span_that_lies_outside_is_seen() -> None:
    for spans in ([(0, 3), (2, 4)], [(0, 0)], [(3, 9)], [(2, 1)]):
        with pytest.raises(AssertionError):
            check_spans(spans, (0, 8))
