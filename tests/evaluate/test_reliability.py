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


def test_the_share_of_a_bin_has_an_interval_by_document() -> None:
    rated = [(0.97, number % 3 > 0) for number in range(12)]
    [apart] = reliability(rated, n_coded=12).bins
    [together] = reliability(rated, n_coded=12, documents=["abc"[number % 3] for number in range(12)]).bins
    assert apart.share_right == together.share_right == pytest.approx(2 / 3)
    assert together.share_low < apart.share_low < apart.share_right < apart.share_high < together.share_high


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
