import pytest

from pipeline.evaluate.rates import Rates, wilson


def test_shares_are_those_of_the_counts() -> None:
    rates = Rates(6, wrong=2, missed=4)
    assert (rates.precision, rates.recall, rates.f1) == (6 / 8, 6 / 10, 12 / 18)
    assert (rates.n_found, rates.n_coded) == (8, 10)


def test_shares_of_nothing_are_zero_and_have_no_interval() -> None:
    assert (Rates(0).precision, Rates(0).recall, Rates(0).f1) == (0, 0, 0)
    assert Rates(0).intervals == {"precision": None, "recall": None, "f1": None}
    assert Rates(0, missed=3).intervals["precision"] is None


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17, table I, method 3
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_of_a_share_is_the_published_one(right: int, n: int, low: float, high: float) -> None:
    assert wilson(right, n) == pytest.approx((low, high), abs=5e-5)


def test_the_interval_of_f1_holds_it_and_stays_a_share() -> None:
    for rates in (Rates(9), Rates(0, 3, 3), Rates(60, 20, 40)):
        interval = rates.intervals["f1"]
        assert interval is not None
        assert 0 <= interval[0] <= rates.f1 <= interval[1] <= 1


def test_more_events_make_an_interval_narrower() -> None:
    few, many = (rates.intervals["f1"] for rates in (Rates(6, 2, 4), Rates(60, 20, 40)))
    assert few is not None
    assert many is not None
    assert few[0] < many[0] < many[1] < few[1]
