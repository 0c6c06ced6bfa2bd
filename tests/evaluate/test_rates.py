from pipeline.evaluate.rates import Rates, rates_of


def test_shares_are_those_of_the_counts() -> None:
    rates = Rates(6, wrong=2, missed=4)
    assert (rates.precision, rates.recall, rates.f1) == (6 / 8, 6 / 10, 12 / 18)
    assert (rates.n_found, rates.n_coded) == (8, 10)


def test_shares_of_nothing_are_zero_and_have_no_interval() -> None:
    assert (Rates(0).precision, Rates(0).recall, Rates(0).f1) == (0, 0, 0)
    assert Rates(0).intervals == {"precision": None, "recall": None, "f1": None}
    assert Rates(0, missed=3).intervals["precision"] is None


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


def test_counts_are_added_up_by_document_in_any_order() -> None:
    counted = [(("b",), (1, 0, 0)), (("a",), (1, 1, 0)), (("b",), (0, 0, 2)), (("a", "b"), (0, 1, 0))]
    rates = rates_of(counted)
    assert (rates.right, rates.wrong, rates.missed, rates.n_documents) == (2, 2, 2, 2)
    assert rates.parts == ((("a",), (1, 1, 0)), (("a", "b"), (0, 1, 0)), (("b",), (1, 0, 2)))
    assert rates_of(reversed(counted)).parts == rates.parts
    assert rates_of(counted) == Rates(2, 2, 2)
    assert Rates(2, 2, 2).n_documents is None


def test_events_of_few_documents_leave_more_doubt() -> None:
    """In each document, the coder is right of all or of nothing."""
    fates = [(1, 0, 0), (1, 0, 0), (0, 1, 1), (1, 0, 0)] * 6
    apart = rates_of(((str(number),), fate) for number, fate in enumerate(fates))
    together = rates_of(((str(number % 4),), fate) for number, fate in enumerate(fates))
    assert apart == together
    for name in ("precision", "recall", "f1"):
        wide, narrow = together.intervals[name], apart.intervals[name]
        assert wide is not None
        assert narrow is not None
        assert wide[1] - wide[0] > 1.5 * (narrow[1] - narrow[0])
