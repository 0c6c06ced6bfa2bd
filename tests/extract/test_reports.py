"""A sentence reports each event once, however many words tell it."""

import pytest

from tests.extract.coding import code


@pytest.mark.parametrize(
    "text",
    [
        "Ethiopia launched an attack on Eritrea.",
        "Indian troops killed two Pakistani soldiers and wounded three Pakistani officers.",
        "Peru condemned Chile and denounced Chile.",
    ],
)
def test_what_several_words_tell_is_one_mention(text: str) -> None:
    assert len(code(text)) == 1


def test_different_acts_and_different_sides_are_told_apart() -> None:
    assert len(code("Peru condemned Chile and recalled its ambassador to Chile.")) == 2
    assert len(code("Peru condemned Chile and denounced Bolivia.")) == 2
