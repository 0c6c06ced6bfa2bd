"""The series of benchmarks: its documents, its parts, its page. How fast anything was is not for a test to say."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.bench.coding import WAYS
from tests.bench.goals import goals
from tests.bench.news import write_news
from tests.bench.page import TABLES, page
from tests.bench.picture import PANELS, draw_results
from tests.bench.series import PARTS, kept

ROOT = Path(__file__).resolve().parents[1]
NOWHERE = Path("no-such-folder")  # so that documents are made from the sample corpus, on every machine
FORMS = ["news, JSON lines", "news, text files", "web pages, HTML files", "digest pages, .tar.xz", "articles, dump of a wiki"]


def bench(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tests.bench", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str]:
    """What a small series measured, and the page that it wrote."""
    folder = tmp_path_factory.mktemp("bench")
    places = ["--corpora", str(NOWHERE), "--keep", str(folder / "kept.json"), "--docs", str(folder / "docs")]
    done = bench("--only", "size,reading", "--read", "3", "--sizes", "8", *places, "--write")
    assert done.returncode == 0, done.stderr
    assert "-- reading" in done.stderr
    assert "| documents/s |" in done.stdout.replace("| documents | ", "| ")
    assert sorted(file.name for file in (folder / "docs").iterdir()) == ["benchmarks.json", "benchmarks.md", "benchmarks.svg"]
    assert kept(folder / "docs" / "benchmarks.json") == kept(folder / "kept.json")
    return kept(folder / "kept.json"), (folder / "docs" / "benchmarks.md").read_text(encoding="utf-8")


def test_the_parts_that_are_asked_for_are_measured(measured: tuple[dict[str, Any], str]) -> None:
    results, _ = measured
    assert list(results["parts"]) == ["reading", "size"]
    forms = results["parts"]["reading"]["measured"]
    assert [(each["form"], each["documents"], each["rejected"]) for each in forms] == [(form, 3, 0) for form in FORMS]
    [size] = results["parts"]["size"]["measured"]["sizes"]
    assert size["documents"] == 8
    assert size["sentences"] > 50
    assert size["rows"] > size["mentions"] >= size["events"] > 3
    assert {"gather_people", "code_documents", "merge_events"} <= size["steps"].keys()
    assert size["memory"]["main_gb"] > 0.05
    assert size["memory"]["worker_gb"] > 0.05


def test_every_measurement_has_its_row(measured: tuple[dict[str, Any], str]) -> None:
    results, text = measured
    assert text == page(results)
    assert [line for line in text.splitlines() if line.startswith("## ")][2:4] == ["## Reading", "## Corpora of a size"]
    for form in FORMS:
        assert f"| {form} | 3 |" in text
    assert "| code documents |" in text
    assert "these were not measured this time: coding, digest, start, prefect, rows." in text


def test_the_page_is_made_from_the_measurements_beside_it() -> None:
    results = kept(ROOT / "docs" / "benchmarks.json")
    text = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert text == page(results)
    assert results["parts"].keys() == PARTS.keys() == TABLES.keys()
    assert {part for part, _ in PANELS} == PARTS.keys() - {"digest"}


def test_the_picture_tells_what_it_shows(tmp_path: Path) -> None:
    results = kept(ROOT / "docs" / "benchmarks.json")
    draw_results(results, tmp_path / "once.svg")
    draw_results(results, tmp_path / "twice.svg")
    assert (tmp_path / "once.svg").read_bytes() == (tmp_path / "twice.svg").read_bytes()
    for file in (tmp_path / "once.svg", ROOT / "docs" / "benchmarks.svg"):
        words = " ".join(ElementTree.parse(file).getroot().itertext())
        assert all(title in words for _, (title, _) in PANELS)
        assert "sentences a second." in words


def test_all_documents_of_a_corpus_are_others(tmp_path: Path) -> None:
    sentences = write_news(tmp_path / "news.jsonl", 400, seed=1, corpora=NOWHERE)
    write_news(tmp_path / "again.jsonl", 400, seed=1, corpora=NOWHERE)
    assert (tmp_path / "news.jsonl").read_bytes() == (tmp_path / "again.jsonl").read_bytes()
    documents = [json.loads(line) for line in (tmp_path / "news.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({(document["date"], document["text"]) for document in documents}) == len({document["id"] for document in documents}) == 400
    assert len({document["date"] for document in documents}) > 250
    assert 7 < sentences / 400 < 12
    assert documents[3]["date"] == documents[2]["date"]  # a further report
    assert documents[3]["text"] != documents[2]["text"]


def test_each_way_is_measured_on_the_same_news(tmp_path: Path) -> None:
    write_news(tmp_path / "news.jsonl", 2, seed=1, corpora=NOWHERE)
    for way in ("parser", "stories", "single"):
        told = WAYS[way].measure(tmp_path / "news.jsonl")
        assert told["seconds"] > 0
        assert told["processor_seconds"] > 0


def test_what_is_wanted_is_compared_with_what_was_found() -> None:
    rates = [{"name": name, "sentences_per_second": rate} for name, rate in (("full", 150.0), ("stories", 100.0), ("warm", 900.0))]
    found = [(goal.wanted, goal.found, goal.is_met) for goal in goals({"coding": {"rates": rates}, "digest": {"seconds": 61.0}})]
    assert found == [
        ("≥ 8 times", "6.0 times", False),
        ("≥ 8 times", "9.0 times", True),
        ("≥ 1,500 sentences/s", "900 sentences/s", False),
        ("≤ 60 s", "61.0 s", False),
    ]


def test_a_part_that_is_unknown_is_refused() -> None:
    done = bench("--only", "speed")
    assert done.returncode == 2
    assert "There is no part 'speed'; there are coding, reading," in done.stderr


def test_without_measurements_there_is_nothing_to_write(tmp_path: Path) -> None:
    done = bench("write", "--keep", str(tmp_path / "none.json"), "--docs", str(tmp_path / "docs"))
    assert done.returncode == 1
    assert "holds no measurements" in done.stderr
    assert not (tmp_path / "docs").exists()
