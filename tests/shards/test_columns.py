"""Records kept as columns are the same records again."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import pyarrow as arrow
import pytest

from pipeline.coding import CodedDocument, Survey
from pipeline.people.learning import Introduced
from pipeline.records import Document, Given, Mention, Period, RawDocument, Reject, Section
from pipeline.shards import from_arrow, schema_of, to_arrow
from tests.bench.synthetic import synthetic_mentions

T = TypeVar("T")

GIVEN = Given(title="Talks", published_on=date(2020, 2, 29))
DOCUMENTS = [
    Document(
        "src_1",
        "c",
        "a.md",
        "plain",
        "Two lines.\nOf text.",
        "f" * 64,
        (Section("main", 0, 10, sentences=((0, 10),)), Section("other", 11, 19)),
    ),
    Document("src_2", "c", "b.md", "plain", "", "0" * 64, (), published_on=date(1991, 8, 1), language="en"),
]
INTRODUCED = (Introduced("Ana Paz", "PER", None), Introduced("Mira Lund", None, "GOV"))


def there_and_back(kind: type[T], items: list[T]) -> list[T]:
    return from_arrow(kind, to_arrow(kind, items))


def test_mentions_are_the_same_again() -> None:
    mentions, _ = synthetic_mentions(300)
    assert there_and_back(Mention, mentions) == mentions


def test_documents_and_what_is_made_of_them_are_the_same_again() -> None:
    mentions, _ = synthetic_mentions(5)
    coded = [
        CodedDocument(DOCUMENTS[0], tuple(mentions)),
        CodedDocument(DOCUMENTS[1], (), rejects=(Reject("extract", "too-long", "Long."),)),
    ]
    assert there_and_back(Document, DOCUMENTS) == DOCUMENTS
    assert there_and_back(CodedDocument, coded) == coded
    assert there_and_back(RawDocument, [RawDocument("c", "a.md", ".md", "Text", "0", GIVEN)]) == [
        RawDocument("c", "a.md", ".md", "Text", "0", GIVEN)
    ]
    assert there_and_back(Survey, [Survey(None, "P", None, INTRODUCED), Survey(None, None, None, ())])[0].introduced == INTRODUCED


def test_no_records_are_none_again() -> None:
    assert there_and_back(Mention, []) == []


def test_text_that_is_no_unicode_stays_as_it_is() -> None:
    rejects = [Reject("parse", "odd", "lone \ud800 surrogate"), Reject("parse", "even", "none", path=None)]
    assert there_and_back(Reject, rejects) == rejects


def test_other_columns_are_passed_over_and_order_is_kept() -> None:
    table = to_arrow(Period, [Period(date(2020, 1, 1), date(2020, 1, 31), "month"), Period()]).append_column("row", arrow.array([1, 2]))
    assert from_arrow(Period, table.take([1, 0])) == [Period(), Period(date(2020, 1, 1), date(2020, 1, 31), "month")]


def test_what_is_left_out_may_not_be_filled() -> None:
    (mention,), _ = synthetic_mentions(1)
    with pytest.raises(ValueError, match="coded cannot be kept"):
        to_arrow(Mention, [replace(mention, coded=mention)])


def test_a_type_without_a_column_is_an_error() -> None:
    @dataclass(frozen=True)
    class Odd:
        places: dict[str, int]

    with pytest.raises(TypeError, match="cannot be kept in a column"):
        schema_of(Odd)
