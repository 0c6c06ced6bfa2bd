"""`parse` as a whole: format, language, whose word wins; and the hand-coded documents, where they are at hand."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from pipeline.parse import READERS, parse, source_id
from pipeline.records import Document, Given, RawDocument, Reject

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
HAND_CODED = {"seeds": "seeds", "gold/digest": "gold/digest", "gold/articles": "gold/articles", "gold/encyclopedia": "gold/encyclopedia"}
DIGEST = "### [2014-03-7](/news/2014/03/7/index.md)\n\n# The minister of Chad met the envoy of Oman.\n"


def document(text: str, given: Given | None = None) -> Document:
    found = parse(RawDocument("c", "a/b.md", ".md", text, "0" * 64, given or Given()))
    assert isinstance(found, Document)
    return found


def test_the_identifier_comes_from_path_and_bytes() -> None:
    assert document(DIGEST).source_id == source_id("a/b.md", "0" * 64)
    assert source_id("a/b.md", "0" * 64) != source_id("a/b.md", "1" * 64)


def test_what_the_corpus_says_wins() -> None:
    given = Given("T", "https://example.org", "P", "fr", "CC0-1.0", "other", date(2000, 1, 1))
    found = document(DIGEST, given)
    assert (found.title, found.url, found.publisher, found.language, found.licence) == ("T", "https://example.org", "P", "fr", "CC0-1.0")
    assert (found.format, found.published_on) == ("other", date(2000, 1, 1))


def test_an_unknown_format_is_rejected() -> None:
    found = parse(RawDocument("c", "a.md", ".md", DIGEST, "0" * 64, Given(format="tweet")))
    assert isinstance(found, Reject)
    assert (found.stage, found.check_name) == ("parse", "unknown-format")


def test_other_languages_are_read_but_not_coded() -> None:
    header = "### [2014-03-7](/news/2014/03/7/index.md)"
    text = f"{header}\n\n# 乍得部长会见阿曼特使。\n\nThe minister of Chad met the envoy of Oman, said a note of the ministry.\n"
    found = document(text)
    assert (found.language, found.published_on) == ("zh", date(2014, 3, 7))
    assert [(section.is_coded, len(section.sentences)) for section in found.sections] == [(False, 2)]
    assert all(section.is_coded for section in document(DIGEST).sections)


@settings(max_examples=150)
@given(
    some.lists(
        some.sampled_from(
            ["# ", "### [", "](/news/2014/03/7/x.md) _Context: A, B_", "### [2014-03-7](/news/2014/03/7/index.md)", "### Related:",
             "### Source:", "1. [", "= T =", "==H==", "\n", "\n\n", "\r\n", "\ufeff", "2020-01-01T10:00:00", "Ana Writer", "(AB Cd)",
             "Lima met Oman. ", "LIMA (Volta) - ", "- a"]
        ),
        max_size=20,
    ),
    some.sampled_from([None, *READERS]),
)  # fmt: skip
def test_whatever_the_text_spans_lie_in_their_sections(parts: list[str], text_format: str | None) -> None:
    text = "".join(parts)
    for section in document(text, Given(format=text_format)).sections:
        assert 0 <= section.start < section.end <= len(text)
        assert all(section.start <= start < end <= section.end for start, end in section.sentences)
        assert len(set(section.contexts)) == len(section.contexts)


def hand_coded() -> list[tuple[str, str]]:
    return [
        (folder, line)
        for name, folder in HAND_CODED.items()
        if (gold := SHARED / ("gold/seeds" if name == "seeds" else name) / "gold.jsonl").exists()
        for line in gold.read_text(encoding="utf-8").splitlines()
    ]


@pytest.mark.skipif(not SHARED.exists(), reason="the hand-coded documents are not at hand")
def test_hand_coded_documents_are_read_as_a_person_reads_them() -> None:
    rows = hand_coded()
    assert len(rows) > 30
    for folder, line in rows:
        row = json.loads(line)
        path = SHARED / folder / row["doc"]
        text = path.read_bytes().decode()
        found = parse(RawDocument(folder, row["doc"], path.suffix, text, hashlib.sha256(path.read_bytes()).hexdigest()))
        assert isinstance(found, Document)
        assert (row["doc"], found.format, str(found.published_on)) == (row["doc"], row["format"], str(row["doc_date"]))
        spans = [(section.kind, *span) for section in found.sections if section.is_coded for span in section.sentences]
        for event in row["events"]:
            start = text.index(event["quote"])
            end = start + len(event["quote"])
            assert any(kind == event["section"] and first <= start and end <= last for kind, first, last in spans), event["quote"]
