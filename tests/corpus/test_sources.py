"""A corpus by its file: local folders in place, what was fetched from the holdings, and what is said of both."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.corpus import CorpusError, read_corpus, read_settings
from pipeline.fetched import open_holdings
from pipeline.records import Document, RawDocument, Reject
from pipeline.rights import Rule, decide, rules_of_sources
from pipeline.rights.rules import Decision

LIMA = "Lima recalled its envoy."
PAGE = "<html><head><meta charset='windows-1252'></head><body><p>Per\xfa recalled its envoy.</p></body></html>".encode("cp1252")
CORPUS = """
name = "ministries"
contact = "mailto:me@university.example"
[[source]]
name = "news"
kind = "feed"
url = "https://news.example/feed"
publisher = "News"
language = "en"
licence = "CC-BY-4.0"
policy = "reference"
[[source]]
name = "wiki"
kind = "mediawiki"
url = "https://wiki.example/w/api.php"
[[source]]
name = "store"
kind = "location"
url = "s3://bucket/old"
policy = "excerpt"
quote_chars = 20
[[source]]
name = "empty"
kind = "sitemap"
url = "https://empty.example/sitemap.xml"
[[source]]
name = "here"
kind = "location"
url = "documents"
publisher = "Here"
format = "newswire"
"""
AT = datetime(2024, 1, 2, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A corpus file with its holdings and a folder of documents."""
    (tmp_path / "documents" / "sub").mkdir(parents=True)
    (tmp_path / "documents" / "sub" / "a.md").write_text(LIMA, encoding="utf-8")
    line = '{"id": "1", "text": "Quito waits.", "publisher": "Own", "format": "blog"}'
    (tmp_path / "documents" / "b.jsonl").write_text(line, encoding="utf-8")
    (tmp_path / "documents" / "c.pdf").write_bytes(b"%PDF")
    with open_holdings(tmp_path / "holdings", for_writing=True) as holdings:
        told: dict[str, Any] = {"title": "From the feed", "published_on": date(2024, 1, 1)}
        holdings.add("news", "https://news.example/b", PAGE, at=AT, media_type="text/html", **told)
        holdings.add("news", "https://news.example/a", b"Lima waits.", at=AT, media_type="text/plain", headers=())
        holdings.add("news", "https://news.example/c", b"%PDF", at=AT, media_type="application/pdf")
        holdings.add("news", "https://news.example/d", b"Per\xfa", at=AT, media_type="text/plain", charset="iso-8859-1")
        holdings.add("news", "https://news.example/feed", b"<rss/>", at=AT, media_type="application/rss+xml", role="listing")
        holdings.add("wiki", "https://wiki.example/Peru", b"'''Peru''' [[met|spoke to]] Chile.\n== Ties ==\nGood.", at=AT,
                     media_type="text/x-wiki", title="Peru")  # fmt: skip
        copies = holdings.copies_folder("store")
        (copies / "deep").mkdir(parents=True)
        (copies / "deep" / "x.txt").write_text("Quito called.", encoding="utf-8")
    corpus_file = tmp_path / "corpus.toml"
    corpus_file.write_text(CORPUS, encoding="utf-8")
    return corpus_file


def test_the_documents_of_all_sources_have_their_paths_and_facts(file: Path) -> None:
    found = list(read_corpus(str(file)))
    assert {item.corpus for item in found} == {"ministries"}
    documents = {item.path: item for item in found if isinstance(item, RawDocument)}
    assert list(documents) == [
        "news#https://news.example/a",
        "news#https://news.example/b",
        "news#https://news.example/d",
        "wiki#https://wiki.example/Peru",
        "store/deep/x.txt",
        "here/b.jsonl#1",
        "here/sub/a.md",
    ]
    page = documents["news#https://news.example/b"]
    assert "Perú" in page.text and page.suffix == ".html"
    assert documents["news#https://news.example/d"].text == "Perú"
    given = page.given
    assert (given.title, given.url, given.published_on) == ("From the feed", "https://news.example/b", date(2024, 1, 1))
    assert (given.publisher, given.language, given.licence, given.format) == ("News", "en", "CC-BY-4.0", None)
    wiki = documents["wiki#https://wiki.example/Peru"]
    assert (wiki.text, wiki.given.format) == ("# Peru\n\nPeru spoke to Chile.\n\n## Ties\n\nGood.", "encyclopedia")
    assert (documents["here/sub/a.md"].given.publisher, documents["here/sub/a.md"].given.format) == ("Here", "newswire")
    assert (documents["here/b.jsonl#1"].given.publisher, documents["here/b.jsonl#1"].given.format) == ("Own", "blog")


def test_what_cannot_be_read_and_what_is_not_held_is_told(file: Path) -> None:
    rejects = [(item.path, item.check_name) for item in read_corpus(str(file)) if isinstance(item, Reject)]
    assert rejects == [("news#https://news.example/c", "unknown-kind"), ("empty", "not-fetched"), ("here/c.pdf", "unknown-kind")]


def test_two_readings_are_the_same_and_a_later_fetch_gives_the_newest(file: Path) -> None:
    assert list(read_corpus(str(file))) == list(read_corpus(str(file)))
    with open_holdings(file.parent / "holdings", for_writing=True) as holdings:
        holdings.add("news", "https://news.example/a", b"Lima acts.", at=AT, media_type="text/plain")
    first = next(iter(read_corpus(str(file))))
    assert isinstance(first, RawDocument) and first.text == "Lima acts."


def test_without_holdings_the_command_to_fetch_is_named_at_once(file: Path) -> None:
    (file.parent / "holdings").rename(file.parent / "away")
    with pytest.raises(CorpusError, match=r"nothing was fetched yet. Fetch first: legation fetch corpus\.toml"):
        read_corpus(str(file))


def test_a_folder_that_is_not_there_is_named_with_its_source(file: Path) -> None:
    (file.parent / "documents").rename(file.parent / "away")
    with pytest.raises(CorpusError, match=r"the source 'here', .*documents: there is no such folder") as caught:
        read_corpus(str(file))
    assert caught.value.location == str(file)


def test_a_corpus_file_within_a_folder_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_text(CORPUS, encoding="utf-8")
    (found,) = read_corpus(str(tmp_path))
    assert isinstance(found, Reject) and found.check_name == "unknown-kind" and "give it to the command itself" in found.reason


def test_a_policy_of_a_source_holds_for_its_documents_and_for_no_others(file: Path) -> None:
    rules = rules_of_sources([str(file), "somewhere/else"])
    assert all(rule.line <= 0 for rule in rules)
    policies = {item.path: decided(item, rules).terms for item in read_corpus(str(file)) if isinstance(item, RawDocument)}
    assert {path: (terms.policy, terms.quote_chars) for path, terms in policies.items()} == {
        "news#https://news.example/a": ("reference", None),
        "news#https://news.example/b": ("reference", None),
        "news#https://news.example/d": ("reference", None),
        "wiki#https://wiki.example/Peru": ("full", None),
        "store/deep/x.txt": ("excerpt", 20),
        "here/b.jsonl#1": ("full", None),
        "here/sub/a.md": ("full", None),
    }
    assert read_settings(file).sources[0].policy == "reference"


def decided(raw: RawDocument, rules: tuple[Rule, ...]) -> Decision:
    return decide(Document("src_0", raw.corpus, raw.path, "other", raw.text, raw.sha256, ()), rules)
