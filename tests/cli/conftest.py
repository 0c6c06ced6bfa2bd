"""What several tests of the commands are given."""

import sys
import types
from datetime import date

import pytest

from tests.cli.flows import Flows
from tests.small_database import Report, write_database


@pytest.fixture
def flows(monkeypatch: pytest.MonkeyPatch) -> Flows:
    found = Flows()
    monkeypatch.setitem(sys.modules, "pipeline.flows", types.SimpleNamespace(run_build=found.run_build, run_release=found.run_release))
    return found


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    report = Report(
        "a.md", "talks", "CONSULT", ("PER", "VEN"), (), "meet", date=date(2017, 8, 11), span=(0, 15), quote="Peru met Venezuela."
    )
    return str(write_database(tmp_path_factory.mktemp("cli") / "small.duckdb", [report]))
