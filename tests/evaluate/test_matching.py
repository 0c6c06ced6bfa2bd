from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.evaluate.found import FoundMention
from pipeline.evaluate.gold import GoldDocument, GoldEvent
from pipeline.evaluate.matching import compare, similarity

DAY = date(2017, 8, 11)
PERU, VENEZUELA, NOBODY = frozenset({"PER"}), frozenset({"VEN"}), frozenset[str]()
GOLD = GoldEvent("SANCTION", "expel", "expel-envoy", PERU, VENEZUELA, NOBODY, (DAY, DAY), "Peru expels the envoy", (10, 31))
FOUND = FoundMention("evt_1", "SANCTION", "expel", "expel-envoy", PERU, VENEZUELA, NOBODY, (DAY, DAY), "So Peru expels the envoy.", (7, 32))


def outcomes(golds: list[GoldEvent], found: list[FoundMention], *, is_sentence: bool = False) -> list[str]:
    document = GoldDocument("a.md", Path("a.md"), tuple(golds), is_sentence)
    return [comparison.outcome for comparison in compare(document, found)]


def test_the_same_words_type_and_party_make_a_hit() -> None:
    assert similarity(GOLD, FOUND) == 2 + 1 + 2 + 1 + 1.5 + 1.5
    assert outcomes([GOLD], [FOUND]) == ["hit"]


@pytest.mark.parametrize(
    "other",
    [
        replace(FOUND, event_type="ACCUSE"),
        replace(FOUND, actor=frozenset({"CUB"}), recipient=frozenset({"COL"})),
        replace(FOUND, span=(31, 60)),
    ],
    ids=["another type", "other parties", "other words"],
)
def test_without_one_of_them_there_is_none(other: FoundMention) -> None:
    assert similarity(GOLD, other) is None
    assert outcomes([GOLD], [other]) == ["miss", "alarm"]


def test_the_second_side_may_stand_in_either_role() -> None:
    assert similarity(GOLD, replace(FOUND, actor=VENEZUELA, recipient=NOBODY)) is not None


def test_an_event_without_parties_matches_by_its_words() -> None:
    assert similarity(replace(GOLD, actor=NOBODY, recipient=NOBODY), FOUND) is not None


@pytest.mark.parametrize(("day", "is_near"), [(11, True), (14, True), (15, False)])
def test_a_date_three_days_off_makes_the_pair_no_less_alike(day: int, is_near: bool) -> None:
    moved = replace(FOUND, days=(date(2017, 8, day), date(2017, 8, day)))
    assert similarity(GOLD, moved) == (9 if is_near else 8)


def test_a_month_holds_its_days_and_two_unknown_dates_agree() -> None:
    month = replace(FOUND, days=(date(2017, 8, 1), date(2017, 8, 31)))
    assert similarity(GOLD, month) == 9
    assert similarity(replace(GOLD, days=None), replace(FOUND, days=None)) == 9
    assert similarity(replace(GOLD, days=None), FOUND) == 8


def test_where_no_span_is_known_quotes_or_dates_decide() -> None:
    gold = replace(GOLD, span=None, quote="Peru  expels\nthe envoy")
    assert similarity(gold, FOUND) == 9
    assert similarity(gold, replace(FOUND, quote="Something else.")) == 7
    assert similarity(gold, replace(FOUND, quote="Something else.", days=None)) is None


def test_each_mention_serves_one_event_and_the_most_similar_wins() -> None:
    vague = replace(GOLD, act=None, recipient=NOBODY)
    document = GoldDocument("a.md", Path("a.md"), (vague, GOLD))
    hit, miss = compare(document, [FOUND])
    assert (hit.gold, hit.found, hit.outcome) == (GOLD, FOUND, "hit")
    assert (miss.gold, miss.outcome) == (vague, "miss")


def test_what_is_not_required_is_neither_miss_nor_hit_nor_false_alarm() -> None:
    optional = replace(GOLD, required=False)
    assert outcomes([optional], [FOUND]) == ["optional"]
    assert outcomes([optional], []) == ["optional"]


def test_in_a_sentence_only_one_mention_counts() -> None:
    other = replace(FOUND, event_type="ACCUSE")
    gold = replace(GOLD, is_sentence=True)
    assert outcomes([gold], [other, FOUND, other], is_sentence=True) == ["hit"]
    assert outcomes([gold], [other, other], is_sentence=True) == ["miss", "alarm"]


def test_older_sets_of_sentences_have_one_type_for_concede_and_retreat() -> None:
    yielded = replace(GOLD, event_type="CONCEDE")
    assert similarity(yielded, replace(FOUND, event_type="RETREAT")) is None
    assert similarity(replace(yielded, is_sentence=True), replace(FOUND, event_type="RETREAT")) is not None
