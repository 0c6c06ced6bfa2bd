"""Where sentences end, with exact offsets."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pipeline.parse.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Mr. Diaz met Gen. Ruiz at St. Mary's.", "They spoke on Jan. 5 about No. 7."],
        ["The U.S. President wrote to the U.N. Secretary-General.", "He left the U.S. The talks failed."][:1],
        ["J. K. Okoro of Acme Inc. signed for 3.5 million.", "It was late."],
        ["He works in the U.S.", "The visa was refused."],
        ["“We agree.”", "The envoy smiled."],
        ['"Is that so?" he asked.', '"Yes!"', "Nobody spoke."],
        ["They waited … and waited ... for an answer.", "None came…", "Lima wrote again."],
        ["中国召回大使。", "「不接受！」", "会谈结束？"],
        ["The minister [again] refused.[12]", "Nothing moved."],
        ["Kenya said &quot;no.&quot;", "Oman agreed."],
    ],
)
def test_sentences_between_spaces(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_a_sentence_may_begin_without_a_space() -> None:
    assert sentences("The storm came on Sunday.The governor left.") == ["The storm came on Sunday.", "The governor left."]
    assert sentences('It rained on Sunday."Rivers rose," he said.') == ["It rained on Sunday.", '"Rivers rose," he said.']
    assert sentences("See www.example.Com or iOS.Now please.")[0].startswith("See www.example.Com or")


def test_paragraphs_and_list_items_end_sentences_and_line_ends_do_not() -> None:
    assert sentences("Talks in Quito\nwent on\n\nLater they ended") == ["Talks in Quito\nwent on", "Later they ended"]
    listed = "Visits\r\n\r\n- Minister A (2004)\r\n- Minister B\r\n  of Chad"
    assert sentences(listed) == ["Visits", "Minister A (2004)", "Minister B\r\n  of Chad"]
    assert sentences("1. One thing\n2. Another thing") == ["One thing", "Another thing"]
    assert sentences("They met on March\n30. The talks failed.") == ["They met on March\n30.", "The talks failed."]


def test_what_holds_no_word_is_no_sentence() -> None:
    assert sentences("\ufeff * * *\n\n---\n\n...") == []


@given(some.text(alphabet="aB .!?。\n\r\t\"”'-1\ufeff&;", max_size=80))
def test_spans_are_in_order_trimmed_and_cover_every_word(text: str) -> None:
    spans = split_sentences(text)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    inside = {place for start, end in spans for place in range(start, end)}
    assert all(place in inside for place, letter in enumerate(text) if letter.isalpha())


def test_only_the_stretch_is_read() -> None:
    assert split_sentences("One. Two. Three.", 5, 9) == ((5, 9),)
