"""Whom words that refer back mean."""

import pytest

from tests.extract.coding import code, who


@pytest.mark.parametrize(
    ("text", "act", "actors", "recipients"),
    [
        ("Peru closed its embassy in Chile.\nIt recalled its ambassador to Chile.", "recall-envoy", {"PER"}, {"CHL"}),
        ("Peruvian President Rosa Quispe spoke.\nShe condemned Cuba.", "condemn", {"PER"}, {"CUB"}),
        ("Peruvian President Rosa Quispe arrived.\nQuispe condemned Cuba.", "condemn", {"PER"}, {"CUB"}),
        ("Peru and Chile quarrelled over fish.\nBoth countries recalled their ambassadors.", "recall-envoy", {"PER", "CHL"}, set()),
        ("Kenya's parliament met.\nThe government condemned Cuba.", "condemn", {"KEN"}, {"CUB"}),
        ("Peru cut ties with Panama, calling it a lackey.", "condemn", {"PER"}, {"PAN"}),
        ("Peru's Congress passed a resolution.\nThe resolution condemned Cuba.", "condemn", {"PER"}, {"CUB"}),
        ("Peru and Chile quarrelled.\nThe countries restored relations.", "restore-relations", {"PER", "CHL"}, set()),
        ("Peru quarrelled with Chile and Cuba, and recalled its ambassadors to these countries.", "recall-envoy", {"PER"}, {"CHL", "CUB"}),
        ("The Senate of Peru urged the president to free the prisoners.", "demand", {"PER"}, {"PER"}),
        ("Peru condemned leftist countries, including Cuba and Bolivia.", "condemn", {"PER"}, {"CUB", "BOL"}),
        ("Peru widened its rift with Iran, saying that it condemned the Islamic republic.", "condemn", {"PER"}, {"IRN"}),
    ],
)
def test_a_word_means_somebody_named_before(text: str, act: str, actors: set[str], recipients: set[str]) -> None:
    found = [(who(mention.actors), who(mention.recipients)) for mention in code(text) if mention.act == act]
    assert found == [(actors, recipients)]


def test_any_two_are_not_the_two() -> None:
    assert all(len(mention.actors) < 2 for mention in code("Peru and Chile quarrelled.\nTwo countries recalled their ambassadors."))


def test_without_anybody_named_before_nobody_is_meant() -> None:
    assert code("It recalled its ambassador.") == ()
