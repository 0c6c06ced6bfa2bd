"""A build and a release of a small corpus: without a Prefect server, with one, and with one that does not answer."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.command import environment, files_in, home_of, legation, write_corpus
from tests.flows.server import ask, last_run, runs_of

TEXTS = [
    "Peru recalled its ambassador from Venezuela on 30 March 2017.",
    "The lake is blue and the sky above it is wide.",
    "2017年3月30日，秘鲁召回了驻委内瑞拉大使。秘鲁外交部发表了声明。",
    "",
]
BUILD_STEPS = {"gather people": 1, "learn people": 1, "code documents": 1, "merge events": 1, "load account": 1}
RELEASE_STEPS = {"find same release": 1, "write release": 1}

# A program that names every address but those of this machine to which what it runs connects, and whether that took Prefect.
WATCHED = """
import sys
from pathlib import Path

calls = []
sys.addaudithook(lambda event, arguments: calls.append(str(arguments[1])) if event in ("socket.connect", "socket.getaddrinfo") else None)
from pipeline.flows import run_build

run_build(["corpus"], Path("watched.duckdb"))
print(calls, "prefect" in sys.modules)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small corpus."""
    write_corpus(tmp_path, TEXTS)
    return tmp_path


def left_in_home(folder: Path) -> list[str]:
    """What commands left in the user's own folder, but for the list of fonts that matplotlib keeps in the cache."""
    return [name for name in files_in(home_of(folder)) if not name.startswith(".cache/matplotlib/")]


def without_seconds(text: str) -> dict[str, Any]:
    return {key: value for key, value in json.loads(text).items() if key != "seconds"}


def test_a_build_and_a_release_without_a_server_are_quiet_and_leave_nothing_else(folder: Path) -> None:
    built = legation("build", "corpus", "--json", folder=folder)
    assert (built.returncode, built.stderr) == (0, "documents: 4\n")
    assert without_seconds(built.stdout) == {
        "db": "build/legation.duckdb",
        "documents_read": 4,
        "documents_coded": 1,
        "documents_without_events": 1,
        "documents_uncoded": {"zh": 1},
        "sentences_uncoded": 2,
        "rejected": {"empty": 1},
        "documents_rejected": {"empty": 1},
        "mentions": 1,
        "events": 1,
        "events_by_type": {"SANCTION": 1},
        "corrections": 0,
        "notes": [],
        "documents_known": 0,
        "is_unchanged": False,
    }
    released = legation("release", "--json", folder=folder)
    assert released.returncode == 0
    assert released.stderr.startswith("legation.duckdb\n")
    summary = without_seconds(released.stdout)
    assert (summary["version"], summary["created"], summary["tables"]["events"]) == ("0.1.0", True, 1)
    assert left_in_home(folder) == []
    assert {name.split("/")[0] for name in files_in(folder)} - {home_of(folder).name} == {"build", "corpus", "dist"}

    again = legation("release", "--json", folder=folder)
    assert again.returncode == 0
    assert without_seconds(again.stdout) == summary | {"created": False}


def test_a_build_without_a_server_needs_neither_prefect_nor_the_network(folder: Path) -> None:
    command = [sys.executable, "-c", WATCHED]
    watched = subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, text=True, check=True)
    assert watched.stdout == "[] False\n"
    assert left_in_home(folder) == []


def test_prefect_without_a_server_calls_nobody_and_keeps_to_its_own_folder(folder: Path) -> None:
    """Any setting of Prefect has it asked for a server. Here on a terminal, where it would greet new users and tell its makers of them."""
    settings = {"PREFECT_HOME": str(folder / "prefect"), "CI": ""}
    program = f"import sys; sys.stdin.isatty = sys.stdout.isatty = sys.stderr.isatty = lambda: True\n{WATCHED}"
    command = [sys.executable, "-c", program]
    watched = subprocess.run(command, cwd=folder, env=environment(folder, settings), capture_output=True, text=True, check=True)
    assert (watched.stdout, watched.stderr) == ("[] True\n", "")
    written = {f"watched.duckdb{end}" for end in ("", ".coded", ".runs.jsonl")}
    assert {name.split("/")[0] for name in files_in(folder)} <= {"corpus", "prefect", *written}


def test_the_settings_of_the_user_are_left_as_they_are(folder: Path) -> None:
    program = "import os; from pipeline import flows; print(flows._prefect_flows(), [os.environ.get(name) for name in flows.QUIET])"
    settings = {"DO_NOT_TRACK": "yes", "PREFECT_SERVER_ANALYTICS_ENABLED": "true", "PREFECT_HOME": str(folder / "prefect")}
    command = [sys.executable, "-c", program]
    found = subprocess.run(command, cwd=folder, env=environment(folder, settings), capture_output=True, text=True, check=True)
    assert found.stdout == "None ['yes', 'true', 'false', 'CRITICAL', 'pipeline', 'ignore']\n"


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("pyproject.toml", '[tool.prefect.api]\nurl = "http://127.0.0.1:9/api"\n'),
        ("home/.prefect/profiles.toml", 'active = "mine"\n[profiles.mine]\nPREFECT_API_URL = "http://127.0.0.1:9/api"\n'),
    ],
)
def test_a_server_may_be_named_wherever_prefect_looks(file: str, text: str, folder: Path) -> None:
    """And where it does not answer, the user is told so, before any work is done."""
    home_of(folder)
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).write_text(text, encoding="utf-8")
    failed = legation("build", "corpus", folder=folder)
    assert (failed.returncode, failed.stdout) == (2, "")
    assert failed.stderr == (
        "legation: The Prefect server at http://127.0.0.1:9/api does not answer. Start it, or unset PREFECT_API_URL to run without one.\n"
    )
    assert not (folder / "build").exists()


def test_with_a_server_a_build_and_a_release_are_runs_with_their_steps(server: str, folder: Path) -> None:
    settings = {"PREFECT_API_URL": server, "PREFECT_HOME": str(folder / "prefect")}
    plain = legation("build", "corpus", "--db", "plain.duckdb", "--json", folder=folder)
    built = legation("build", "corpus", "--json", folder=folder, settings=settings)
    assert (built.returncode, built.stderr) == (0, "documents: 4\n")
    assert without_seconds(built.stdout) == without_seconds(plain.stdout) | {"db": "build/legation.duckdb"}
    assert last_run(server, "build", BUILD_STEPS) == ("COMPLETED", BUILD_STEPS)
    assert {"pipeline.build.merging", "pipeline.coding.batches", "pipeline.load.file"} <= {line["name"] for line in ask(server, "logs")}

    released = legation("release", "--json", folder=folder, settings=settings)
    assert released.returncode == 0
    assert without_seconds(released.stdout)["created"] is True
    assert last_run(server, "release", RELEASE_STEPS) == ("COMPLETED", RELEASE_STEPS)
    assert left_in_home(folder) == []
    with duckdb.connect(str(folder / "build" / "legation.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM events").fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("arguments", "flow", "message"),
    [
        (("build", "corpus", "--model", "none"), "build", "The language model none is not installed."),
        (("release", "--db", "none.duckdb"), "release", "none.duckdb does not exist."),
    ],
)
def test_with_a_server_a_failure_is_a_failed_run_and_one_line(
    arguments: tuple[str, ...], flow: str, message: str, server: str, folder: Path
) -> None:
    settings = {"PREFECT_API_URL": server, "PREFECT_HOME": str(folder / "prefect")}
    failed = legation(*arguments, folder=folder, settings=settings)
    assert (failed.returncode, failed.stdout) == (2, "")
    *progress, line = failed.stderr.splitlines()
    assert line.startswith(f"legation: {message}")
    assert all(each.startswith(("documents: ", "legation.duckdb")) for each in progress)
    assert runs_of(server, flow)[-1][0] == "FAILED"


def test_with_a_server_a_refresh_says_the_same_and_its_problems_make_a_failed_run(server: str, folder: Path) -> None:
    (folder / "corpus.toml").write_text('name = "lakes"\n[[source]]\nname = "ours"\nkind = "location"\nurl = "corpus"\n', encoding="utf-8")
    settings = {"PREFECT_API_URL": server, "PREFECT_HOME": str(folder / "prefect")}
    plain = legation("refresh", "corpus.toml", "--db", "plain.duckdb", "--json", folder=folder)
    done = legation("refresh", "corpus.toml", "--db", "told.duckdb", "--json", folder=folder, settings=settings)
    assert (plain.returncode, done.returncode, done.stderr) == (0, 0, "documents: 4\n")
    told, expected = (without_seconds(each.stdout) for each in (done, plain))
    assert told | {"build": None} == expected | {"build": None}
    assert told["build"]["events"] == 1
    assert runs_of(server, "refresh")[-1][0] == "COMPLETED"

    for file in (folder / "corpus").iterdir():
        file.write_text("", encoding="utf-8")
    failed = legation("refresh", "corpus.toml", "--db", "told.duckdb", "--release", "--json", folder=folder, settings=settings)
    assert failed.returncode == 1
    problems = json.loads(failed.stdout)["problems"]
    assert problems[0] == "No document could be used. What was refused, and why, is in the table rejects."
    assert failed.stderr.splitlines()[-len(problems) :] == [f"legation: {problem}" for problem in problems]
    assert "leaked" not in failed.stderr
    assert runs_of(server, "refresh")[-1][0] == "FAILED"
