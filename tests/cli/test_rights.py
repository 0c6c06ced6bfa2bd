from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.summary import BuildSummary
from tests.cli.flows import BUILT, Flows


def test_build_hands_its_lists_of_rights_on_and_says_what_is_to_be_looked_at(flows: Flows, capsys: pytest.CaptureFixture[str]) -> None:
    flows.build = replace(BUILT, notes=("Line 4 of the rights file holds for no document of this build.",))
    assert cli.run(["build", "a", "--rights", "r.csv", "--take-downs", "t.csv"]) == 0
    assert (flows.asked["options"].rights, flows.asked["options"].take_downs) == (Path("r.csv"), Path("t.csv"))
    printed = capsys.readouterr()
    assert "legation: Line 4 of the rights file holds for no document of this build.\n" in printed.err
    assert "Line 4" not in printed.out


def test_without_lists_there_is_nothing_to_look_at(flows: Flows, capsys: pytest.CaptureFixture[str]) -> None:
    assert isinstance(flows.build, BuildSummary)
    assert cli.run(["build", "a"]) == 0
    assert (flows.asked["options"].rights, flows.asked["options"].take_downs) == (None, None)
    assert "legation:" not in capsys.readouterr().err


def test_a_list_that_cannot_be_used_is_the_users_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (file := tmp_path / "r.csv").write_text("path,policy\na.md,free\n", encoding="utf-8")
    for option in ("--rights", "--take-downs"):
        assert cli.run(["build", str(tmp_path), option, str(file), "--db", str(tmp_path / "t.duckdb")]) == 2
    told = capsys.readouterr().err
    assert f"legation: {file}, line 2: the column policy holds 'free'; known are full, excerpt, reference\n" in told
    assert f"legation: {file}, line 1: the first line must name the columns kind,value,reason, and lacks kind, value, reason" in told
    assert not (tmp_path / "t.duckdb").exists()
