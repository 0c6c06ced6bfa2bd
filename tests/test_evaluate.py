import json
import random
import subprocess
import sys
import types
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import LegationError
from pipeline.evaluate import Evaluation, figures, measure, score, write_evaluation
from pipeline.gold import FoundMention, GoldDocument, GoldEvent, read_gold
from schemas.ontology import EVENT_TYPES
from tests.small_database import Report, write_database

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
DAY = date(2017, 8, 11)
PERU, VENEZUELA = frozenset({"PER"}), frozenset({"VEN"})
GOLD = GoldEvent("SANCTION", "expel", "expel-envoy", PERU, VENEZUELA, frozenset({"Ana Paz"}), (DAY, DAY), "expels", (0, 9), cluster="x")
FOUND = FoundMention("evt_1", "SANCTION", "expel", "expel-envoy", PERU, VENEZUELA, frozenset({"ANA  PAZ"}), (DAY, DAY), "expels", (0, 9))


def evaluate_pairs(*pairs: tuple[GoldEvent | None, FoundMention | None]) -> Evaluation:
    """Each pair is the only one at its place in the document."""
    golds = tuple(replace(gold, span=(10 * at, 10 * at + 9)) for at, (gold, _) in enumerate(pairs) if gold)
    found = [replace(mention, span=(10 * at, 10 * at + 9)) for at, (_, mention) in enumerate(pairs) if mention]
    return score([GoldDocument("a.md", Path("a.md"), golds)], {"corpus/a.md": found, "corpus/other.md": [FOUND]})


def test_hits_misses_and_false_alarms_are_counted() -> None:
    evaluation = evaluate_pairs((GOLD, FOUND), (GOLD, FOUND), (GOLD, None), (None, FOUND), (None, FOUND))
    assert (evaluation.detection.precision, evaluation.detection.recall) == (2 / 4, 2 / 3)
    assert evaluation.detection.f1 == pytest.approx(4 / 7)
    assert (evaluation.coded_events, evaluation.mentions) == (3, 4)


def test_strictly_right_is_only_what_is_right_in_every_field() -> None:
    late = replace(FOUND, days=(date(2017, 8, 12), date(2017, 8, 12)))
    evaluation = evaluate_pairs((GOLD, FOUND), (GOLD, late))
    assert (evaluation.detection.f1, evaluation.strict.f1) == (1, 0.5)
    assert evaluation.fields == {"act": 1, "actor": 1, "date": 0.5, "mode": 1, "names": 1, "recipient": 1}


def test_fields_that_the_coder_left_open_are_not_compared() -> None:
    open_gold = replace(GOLD, act=None, mode=None, recipient=None, names=frozenset())
    assert evaluate_pairs((open_gold, FOUND)).fields == {"actor": 1, "date": 1}


def test_pairs_of_mentions_of_one_event_are_compared() -> None:
    evaluation = evaluate_pairs(
        (GOLD, FOUND),
        (GOLD, FOUND),
        (GOLD, replace(FOUND, event_id="evt_2")),
        (replace(GOLD, cluster="y"), replace(FOUND, event_id="evt_2")),
    )
    # by hand 3 pairs, one of them found; found 2, one of them right
    assert (evaluation.same_event_pairs, evaluation.same_event.precision, evaluation.same_event.recall) == (3, 1 / 2, 1 / 3)


def test_types_are_told_apart() -> None:
    evaluation = evaluate_pairs((GOLD, FOUND), (None, replace(FOUND, event_type="ACCUSE")), (replace(GOLD, required=False), None))
    assert {name: rates.f1 for name, rates in evaluation.by_type.items()} == {"ACCUSE": 0, "SANCTION": 1}


def test_errors_are_listed_as_many_as_are_asked_for() -> None:
    evaluation = evaluate_pairs((GOLD, None), (GOLD, None), (None, FOUND))
    assert "misses" not in figures(evaluation)
    listed = figures(evaluation, n_errors=1)
    assert (len(listed["misses"]), listed["alarms"][0]["actor"]) == (1, ["PER"])
    lines = list(write_evaluation(evaluation, n_errors=1))
    assert [line for line in lines if line.startswith("missed")] == [
        "missed: a.md | SANCTION | expel-envoy | ['PER'] | ['VEN'] | 2017-08-11 | expels"
    ]
    assert len([line for line in lines if line.startswith("false alarm")]) == 1


def test_nothing_found_is_zero_and_no_error() -> None:
    evaluation = score([GoldDocument("a.md", Path("a.md"), ())], {})
    assert evaluation.detection.f1 == 0
    assert evaluation.documents_with_mentions == 0


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
    db = write_database(tmp_path / "guessed.duckdb", guess(list(read_gold(gold, docs=docs)), random.Random(7)))
    scorer = [sys.executable, str(SHARED / "tools" / "score.py"), "--json", "--db", str(db), "--docs", str(docs), str(gold)]
    expected = json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout)
    evaluation = measure([gold], db, docs=docs)
    assert figures(evaluation) == expected
    assert 0.1 < evaluation.detection.f1 < 0.99


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
