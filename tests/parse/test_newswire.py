from datetime import date

import pytest

from pipeline.parse.dateline import find_dateline
from pipeline.parse.newswire import is_newswire, read

FEED = """Kenya and Chad sign a pact

Staff Writer
2016-05-14 22:53:20

NEW DELHI India's cabinet approved the pact, NATO diplomats said.

A crowd greets the envoy on Monday. (Press Pictures)

The pact was signed on Friday. NATO had no comment.

 (Reporting by A. Writer in Nairobi; Editing by B. Editor)

Source
"""

TAGGED = """The two sides meet

[Harbour Daily Comprehensive Report] On May 3rd local time, the envoys met. They left. (Ana Writer)"""


def coded(text: str) -> list[str]:
    return [text[start:end] for section in read(text).sections if section.is_coded for start, end in section.sentences]


def test_a_feed_item_without_its_furniture() -> None:
    reading = read(FEED)
    assert is_newswire(FEED)
    assert (reading.title, reading.published_on) == ("Kenya and Chad sign a pact", date(2016, 5, 14))
    assert coded(FEED) == [
        "Kenya and Chad sign a pact",
        "India's cabinet approved the pact, NATO diplomats said.",
        "The pact was signed on Friday.",
        "NATO had no comment.",
    ]


def test_the_prose_is_one_section_with_the_caption_left_out() -> None:
    sections = read(FEED).sections
    title, prose = (section for section in sections if section.kind == "main")
    caption = next(section for section in sections if FEED[section.start :].startswith("A crowd"))
    assert title.end < prose.start < caption.start < caption.end < prose.end
    assert not caption.is_coded


def test_an_agency_tag_names_the_publisher_and_a_signature_is_no_sentence() -> None:
    reading = read(TAGGED)
    assert is_newswire(TAGGED)
    assert (reading.publisher, reading.published_on) == ("Harbour Daily", None)
    assert coded(TAGGED) == ["The two sides meet", "On May 3rd local time, the envoys met.", "They left."]


def test_a_date_in_the_text_is_not_the_documents() -> None:
    text = "A title\n\nOn May 3, 2011, the minister said it was over. He told reporters so on Monday.\n"
    assert is_newswire(text)
    assert read(text).published_on is None


@pytest.mark.parametrize(
    ("line", "rest", "day", "publisher"),
    [
        ("ACCRA, Dec 11 , 2006, 2006", "", date(2006, 12, 11), None),
        ("ACCRA, Nov. 4 , 2006 (Volta)", "", date(2006, 11, 4), "Volta"),
        ("ACCRA, Nov. 4 (Volta) -- ", "The envoy left.", None, "Volta"),
        ("Accra (Volta Press) - ", "The envoy left.", None, "Volta Press"),
        ("PORT LOUIS, Mauritius — ", "The envoy left.", None, None),
        ("[Volta Special Report] ", "The envoy left.", None, "Volta"),
    ],
)
def test_datelines(line: str, rest: str, day: date | None, publisher: str | None) -> None:
    found = find_dateline(line + rest, 0, len(line + rest))
    assert found is not None
    assert ((line + rest)[found.end :], found.published_on, found.publisher) == (rest, day, publisher)


@pytest.mark.parametrize(
    "line",
    [
        "NATO Secretary General met the envoy. NATO agreed.",
        "GEORGE W. BUSH is seeing red.",
        "The envoy (Volta) - a friend - left.",
        "[condemn] is the word.",
        "U.S. President said so.",
        "A well-known envoy left.",
    ],
)
def test_sentences_that_are_no_datelines(line: str) -> None:
    assert find_dateline(line, 0, len(line), from_feed=True) is None
