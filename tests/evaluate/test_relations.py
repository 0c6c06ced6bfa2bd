from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.evaluate.found import FoundMention
from pipeline.evaluate.gold import GoldDocument
from pipeline.evaluate.relations import Relations, compare_relations
from tests.evaluate.pairs import FOUND, GOLD

SENTENCE = replace(GOLD, event_type="YIELD", is_sentence=True, actor_span=(0, 4), recipient_span=(20, 29))
BOTH = (("actor", (0, 4)), ("recipient", (20, 29)))


def relations_of(*found: FoundMention) -> Relations:
    relations = compare_relations([GoldDocument("#s-1", Path("s.jsonl"), (SENTENCE,), is_sentence=True)], [found])
    assert relations is not None
    return relations


@pytest.mark.parametrize(
    "places",
    [BOTH, (("actor", (0, 4)), ("actor", (22, 24)))],
    ids=["each side in its role", "both sides as actors"],
)
def test_the_mention_with_both_sides_speaks_for_the_pair(places: tuple[tuple[str, tuple[int, int]], ...]) -> None:
    one = replace(FOUND, span=(0, 9), places=(("actor", (0, 4)), ("recipient", (10, 12))))
    both = replace(FOUND, event_type="RETREAT", span=(5, 9), places=places)
    relations = relations_of(one, both)
    assert (relations.n_right, relations.n_with_pair, relations.n_right_with_pair, relations.macro_f1) == (1, 1, 1, 1)


def test_failing_that_the_first_mention_does() -> None:
    later, first = replace(FOUND, span=(7, 9)), replace(FOUND, event_type="CONCEDE", span=(2, 9))
    relations = relations_of(later, first)
    assert (relations.n_right, relations.n_with_pair) == (1, 0)


def test_a_sentence_without_mentions_has_no_relation() -> None:
    relations = relations_of()
    assert (relations.n, relations.n_coded, relations.n_right, relations.macro_f1) == (1, 0, 0, 0)


def test_whole_documents_have_no_relations() -> None:
    assert compare_relations([GoldDocument("a.md", Path("a.md"), (GOLD,))], [[FOUND]]) is None
