"""The lists of words around names."""

from pipeline.lexicon.naming import naming_words


def test_the_lists_are_there_and_surnames_are_written_as_they_are_compared() -> None:
    words = naming_words()
    assert "brown" in words.common_surnames
    assert "But" in words.openers
    assert all(name == name.lower() and name.isascii() for name in words.common_surnames | words.kin_nouns)
