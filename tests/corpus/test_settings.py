"""Corpus files: what they say, and what is said of a mistake in one."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.corpus import CorpusError, read_settings

GOOD = """
name = "ministries"
contact = "mailto:me@university.example"

[[source]]
name = "lima"
kind = "feed"
url = "https://lima.example/feed"
publisher = "Ministry in Lima"
licence = ""
language = "es"
policy = "excerpt"
quote_chars = 140
include = ["*/press/*"]
since = 2020-01-01
seconds_between = 5

[[source]]
name = "here"
kind = "location"
url = "documents"
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "corpus.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_corpus_file_says_what_its_sources_are(tmp_path: Path) -> None:
    file = write(tmp_path, GOOD)
    corpus = read_settings(file)
    assert (corpus.path, corpus.name, corpus.holdings) == (file, "ministries", tmp_path / "holdings")
    assert not corpus.allow_private
    lima, here = corpus.sources
    assert (lima.kind, lima.publisher, lima.licence, lima.language) == ("feed", "Ministry in Lima", None, "es")
    assert lima.since == date(2020, 1, 1)
    assert (lima.policy, lima.quote_chars, lima.include, lima.seconds_between) == ("excerpt", 140, ("*/press/*",), 5.0)
    assert (lima.most_documents, lima.max_bytes, lima.timeout, lima.exclude) == (1000, 5_000_000, 30.0, ())
    assert lima.is_fetched and not here.is_fetched
    assert here.url == str(tmp_path / "documents")


def test_a_corpus_is_named_after_its_folder_and_needs_no_contact_where_nothing_is_fetched(tmp_path: Path) -> None:
    corpus = read_settings(write(tmp_path, '\ufeff[[source]]\nname = "a"\nkind = "location"\nurl = "file://' + str(tmp_path / "x") + '"\n'))
    assert (corpus.name, corpus.contact) == (tmp_path.name, None)
    assert corpus.sources[0].url == str(tmp_path / "x")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("contact", "contct", "the corpus: there is no setting 'contct'; there are name, holdings, contact, allow_private"),
        ('contact = "mailto:me@university.example"', "", "contact is missing, and the source 'lima' is fetched"),
        ("mailto:me@university.example", "somebody", "the corpus: contact is an e-mail address or a web address"),
        ('kind = "feed"', "", "[[source]] number 1 (lima): kind is missing"),
        ('"feed"', '"fed"', "[[source]] number 1 (lima): kind is one of feed, sitemap, page, mediawiki, location, not 'fed'"),
        ('"feed"', "[1]", "kind is one of feed, sitemap, page, mediawiki, location, not [1]"),
        ('"lima"', '"Li ma"', "name is at most 64 small letters, digits and hyphens"),
        ('"here"', '"lima"', "[[source]] number 2: another source before it has the name 'lima'"),
        ("https://lima", "ftp://lima", "a feed has an address that begins with https:// or http://"),
        ("https://lima", "https://u:p@lima", "url holds a user name or password"),
        ("https://lima", "https://[lima", "which is no address: Invalid IPv6 URL"),
        ("https://lima", "https://li\u202ema", "url is a text on one line"),
        ("quote_chars = 140", "", "quote_chars is missing; an excerpt needs the longest quote in characters, such as 140"),
        ("140", "true", "quote_chars is a whole number from 1 to 1,000,000, not True"),
        ('"excerpt"', '"full"', "quote_chars is only for an excerpt"),
        ("2020-01-01", '"2020-01-01"', "since is a day without quotation marks, such as 2020-01-01, not '2020-01-01'"),
        ("2020-01-01", "2020-01-01T10:00:00Z", "since is a day without quotation marks"),
        ('["*/press/*"]', '"*/press/*"', "include is a list of texts"),
        ('"es"', '"Spanish"', "language is a language code of two or three small letters"),
        ("= 5", "= -1", "seconds_between is a number from 0 to 3,600, not -1"),
        ('"documents"', '"documents"\nsince = 2020-01-01', "[[source]] number 2 (here): since means nothing for files of this machine"),
        ('"documents"', '"."', "the folder of the source 'here' holds the holdings"),
        ("[[source]]", "[source]", "it is no TOML"),
        (GOOD, 'name = "a"', "it names no source"),
        (GOOD, "source = 3", "it names no source"),
        (GOOD, "name = 3", "the corpus: name is a text on one line, which is not empty, not 3"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_file_and_place(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in GOOD
    file = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(CorpusError) as caught:
        read_settings(file)
    assert caught.value.message.startswith(f"Cannot read the corpus {str(file)!r}: ")
    assert expected in caught.value.reason


@pytest.mark.parametrize(("content", "expected"), [(None, "cannot be read: No such file"), (b"name = \xff", "it is not UTF-8 (byte 7)")])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None, expected: str) -> None:
    if content is not None:
        (tmp_path / "corpus.toml").write_bytes(content)
    with pytest.raises(CorpusError, match=expected.replace("(", r"\(").replace(")", r"\)")):
        read_settings(tmp_path / "corpus.toml")
