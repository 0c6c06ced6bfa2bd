import random
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.clusters import Link, b_cubed, find_joins, links_of, pairs
from pipeline.evaluate.intervals import wilson
from pipeline.evaluate.matching import Comparison
from pipeline.evaluate.rates import Rates
from tests.evaluate.pairs import FOUND, GOLD

# Bagga and Baldwin 1998, figures 1 to 3: by hand 1-5, 6-7 and 8-9-A-B-C; found with 6-7 and 8-C together, or with 1-5 and 8-C together.
BY_HAND = "aaaaabbccccc"
LINKS = st.lists(st.builds(Link, st.sampled_from("xyz"), st.sampled_from("abcd"), st.sampled_from("1234")), max_size=12)


def links(by_hand: str, found: str, documents: str = "") -> list[Link]:
    documents = documents or "".join(map(chr, range(200, 200 + len(by_hand))))
    return [Link(*each) for each in zip(documents, by_hand, found, strict=True)]


@pytest.mark.parametrize(("found", "precision"), [("111112222222", Fraction(16, 21)), ("111112211111", Fraction(7, 12))])
def test_b_cubed_is_that_of_the_paper(found: str, precision: Fraction) -> None:
    figures = b_cubed(links(BY_HAND, found))
    assert (figures.precision, figures.recall) == pytest.approx((float(precision), 1))
    assert figures.f1 == pytest.approx(float(2 * precision / (precision + 1)))
    assert (figures.n, figures.n_coded_events, figures.n_found_events) == (12, 3, 2)


@given(LINKS)
def test_counting_groups_is_the_same_as_comparing_all(found: list[Link]) -> None:
    assert pairs(found) == compared_one_by_one(found)
    shares = [share_of_its_event(found, each) for each in found]
    expected = float(sum(shares) / len(shares)) if shares else 0.0
    assert b_cubed(found).precision == pytest.approx(expected)


@given(LINKS)
def test_hand_and_build_are_each_others_mirror(found: list[Link]) -> None:
    figures, mirrored = b_cubed(found), b_cubed([Link(each.document, each.found, each.coded) for each in found])
    assert (figures.precision, figures.recall) == (mirrored.recall, mirrored.precision)
    assert figures.f1 == pytest.approx(mirrored.f1)


@given(LINKS, st.randoms(use_true_random=False))
def test_the_order_of_mentions_does_not_matter(found: list[Link], chance: random.Random) -> None:
    shuffled = found[:]
    chance.shuffle(shuffled)
    one, other = b_cubed(found), b_cubed(shuffled)
    assert (one.precision, one.recall) == pytest.approx((other.precision, other.recall))
    for name, interval in one.intervals.items():
        assert interval == (other.intervals[name] and pytest.approx(other.intervals[name]))


@given(LINKS)
def test_an_interval_holds_its_share(found: list[Link]) -> None:
    figures = b_cubed(found)
    for name, interval in figures.intervals.items():
        assert (interval is None) == (not found)
        if interval is not None:
            assert 0 <= interval[0] <= getattr(figures, name) + 1e-9
            assert getattr(figures, name) - 1e-9 <= interval[1] <= 1


def test_mentions_of_one_document_count_as_fewer() -> None:
    apart, together = (b_cubed(links("abcdefgh", "11345678", documents)).intervals["precision"] for documents in ("stuvwxyz", "sswwxxyy"))
    assert apart is not None
    assert together is not None
    assert together[0] < apart[0]


def test_where_all_is_right_the_doubt_is_that_of_so_many_documents() -> None:
    figures = b_cubed(links("aabb", "1122", "xxyz"))
    assert figures.precision == figures.recall == figures.f1 == 1
    assert set(figures.intervals.values()) == {wilson(3, 3)}


def test_only_required_events_that_were_found_and_have_a_name_are_linked() -> None:
    outcomes = [(GOLD, FOUND), (GOLD, None), (None, FOUND), (replace(GOLD, required=False), FOUND), (replace(GOLD, cluster=None), FOUND)]
    assert links_of(Comparison("a.md", gold, found) for gold, found in outcomes) == [Link("a.md", "x", "evt_1")]


def test_what_to_part_and_what_to_join_is_shown_by_its_first_mentions() -> None:
    found = [compared(each) for each in ("a x 1", "a x 1", "b y 1", "c z 1", "d y 2")]
    joins = [(join.kind, found.index(join.one), found.index(join.other)) for join in find_joins(found)]
    assert joins == [("wrong-merge", 0, 2), ("wrong-merge", 0, 3), ("missed-merge", 2, 4)]


def test_sound_events_have_no_joins() -> None:
    assert list(find_joins([compared("a x 1"), compared("b x 1"), compared("b y 2")])) == []


def compared(text: str) -> Comparison:
    """A hit, written as document, event by hand, event found."""
    document, coded, found = text.split()
    return Comparison(document, replace(GOLD, cluster=coded), replace(FOUND, event_id=found))


def compared_one_by_one(found: Sequence[Link]) -> Rates:
    kinds = [(one.coded == other.coded, one.found == other.found) for one, other in combinations(found, 2)]
    return Rates(kinds.count((True, True)), kinds.count((False, True)), kinds.count((True, False)))


def share_of_its_event(found: Sequence[Link], link: Link) -> Fraction:
    together = [each for each in found if each.found == link.found]
    return Fraction(sum(each.coded == link.coded for each in together), len(together))
