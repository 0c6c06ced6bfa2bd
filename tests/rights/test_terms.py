import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Citation, Document, Section
from pipeline.rights import FULL, Terms, sha256_of, withheld

TEXT = "Peru expelled him. Chile did not."
STORY = Section(
    "main", 0, len(TEXT), heading="A heading", link="https://a.example/x", contexts=("Crisis", "A long label"), sentences=((0, 18),)
)
PAGE = Document(
    "src_0", "c", "a.md", "digest", TEXT, "0" * 64, (STORY,), title="Peru expelled him.",
    citations=(Citation("https://a.example/x", "The Wire"), Citation("https://b.example/", "Post"), Citation("https://c.example/")),
)  # fmt: skip


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1), st.integers(1, 20))
def test_a_quote_is_the_beginning_of_the_words_or_their_hash(words: str, longest: int) -> None:
    quote, sha256 = Terms("excerpt", longest).quote(words)
    assert quote is not None and words.startswith(quote) and 0 < len(quote) <= longest
    assert (sha256 is None) == (quote == words)
    assert sha256 in (None, hashlib.sha256(words.encode()).hexdigest())
    assert FULL.quote(words) == (words, None)
    assert Terms("reference").quote(words) == (None, sha256_of(words))


def test_an_excerpt_counts_code_points() -> None:
    assert Terms("excerpt", 2).quote("é\U0001f5fa中a")[0] == "é\U0001f5fa"


@pytest.mark.parametrize(("terms", "words"), [(FULL, "expelled"), (Terms("excerpt", 8), "expelled"), (Terms("excerpt", 7), None)])
def test_words_that_may_not_stand_whole_do_not_stand(terms: Terms, words: str | None) -> None:
    assert terms.words("expelled") == words


def test_a_reference_has_none_of_the_words_that_stand_beside_quotes() -> None:
    page = withheld(PAGE, Terms("reference"), licence="CC0-1.0")
    assert (page.title, page.licence, page.text) == (None, "CC0-1.0", TEXT)
    assert page.sections == (replace(STORY, heading=None, link=None, contexts=()),)
    assert [(citation.url, citation.label) for citation in page.citations] == [(citation.url, None) for citation in PAGE.citations]


def test_an_excerpt_has_those_that_are_short_enough() -> None:
    page = withheld(PAGE, Terms("excerpt", 8), licence=None)
    assert page.title == "Peru exp"
    assert page.sections == (replace(STORY, heading=None, link=None, contexts=("Crisis",)),)
    assert [citation.label for citation in page.citations] == ["The Wire", "Post", None]


def test_a_title_of_its_own_is_a_fact() -> None:
    assert withheld(replace(PAGE, title="Events of a day"), Terms("reference"), licence=None).title == "Events of a day"
    assert withheld(replace(PAGE, format="newswire"), Terms("reference"), licence=None).title == PAGE.title


def test_in_full_nothing_but_what_is_gone_goes() -> None:
    assert withheld(PAGE, FULL, licence=None) == PAGE
    page = withheld(PAGE, FULL, licence=None, is_gone=lambda url: "a.example" in url)
    assert [citation.url for citation in page.citations] == ["https://b.example/", "https://c.example/"]
    assert page.sections == (replace(STORY, link=None),)
