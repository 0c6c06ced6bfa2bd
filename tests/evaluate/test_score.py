from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.evaluate.gold import GoldDocument
from pipeline.evaluate.score import score
from tests.evaluate.pairs import FOUND, GOLD, evaluate_pairs


def test_hits_misses_and_false_alarms_are_counted() -> None:
    evaluation = evaluate_pairs((GOLD, FOUND), (GOLD, FOUND), (GOLD, None), (None, FOUND), (None, FOUND))
    assert (evaluation.detection.precision, evaluation.detection.recall) == (2 / 4, 2 / 3)
    assert evaluation.detection.f1 == pytest.approx(4 / 7)
    assert (evaluation.coded_events, evaluation.mentions) == (3, 4)


def test_strictly_right_is_only_what_is_right_in_every_field() -> None:
    late = replace(FOUND, days=(date(2017, 8, 12), date(2017, 8, 12)))
    evaluation = evaluate_pairs((GOLD, FOUND), (GOLD, late))
    assert (evaluation.detection.f1, evaluation.strict.f1) == (1, 0.5)
    assert evaluation.fields == {"act": 1, "actor": 1, "date": 0.5, "mode": 1, "names": 1, "recipient": 1}


def test_fields_that_the_coder_left_open_are_not_compared() -> None:
    open_gold = replace(GOLD, act=None, mode=None, recipient=None, names=frozenset())
    assert evaluate_pairs((open_gold, FOUND)).fields == {"actor": 1, "date": 1}


def test_pairs_of_mentions_of_one_event_are_compared() -> None:
    evaluation = evaluate_pairs(
        (GOLD, FOUND),
        (GOLD, FOUND),
        (GOLD, replace(FOUND, event_id="evt_2")),
        (replace(GOLD, cluster="y"), replace(FOUND, event_id="evt_2")),
    )
    # by hand 3 pairs, one of them found; found 2, one of them right
    assert (evaluation.same_event.n_coded, evaluation.same_event.precision, evaluation.same_event.recall) == (3, 1 / 2, 1 / 3)
    # of the company of the four mentions 1, 1, 1/2, 1/2 is theirs; of their event 2/3, 2/3, 1/3, 1 is with them
    assert (evaluation.b_cubed.precision, evaluation.b_cubed.recall) == pytest.approx((3 / 4, 2 / 3))
    assert (evaluation.b_cubed.n, evaluation.b_cubed.n_coded_events, evaluation.b_cubed.n_found_events) == (4, 2, 2)


def test_types_are_told_apart() -> None:
    evaluation = evaluate_pairs((GOLD, FOUND), (None, replace(FOUND, event_type="ACCUSE")), (replace(GOLD, required=False), None))
    assert {name: rates.f1 for name, rates in evaluation.by_type.items()} == {"ACCUSE": 0, "SANCTION": 1}


def test_nothing_found_is_zero_and_no_error() -> None:
    evaluation = score([GoldDocument("a.md", Path("a.md"), ())], {})
    assert evaluation.detection.f1 == 0
    assert evaluation.documents_with_mentions == 0
