"""The coder against hand-coded documents: the sample everywhere, the project's development documents where they are at hand."""

from functools import cache
from pathlib import Path

import pytest

from pipeline.evaluate import Evaluation, measure
from pipeline.measured import measured_path, read_measured
from pipeline.sample import corpus_path, gold_path

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
SETS = {  # documents, hand coding, least f1, least precision
    "sample": (corpus_path(), gold_path(), 0.88, 0.90),
    "seeds": (SHARED / "seeds", SHARED / "gold" / "seeds" / "gold.jsonl", 0.88, 0.90),
    "digest": (SHARED / "gold" / "digest", SHARED / "gold" / "digest" / "gold.jsonl", 0.80, 0.85),
    "articles": (SHARED / "gold" / "articles", SHARED / "gold" / "articles" / "gold.jsonl", 0.72, 0.80),
    "encyclopedia": (SHARED / "gold" / "encyclopedia", SHARED / "gold" / "encyclopedia" / "gold.jsonl", 0.75, 0.82),
}


@cache
def evaluation_of(name: str) -> Evaluation:
    documents, gold, _, _ = SETS[name]
    if not gold.exists():
        pytest.skip(f"the hand-coded documents of {name} are not on this machine")
    return measure([gold], docs=[documents])


@pytest.mark.parametrize("name", SETS)
def test_the_coder_finds_what_people_found(name: str) -> None:
    _, _, least_f1, least_precision = SETS[name]
    evaluation = evaluation_of(name)
    assert evaluation.documents_with_mentions > 0
    assert evaluation.detection.f1 >= least_f1
    assert evaluation.detection.precision >= least_precision


def test_the_shipped_measurements_are_of_this_coder() -> None:
    """They were once true; now they may be old. `legation evaluate GOLD ... --write pipeline/measured.json` renews them."""
    key = ("document_set", "format", "event_type", "field")
    rows = {tuple(row[name] for name in key): row for row in read_measured(measured_path())["quality"]}
    shipped = rows["sample", None, None, "detection"]
    found = evaluation_of("sample").detection
    assert (found.precision, found.recall) == pytest.approx((shipped["precision"], shipped["recall"]), abs=0.03)


def test_reports_of_one_event_are_put_together() -> None:
    """The documents of all sets in one build, for reports of one event stand in several of them."""
    if not SHARED.exists():
        pytest.skip("the hand-coded documents are not on this machine")
    documents, gold = zip(*((folder, file) for name, (folder, file, _, _) in SETS.items() if name != "sample"), strict=True)
    evaluation = measure(gold, docs=documents)
    assert evaluation.same_event.precision >= 0.90
    assert evaluation.same_event.f1 >= 0.85
    assert evaluation_of("sample").same_event.precision >= 0.90


def test_fields_of_the_sample_are_mostly_right() -> None:
    fields = evaluation_of("sample").fields
    assert min(fields["actor"], fields["recipient"], fields["act"]) >= 0.85
    assert fields["date"] >= 0.80
