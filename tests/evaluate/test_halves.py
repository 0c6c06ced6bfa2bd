from pathlib import Path

from pipeline.evaluate.gold import GoldDocument
from pipeline.evaluate.halves import HALVES, half_of, in_half

DOCUMENTS = [GoldDocument(f"{number}.md", Path("x"), ()) for number in range(400)]


def test_every_document_is_in_one_half() -> None:
    tune, held_out = (in_half(DOCUMENTS, half) for half in HALVES)
    assert {document.key for document in tune} ^ {document.key for document in held_out} == {document.key for document in DOCUMENTS}
    assert 150 < len(tune) < 250


def test_a_document_stays_where_it_is() -> None:
    # Written down once: another way to split would make figures of different days incomparable.
    assert [half_of(key) for key in ("a.md", "b.md", "c.md", "wire.jsonl#1")] == ["held-out", "tune", "held-out", "held-out"]
