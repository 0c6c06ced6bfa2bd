import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.intervals import Part, interval_by_document, wilson

PARTS = st.lists(
    st.tuples(st.lists(st.sampled_from("uvwxyz"), min_size=1, max_size=2).map(tuple), st.integers(0, 9), st.integers(0, 9)).map(
        lambda part: (part[0], part[1], part[1] + part[2])
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17, table I, method 3
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_of_a_share_is_the_published_one(right: int, n: int, low: float, high: float) -> None:
    assert wilson(right, n) == pytest.approx((low, high), abs=5e-5)


def test_a_share_of_nothing_has_no_interval() -> None:
    assert interval_by_document([]) is None
    assert interval_by_document([(("a",), 0, 0)]) is None


def test_documents_of_one_event_each_are_independent_events() -> None:
    parts = [((str(number),), number % 4 != 0, 1) for number in range(40)]
    expected = wilson(30, 40)
    assert expected is not None
    assert interval_by_document(parts) == pytest.approx(expected, abs=0.01)


def test_documents_that_are_all_right_or_all_wrong_count_as_one_event_each() -> None:
    of_five = [((str(number),), 5 * (number % 4 != 0), 5) for number in range(40)]
    of_one = [((str(number),), number % 4 != 0, 1) for number in range(40)]
    assert interval_by_document(of_five) == pytest.approx(interval_by_document(of_one), abs=0.01)


def test_where_documents_leave_no_doubt_to_measure_it_is_that_of_independent_events() -> None:
    assert interval_by_document([(("a",), 3, 3), (("b",), 4, 4)]) == wilson(7, 7)
    assert interval_by_document([(("a",), 3, 4)]) == wilson(3, 4)
    assert interval_by_document([(("a",), 3, 4), (("b",), 6, 8)]) == wilson(9, 12)
    assert interval_by_document([(("a",), 3, 3), (("b",), 4, 4)], n_alike=2) == wilson(2, 2)


def test_pairs_that_share_a_document_go_together() -> None:
    """Pairs with a are right, pairs with z are wrong: that says less than eight pairs of eight times two documents."""
    shared = [("az"[number % 2], f"other {number}") for number in range(8)]
    apart = [(f"one {number}", f"other {number}") for number in range(8)]
    wide, narrow = (interval_by_document((pair, 1 - at % 2, 1) for at, pair in enumerate(pairs)) for pairs in (shared, apart))
    assert wide is not None
    assert narrow is not None
    assert wide[1] - wide[0] > 1.2 * (narrow[1] - narrow[0])


@given(PARTS, st.randoms(use_true_random=False))
def test_it_holds_the_share_is_no_narrower_than_that_of_independent_events_and_knows_no_order(
    parts: list[Part], chance: random.Random
) -> None:
    right, n = sum(part[1] for part in parts), sum(part[2] for part in parts)
    found, least = interval_by_document(parts), wilson(right, n)
    assert (found is None) == (least is None) == (n == 0)
    if found is not None and least is not None:
        assert 0 <= found[0] <= right / n + 1e-9
        assert right / n - 1e-9 <= found[1] <= 1
        assert found[1] - found[0] >= least[1] - least[0] - 1e-9
        shuffled = [(tuple(reversed(documents)), *counts) for documents, *counts in parts]
        chance.shuffle(shuffled)
        assert interval_by_document(shuffled) == pytest.approx(found)


@pytest.mark.parametrize("n_documents", [5, 16, 50])
def test_it_holds_the_truth_about_as_often_as_it_promises(n_documents: int) -> None:
    """Documents in which nine of ten events are right on average, but not in each alike: that of independent events holds it too seldom."""
    dice, trials = random.Random(5), 400
    held = {"by document": 0, "independent": 0}
    for _ in range(trials):
        parts: list[Part] = []
        for document in range(n_documents):
            likely, n = dice.betavariate(9, 1), dice.randint(2, 18)
            parts.append(((str(document),), sum(dice.random() < likely for _ in range(n)), n))
        right, n = sum(part[1] for part in parts), sum(part[2] for part in parts)
        for name, interval in (("by document", interval_by_document(parts)), ("independent", wilson(right, n))):
            assert interval is not None
            held[name] += interval[0] <= 0.9 <= interval[1]
    assert held["by document"] / trials >= 0.91
    assert held["independent"] / trials < 0.90
