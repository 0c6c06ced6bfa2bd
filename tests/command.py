"""The command `legation` as a process of its own, which a test may end or hold at a place that it names."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

# Arguments: "end" or "hold", the function ("module:name" or "module:class.name"), at which of its calls, and those of the command.
_AT_A_PLACE = """
import os, signal, sys
from importlib import import_module
from pipeline.cli import main

what, place, call, *arguments = sys.argv[1:]
module, _, path = place.partition(":")
owner = import_module(module)
*classes, name = path.split(".")
for each in classes:
    owner = getattr(owner, each)
function, calls = getattr(owner, name), 0

def stand_in(*arguments, **options):
    global calls
    calls += 1
    if calls == int(call):
        if what == "end":
            os.kill(os.getpid(), signal.SIGKILL)
        print("here", flush=True)
        sys.stdin.readline()
    return function(*arguments, **options)

setattr(owner, name, stand_in)
sys.argv[1:] = arguments
main()
"""
_PLAIN = "from pipeline.cli import main; main()"


def legation(*arguments: str, folder: Path, settings: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, with no settings of Prefect but these."""
    command = [sys.executable, "-c", _PLAIN, *arguments]
    return subprocess.run(command, cwd=folder, env=environment(folder, settings), capture_output=True, text=True, timeout=300)


def ended_legation(*arguments: str, folder: Path, at: str, call: int = 1) -> subprocess.CompletedProcess[str]:
    """Run the command until it is about to call the function `at` for the `call`-th time; there it is killed (signal 9).

    Returns when every process that the command started has closed its standard error.
    """
    command = [sys.executable, "-c", _AT_A_PLACE, "end", at, str(call), *arguments]
    return subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=300)


def held_legation(*arguments: str, folder: Path, at: str) -> "subprocess.Popen[str]":
    """Start the command and return when it is about to call the function `at`; a line on its standard input lets it go on."""
    command = [sys.executable, "-c", _AT_A_PLACE, "hold", at, "1", *arguments]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=folder, env=environment(folder), stdin=pipe, stdout=pipe, stderr=pipe, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    return process


def environment(folder: Path, settings: dict[str, str] | None = None) -> dict[str, str]:
    """The environment of these tests with a home folder of its own and no settings of Prefect but these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_") and name != "DO_NOT_TRACK"}
    return kept | {"HOME": str(home_of(folder)), "COLUMNS": "200"} | (settings or {})


def home_of(folder: Path) -> Path:
    """The home folder of the commands that run in a folder."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    return home


def write_corpus(folder: Path, texts: Sequence[str]) -> Path:
    """A folder of documents."""
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (corpus / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return corpus


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
