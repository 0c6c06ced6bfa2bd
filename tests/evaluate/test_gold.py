import json
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import LegationError
from pipeline.evaluate.gold import read_gold

EVENT = {"quote": "Peru  met Cuba", "type": "CONSULT", "mode": None, "act": "meet", "actor": ["PER", "CUB"], "recipient": []}


def write_gold(folder: Path, *rows: object) -> Path:
    file = folder / "gold.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    return file


def test_a_quote_is_found_in_the_document_beside_the_gold(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("In Lima, Peru  met Cuba.", encoding="utf-8")
    [document] = read_gold(write_gold(tmp_path, {"doc": "a.txt", "events": [{**EVENT, "date": "2017-08", "required": False}]}))
    [event] = document.events
    assert (event.span, event.required) == ((9, 23), False)
    assert event.days == (date(2017, 8, 1), date(2017, 8, 31))
    assert (event.actor, event.recipient) == (frozenset({"PER", "CUB"}), frozenset())
    assert document.is_at("somewhere/a.txt")
    assert not document.is_at("somewhere/ba.txt")


def test_documents_may_lie_elsewhere(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text("Peru  met Cuba.", encoding="utf-8")
    gold = write_gold(tmp_path, {"doc": "a.txt", "events": [EVENT]})
    assert [document.events[0].span for document in read_gold(gold, docs=[tmp_path / "none", docs])] == [(0, 14)]
    assert [document.events[0].span for document in read_gold(gold)] == [None]


def test_a_line_of_a_file_is_a_document(tmp_path: Path) -> None:
    lines = [{"id": "x-1", "text": "Nothing."}, {"id": "x-2", "text": "So Peru  met Cuba."}]
    (tmp_path / "wire.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    [document] = read_gold(write_gold(tmp_path, {"doc": "wire.jsonl#x-2", "events": [EVENT]}))
    assert document.file == tmp_path / "wire.jsonl"
    assert document.events[0].span == (3, 17)
    assert document.is_at("wire.jsonl#x-2")
    assert not document.is_at("wire.jsonl#x-1")


def test_spans_are_not_counted_in_markup(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Peru  met Cuba.</p>", encoding="utf-8")
    [document] = read_gold(write_gold(tmp_path, {"doc": "a.html", "events": [EVENT]}))
    assert document.events[0].span is None


def test_spans_of_a_web_page_are_those_of_its_article(tmp_path: Path) -> None:
    days = [f"<p>On day {number} of the visit the ministers spoke of trade, of the border and of the river.</p>" for number in range(9)]
    article = f"<article><h1>A visit</h1>{''.join(days)}<p>Peru met Cuba.</p></article>"
    page = f"<html><head><title>A visit</title></head><body><nav>Home</nav>{article}</body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    [document] = read_gold(write_gold(tmp_path, {"doc": "a.html", "events": [EVENT | {"quote": "Peru met Cuba."}]}))
    [event] = document.events
    assert event.span is not None
    assert event.span[0] < page.index("Peru met Cuba.") - 9 * len("<p></p>")
    assert event.span[1] - event.span[0] == len("Peru met Cuba.")


def test_a_sentence_is_its_own_event(tmp_path: Path) -> None:
    [document] = read_gold(write_gold(tmp_path, {"id": "s-1", "text": "Peru met Cuba.", "type": "CONSULT"}))
    assert document.is_sentence
    assert document.is_at("gold.jsonl#s-1")
    [event] = document.events
    assert (event.span, event.actor, event.recipient, event.is_sentence) == ((0, 14), None, None, True)


@pytest.mark.parametrize("line", ["{", "[]", '{"doc": "a.txt"}', '{"doc": "a.txt", "events": [{"quote": "x"}]}', '{"text": "no id"}'])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text("\n" + line, encoding="utf-8")
    with pytest.raises(LegationError, match="line 2"):
        list(read_gold(file))


def test_an_absent_gold_file_is_the_users_to_mend(tmp_path: Path) -> None:
    with pytest.raises(LegationError, match="cannot be read"):
        list(read_gold(tmp_path / "none.jsonl"))


def test_a_set_is_called_by_its_folder_or_file(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, {"doc": "a.txt", "format": "blog", "events": []})
    other = gold.rename(tmp_path / "wires.jsonl")
    [document] = read_gold(other)
    assert (document.set_name, document.format) == ("wires", "blog")
    assert [document.set_name for document in read_gold(other.rename(gold))] == [tmp_path.name]


def test_a_format_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(LegationError, match=r"line 1.*'paper'"):
        list(read_gold(write_gold(tmp_path, {"doc": "a.txt", "format": "paper", "events": []})))


def test_the_sides_of_a_sentence_are_found_in_it(tmp_path: Path) -> None:
    row = {"id": "s-1", "text": "Peru met Cuba.", "type": "CONSULT", "actor_text": "Peru", "recipient_span": [9, 13]}
    [document] = read_gold(write_gold(tmp_path, row))
    assert (document.events[0].actor_span, document.events[0].recipient_span) == ((0, 4), (9, 13))
