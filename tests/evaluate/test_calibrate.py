import math
import random
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.coding import Batch, CodedDocument
from pipeline.errors import LegationError
from pipeline.evaluate.calibrate import Sample, fit, samples_of
from pipeline.evaluate.gold import GoldDocument
from pipeline.evaluate.halves import half_of
from pipeline.extract.confidence import SIGNS, confidence_by
from pipeline.lexicon.frames import frames
from pipeline.records import Document
from tests.evaluate.pairs import GOLD
from tests.extract.test_confidence import MENTION


def samples(n: int, seed: int) -> list[Sample]:
    """Mentions that are right more often where they are dated, and no more often where their act is known."""
    dice = random.Random(seed)
    found = []
    for _ in range(n):
        signs = tuple(sign for sign in ("act-known", "dated") if dice.random() < 0.5)
        found.append(Sample("tune", signs, dice.random() < (0.9 if "dated" in signs else 0.6)))
    return found


def test_signs_weigh_as_much_as_they_tell() -> None:
    fitted = fit(samples(5000, seed=1))
    assert set(fitted.signs) == set(SIGNS)
    assert fitted.base == pytest.approx(math.log(0.6 / 0.4), abs=0.15)
    assert fitted.signs["dated"] == pytest.approx(math.log(9) - math.log(0.6 / 0.4), abs=0.25)
    assert fitted.signs["act-known"] == pytest.approx(0, abs=0.15)
    assert fitted.signs["undated"] == 0  # nobody bears it
    assert confidence_by(("dated",), fitted) == pytest.approx(0.9, abs=0.03)


def test_a_few_mentions_do_not_make_a_sign_sure() -> None:
    fitted = fit([Sample("tune", ("dated",), True)] * 3 + [Sample("tune", (), False)] * 3)
    assert 0 < fitted.signs["dated"] < 1.5


def test_what_is_always_right_teaches_nothing() -> None:
    with pytest.raises(LegationError, match="some are right and some wrong"):
        fit([Sample("tune", (), True)] * 9)


def test_mentions_of_the_document_are_right_where_people_coded_them() -> None:
    right = replace(MENTION, rule=frames()[0].id)
    wrong = replace(right, start=40, end=60, actors=())
    optional = replace(right, start=70, end=90)
    coded, other = (Document("src_1", "corpus", path, "other", "", "", ()) for path in ("folder/a.md", "b.md"))
    golds = (replace(GOLD, span=(0, 9)), replace(GOLD, span=(75, 80), required=False))
    batch = Batch((CodedDocument(coded, (right, wrong, optional)), CodedDocument(other, (right,))))
    found = samples_of(GoldDocument("a.md", Path("a.md"), golds), batch)
    assert [sample.is_right for sample in found] == [True, False]
    assert ["actor-coded" in sample.signs for sample in found] == [True, False]
    assert {sample.half for sample in found} == {half_of("a.md")}
