import json
import random
import subprocess
import sys
import types
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import LegationError
from pipeline.evaluate import figures, measure
from pipeline.evaluate.gold import GoldDocument, GoldEvent, read_gold
from pipeline.evaluate.halves import half_of
from schemas.ontology import EVENT_TYPES
from tests.small_database import Report, write_database

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
DAY = date(2017, 8, 11)


def test_without_a_database_the_documents_are_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[list[str]] = []

    def run_build(corpora: list[str], db: Path, **_: object) -> None:
        built.append(corpora)
        write_database(db, [Report("a.md", "one", "CONSULT", ("PER",), (), "meet", date=DAY, span=(0, 9))])

    monkeypatch.setitem(sys.modules, "pipeline.flows", types.SimpleNamespace(run_build=run_build))
    (tmp_path / "a.md").write_text("Peru met.", encoding="utf-8")
    row = {"doc": "a.md", "events": [{"quote": "Peru met", "type": "CONSULT", "act": "meet", "actor": ["PER"], "date": "2017-08-11"}]}
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(row), encoding="utf-8")
    assert measure([gold]).strict.f1 == 1
    assert built == [[str(tmp_path / "a.md")]]


def test_documents_that_are_not_there_are_named(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"doc": "gone.md", "events": []}', encoding="utf-8")
    with pytest.raises(LegationError, match=r"1 of 1 documents.*gone\.md.*--docs"):
        measure([gold])


@pytest.mark.skipif(not SHARED.is_dir(), reason="the hand-coded sets and their scorer lie beside the project only where it is developed")
@pytest.mark.parametrize("name", ["digest", "encyclopedia", "articles", "seeds", "sentences"])
def test_the_figures_are_those_of_the_shared_scorer(tmp_path: Path, name: str) -> None:
    gold, docs = SHARED / "gold" / name / "gold.jsonl", SHARED / "seeds" if name == "seeds" else SHARED / "gold" / name
    db = write_database(tmp_path / "guessed.duckdb", guess(list(read_gold(gold, docs=[docs])), random.Random(7)))
    scorer = [sys.executable, str(SHARED / "tools" / "score.py"), "--json", "--db", str(db), "--docs", str(docs), str(gold)]
    expected = json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout)
    evaluation = measure([gold], db, docs=[docs])
    assert select(figures(evaluation), expected) == expected
    assert 0.1 < evaluation.detection.f1 < 0.99


@pytest.mark.skipif(not SHARED.is_dir(), reason="the hand-coded sets and their scorer lie beside the project only where it is developed")
def test_the_relations_of_sentences_are_those_of_the_shared_scorer(tmp_path: Path) -> None:
    gold = SHARED / "gold" / "sentences" / "gold.jsonl"
    db = write_database(tmp_path / "guessed.duckdb", list(guess_relations(list(read_gold(gold)), random.Random(7))))
    scorer = [sys.executable, str(SHARED / "tools" / "score_sentences.py"), "--db", str(db), str(gold)]
    expected = json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout)
    by_type = expected.pop("f1")
    relations = figures(measure([gold], db))["relations"]
    assert select(relations, expected) == expected
    assert relations["f1"] == pytest.approx(by_type, abs=0.0051)  # the scorer rounds them to two places
    assert 0.1 < relations["macro_f1"] < 0.9


def test_sets_formats_and_halves_are_measured_apart(tmp_path: Path) -> None:
    golds, reports = [], []
    for name, documents in {"news": ("a.md", "b.md", "c.md"), "wires": ("d.md", "e.md", "f.md")}.items():
        event = {"quote": "Peru met", "type": "CONSULT", "act": "meet", "actor": ["PER"], "recipient": [], "date": "2017-08-11"}
        rows = [{"doc": doc, "format": "blog" if doc == "a.md" else "other", "events": [event]} for doc in documents]
        for doc in documents:
            (tmp_path / doc).write_text("Peru met.", encoding="utf-8")
            if name == "news":
                reports.append(Report(doc, doc, "CONSULT", ("PER",), (), "meet", date=DAY, span=(0, 9)))
        golds.append(tmp_path / f"{name}.jsonl")
        golds[-1].write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    db = write_database(tmp_path / "small.duckdb", reports)
    evaluation = measure(golds, db)
    assert {name: (part.documents, part.detection.f1) for name, part in evaluation.sets.items()} == {"news": (3, 1), "wires": (3, 0)}
    assert {name: part.documents for name, part in evaluation.formats.items()} == {"blog": 1, "other": 5}
    assert sum(part.documents for part in evaluation.halves.values()) == evaluation.documents == 6
    for half, part in evaluation.halves.items():
        assert part.documents == sum(half_of(f"{letter}.md") == half for letter in "abcdef") > 0
        assert measure(golds, db, half=half).detection == part.detection


def test_sentences_do_not_mix_with_documents(tmp_path: Path) -> None:
    sentences, documents = tmp_path / "sentences.jsonl", tmp_path / "documents.jsonl"
    sentences.write_text(json.dumps({"id": "s-1", "text": "Peru met Cuba.", "type": "CONSULT"}), encoding="utf-8")
    documents.write_text(json.dumps({"doc": "a.md", "events": []}), encoding="utf-8")
    db = write_database(tmp_path / "small.duckdb", [Report("sentences.jsonl#s-1", "met", "CONSULT", ("PER",), ("CUB",), span=(0, 9))])
    both = measure([sentences, documents], db)
    assert (both.coded_events, both.sets["sentences"].detection.f1) == (0, 1)
    assert measure([sentences], db).coded_events == 1


def test_files_without_documents_are_refused(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(LegationError, match="no hand-coded documents"):
        measure([tmp_path / "gold.jsonl"])


def select(found: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    return {key: found[key] for key in expected}


def guess_relations(documents: list[GoldDocument], dice: random.Random) -> Iterator[Report]:
    """Mentions of marked pairs, some of another type, some without one side, some in a sentence that has another one before."""
    for document in documents:
        [event] = document.events
        kinds = [dice.choice(list(EVENT_TYPES)) if dice.random() < 0.3 or event.event_type == "YIELD" else event.event_type for _ in "12"]
        for number, kind in enumerate(kinds[: dice.choice((0, 1, 1, 2))]):
            words = {"PER": event.actor_span, "VEN": event.recipient_span}
            places = {party: span for party, span in words.items() if span and span[0] >= 0 and dice.random() < 0.8}
            actors, recipients = (("PER", "VEN"), ()) if dice.random() < 0.2 else (("PER",), ("VEN",))
            path, name = f"gold.jsonl{document.key}", f"{document.key} {number}"
            yield Report(path, name, kind, actors, recipients, span=(number, number + 9), places=places)


def guess(documents: list[GoldDocument], dice: random.Random) -> list[Report]:
    """Mentions of a coder who knows what was coded by hand and gets every field wrong now and then."""
    reports = list[Report]()
    for document in documents:
        path = f"gold.jsonl{document.key}" if document.is_sentence else f"set/{document.key}"
        for event in document.events:
            if dice.random() < 0.2:
                continue
            report = guess_one(path, event, f"{event.cluster or len(reports)}", dice)
            reports.append(report)
            if dice.random() < 0.2:
                reports.append(replace(report, event=f"another {len(reports)}", event_type=dice.choice(list(EVENT_TYPES))))
    return reports


def guess_one(path: str, event: GoldEvent, name: str, dice: random.Random) -> Report:
    sides = [tuple(code for code in sorted(side or ()) if len(code) == 3) for side in (event.actor, event.recipient)]
    if dice.random() < 0.1:
        sides.reverse()
    days = event.days if dice.random() < 0.9 else None
    start, end = event.span or (0, 1)
    return Report(
        path,
        name,
        "RETREAT" if event.event_type == "YIELD" else event.event_type,
        sides[0],
        sides[1],
        act=event.act if dice.random() < 0.9 else None,
        mode=event.mode if dice.random() < 0.9 else None,
        date=days and days[0],
        date_end=days and days[1],
        span=(max(0, start - dice.choice((0, 5))), end),
    )
