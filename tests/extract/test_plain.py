"""Sentences as the parser gets them lead back to the very words of the document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.plain import plain_sentences
from tests.extract.coding import document_of


def test_spaces_quotes_and_entities_are_plain_and_lead_back() -> None:
    text = "Iran  expresses &quot;regret&quot; to\u00a0Oman’s king."
    (sentence,) = plain_sentences(document_of(text))
    assert sentence.text == 'Iran expresses "regret" to Oman\'s king.'
    assert text[sentence.offset[sentence.text.index("regret")] :].startswith("regret")
    assert text[sentence.offset[-1]] == "."


def test_dashes_and_repetitions_are_plain() -> None:
    text = "Peru re-established ties--and more -- with Chile."
    (sentence,) = plain_sentences(document_of(text))
    assert sentence.text == "Peru reestablished ties - and more - with Chile."
    assert text[sentence.offset[sentence.text.index("established")] :].startswith("established")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peru \u200b left.", "Peru left."),
        ("Peru\u200b left\xad.", "Peru left."),
        ("Peru\t \x1fleft .", "Peru left ."),
        ("Peru--Chile -- left---", "Peru - Chile - left - "),
        ("\x93Peru\x94 \x96 left", '"Peru" - left'),
        ("A &amp; B&AMP;C &c", "A & B&AMP;C &c"),
        ("Re-open pre-open re- open RE-e", "Reopen pre-open re- open REe"),
        ("\u200bPeru left", "Peru left"),
        ("&quot;&quot;--&apos;", '"" - \''),
    ],
)
def test_what_nobody_sees_and_how_it_is_typed_changes_no_word(text: str, wanted: str) -> None:
    (sentence,) = plain_sentences(document_of(text))
    assert sentence.text == wanted
    assert list(sentence.offset) == sorted(sentence.offset) and len(sentence.offset) == len(wanted)


@given(st.text(min_size=1, max_size=80).filter(lambda text: text.strip() and "\n" not in text and "\r" not in text))
def test_every_letter_leads_back_to_itself(text: str) -> None:
    for sentence in plain_sentences(document_of(text)):
        assert len(sentence.text) == len(sentence.offset)
        for char, at in zip(sentence.text, sentence.offset, strict=True):
            assert char == text[at] or not char.isalnum() or text[at] == "&"
