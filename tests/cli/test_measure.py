import json
from pathlib import Path

import pytest

from pipeline import cli


def test_evaluate_measures(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text("Peru met Venezuela.", encoding="utf-8")
    event = {"quote": "Peru met", "type": "CONSULT", "act": "meet", "actor": ["PER", "VEN"], "recipient": [], "date": "2017-08-11"}
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"doc": "a.md", "events": [event]}), encoding="utf-8")
    assert cli.run(["evaluate", str(gold), "--db", database, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["strict_f1"] == 1
    assert cli.run(["evaluate", str(gold), "--db", database]) == 0
    assert "1 coded event in 1 document; 1 mention found" in (printed := capsys.readouterr().out)
    assert "1.000" in printed
    assert "Gap in f1" not in printed
    assert cli.run(["evaluate", str(gold), "--db", database, "--split", "--half", "held-out", "--write", str(tmp_path / "new.json")]) == 0
    assert "Gap in f1: -1.000" in capsys.readouterr().out  # the one document is in the half held out
    assert json.loads((tmp_path / "new.json").read_text(encoding="utf-8"))["figures"]["f1"] == 1


def test_evaluate_fits_the_confidence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.evaluate import calibrate
    from pipeline.evaluate.reliability import Reliability
    from pipeline.lexicon.confidence import Weights

    def fitted(gold: list[Path], *, docs: list[Path]) -> calibrate.Calibration:
        return calibrate.Calibration(5, Weights(0.5, {"dated": float(len(docs))}), Reliability(5, 0.1, ()))

    monkeypatch.setattr(calibrate, "calibrate", fitted)
    file = tmp_path / "weights.toml"
    assert cli.run(["evaluate", "gold.jsonl", "--docs", "a", "--docs", "b", "--calibrate", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["weights"] == {"base": 0.5, "signs": {"dated": 2.0}}
    assert "dated = 2.00" in file.read_text(encoding="utf-8")


def test_an_evaluation_of_documents_that_were_not_built_fails(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"doc": "b.md", "events": []}', encoding="utf-8")
    assert cli.run(["evaluate", str(gold), "--db", database]) == 1
    assert "not one event was found" in capsys.readouterr().err
