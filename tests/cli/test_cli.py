import subprocess
import sys

import pytest

from pipeline import cli
from pipeline.errors import LegationError
from tests.cli.flows import Flows

MAKING = ["fetch", "build", "refresh", "serve", "release", "diff", "check", "verify", "publish", "deposit"]
COMMANDS = [*MAKING, "show", "explore", "status", "explain", "evaluate"]


@pytest.mark.parametrize(
    ("raised", "code", "message"),
    [
        (LegationError("There is no corpus at nowhere/."), 2, "legation: There is no corpus at nowhere/.\n"),
        (PermissionError(13, "Permission denied", "build/x.duckdb"), 2, "legation: build/x.duckdb: Permission denied\n"),
        (KeyboardInterrupt(), 130, "Interrupted. What was finished before is untouched.\n"),
    ],
    ids=["a mistake", "a folder that is not ours", "Ctrl-C"],
)
def test_what_goes_wrong_is_a_message_and_a_code(
    flows: Flows, capsys: pytest.CaptureFixture[str], raised: BaseException, code: int, message: str
) -> None:
    flows.build = raised
    assert cli.run(["build", "--json"]) == code
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", message)


def test_a_defect_shows_where_it_is(flows: Flows, capsys: pytest.CaptureFixture[str]) -> None:
    flows.build = RuntimeError("a defect")
    assert cli.run(["build"]) == 3
    printed = capsys.readouterr().err
    assert "Traceback" in printed
    assert "RuntimeError: a defect" in printed


@pytest.mark.parametrize(
    "arguments",
    [
        ["bild"],
        ["build", "--workers", "0"],
        ["build", "--max-bytes", "much"],
        ["show", "PER"],
        ["show", "PER", "VEN", "--since", "May"],
        ["status", "PER"],
        ["status", "PER", "VEN", "--on", "2019"],
        ["status", "PER", "VEN", "--on", "May"],
        ["check"],
        ["diff", "dist/legation-0.1.0"],
    ],
)
def test_wrong_usage_is_explained(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(arguments) == 2
    printed = capsys.readouterr()
    assert "Error" in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""


def test_help_lists_the_commands_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--help"]) == 0
    listed = capsys.readouterr().out.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed] == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([command, "--help"]) == 0
    printed = capsys.readouterr().out
    assert f"  legation {command}" in printed
    assert ("--json" in printed) is (command != "serve"), "serve has no end, and so no result"


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("legation 0.")


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from pipeline.cli import run; run(['build', '--help']); "
        "print(sorted({'prefect', 'spacy', 'pandera', 'pyarrow', 'duckdb', 'frictionless'} & set(sys.modules)), file=sys.stderr)"
    )
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stderr
    assert printed == "[]\n"
