from datetime import date

from pipeline.parse.blog import is_blog, read

POST = """Lima changes course


The council voted on Friday. A note followed.

Harbour Notes is 100% reader-supported. Please help by making a donation.


  1. I saw that coming. Peru condemned Chad.

    More words

  2. Chad recalled its envoy, I think.

    • And who pays?


Please enter your comment!
Please enter your name here"""

STAMPED = """Navy boards a tanker

2023-05-02T08:00:01
Ana Writer

The navy boarded a tanker. Its owner protested.

— Ship Watch (@shipwatch) May 1, 2023

Thanks to Bo Reader for contributing to this post.


Bo Reader
2023-05-03T09:10:11
Chad did the same.


zed
2023-05-04T09:10:11
Oman expelled them?
"""

COLUMN = """After the vote:
A minister speaks

By Ana Writer | May 24, 2002 | Page 12

The minister spoke in Lima. Nobody listened.
"""


def coded(text: str) -> list[str]:
    return [text[start:end] for section in read(text).sections if section.is_coded for start, end in section.sentences]


def test_comments_appeals_and_prompts_are_not_coded() -> None:
    assert is_blog(POST)
    assert coded(POST) == ["Lima changes course", "The council voted on Friday.", "A note followed."]
    assert read(POST).published_on is None
    assert all(section.kind == "other" for section in read(POST).sections if not section.is_coded)
    uncoded = " ".join(POST[section.start : section.end] for section in read(POST).sections if section.kind == "other")
    assert "Chad recalled its envoy" in uncoded and "enter your name" in uncoded


def test_a_comment_begins_with_a_name_and_a_time() -> None:
    reading = read(STAMPED)
    assert is_blog(STAMPED)
    assert (reading.title, reading.published_on) == ("Navy boards a tanker", date(2023, 5, 2))
    assert coded(STAMPED) == ["Navy boards a tanker", "The navy boarded a tanker.", "Its owner protested."]


def test_a_column_is_dated_by_its_byline() -> None:
    reading = read(COLUMN)
    assert is_blog(COLUMN)
    assert (reading.title, reading.published_on) == ("After the vote: A minister speaks", date(2002, 5, 24))
    assert coded(COLUMN)[1:] == ["The minister spoke in Lima.", "Nobody listened."]


def test_headed_comments_end_the_post() -> None:
    text = "A title\n\nThe ministers met. They will donate money to Chad.\n\n2 Comments\n\nOman expelled the envoy.\n\nLeave a reply\n"
    assert is_blog(text)
    assert coded(text) == ["A title", "The ministers met.", "They will donate money to Chad."]
