from dataclasses import replace

import pytest

from pipeline.evaluate.reliability import reliability, reliability_of
from tests.evaluate.pairs import FOUND, GOLD, evaluate_pairs

RATED = [(1.0, True), (0.97, True), (0.96, False), (0.75, True), (0.72, False), (0.1, False)]


def test_mentions_are_sorted_into_bins() -> None:
    table = reliability(RATED, n_coded=6)
    assert [(row.low, row.high, row.n) for row in table.bins] == [(0.0, 0.5, 1), (0.7, 0.8, 2), (0.95, 1.0, 3)]
    assert [row.share_right for row in table.bins] == [0, 1 / 2, 2 / 3]
    assert table.bins[1].mean_confidence == pytest.approx(0.735)


def test_each_bin_says_what_is_kept_from_there_on() -> None:
    table = reliability(RATED, n_coded=6)
    assert [(row.kept_precision, row.kept_recall) for row in table.bins] == [(3 / 6, 3 / 6), (3 / 5, 3 / 6), (2 / 3, 2 / 6)]


def test_the_error_is_the_mean_distance_of_confidence_and_truth() -> None:
    assert reliability([(0.5, True), (0.5, False)], n_coded=1).calibration_error == 0
    assert reliability([(0.9, False), (0.2, False), (0.2, False)], n_coded=1).calibration_error == pytest.approx((0.9 + 0.2 + 0.2) / 3)


def test_without_mentions_there_are_no_bins() -> None:
    assert reliability([], n_coded=0).bins == ()
    assert reliability([], n_coded=0).calibration_error == 0


def test_events_that_are_not_required_are_left_out() -> None:
    evaluation = evaluate_pairs((GOLD, FOUND), (replace(GOLD, required=False), FOUND), (GOLD, None), (None, FOUND))
    [row] = reliability_of(evaluation.comparisons).bins
    assert (row.n, row.share_right, row.kept_recall) == (2, 1 / 2, 1 / 2)
