"""A page and a folder to try it in go in; its blocks are run or read in their order, and the first that does not do what it says fails."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from tests.command import environment
from tests.docs.blocks import Block, Page
from tests.docs.data import READERS, read_data
from tests.docs.parsing import check_commands

SECONDS = 240
NOWHERE = "http://127.0.0.1:9"  # where nobody answers: no block may ask anything of another machine
ANY_EVENT = re.compile(r"evt_01234567(89abcdef)?")  # stands for any event, or the beginning of its identifier
ROOT = Path(__file__).resolve().parents[2]
RUNNING, SHOWN = ("bash", "given", "console", "python", "r", "sql"), ("text", "console")


class WrongBlockError(Exception):
    """A block does not do what its page says; the message says which, and what it did."""


@dataclass
class Run:
    """A page being tried: the folder it began in, the one it is in now, and what its last block printed."""

    page: Page
    top: Path
    here: Path
    printed: str = ""
    r_code: str = ""
    skipped: list[str] = field(default_factory=list)
    python: "subprocess.Popen[str] | None" = None


def try_page(page: Page, top: Path) -> list[str]:
    """Try all blocks of a page in the folder `top`; returns why some could not be tried on this machine. Raises WrongBlockError."""
    run = Run(page, top, top)
    _write_program(top)
    try:
        for block in page.blocks:
            _try_block(run, block)
    finally:
        if run.python:
            run.python.kill()
            run.python.communicate()
    return run.skipped


def _try_block(run: Run, block: Block) -> None:
    where = f"{run.page.name}:{block.line}"
    if block.file:
        path = run.here / block.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
    try:
        if block.not_run:
            check_commands(block)
        elif block.language in READERS:
            read_data(block.language, block.text, run.top / "home")
        elif block.language in _RUNNERS:
            _RUNNERS[block.language](run, block, where)
        elif not block.file:
            raise WrongBlockError(f"nobody knows how to try a block of “{block.language}”")
    except Exception as error:
        raise WrongBlockError(f"{where}: {type(error).__name__}: {error}\n--- the block:\n{block.text}") from error


def _run_bash(run: Run, block: Block, where: str) -> None:
    run.printed = _shell(run, block.text, block.exit_code)


def _run_console(run: Run, block: Block, where: str) -> None:
    """What a terminal shows: commands after `$`, and what they print; without any, the output of the block before, or a part of it."""
    shown: list[str] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            _compare(shown, run.printed)
            run.printed, shown = _shell(run, line[2:], block.exit_code), []
        else:
            shown.append(line)
    _compare(shown, run.printed)


def _compare(shown: list[str], printed: str) -> None:
    """The lines that are shown stand in what was printed, in this order; … or ... stands for anything."""
    lines = iter([line.rstrip() for line in printed.splitlines()])
    for line in filter(str.strip, shown):
        pattern = ".*".join(re.escape(part) for part in re.split(r"\.\.\.|…", line.rstrip()))
        if not any(re.fullmatch(pattern, each) for each in lines):
            raise WrongBlockError(f"it does not print “{line}” (after the lines before it), but:\n{printed}")


def _shell(run: Run, script: str, wanted: int) -> str:
    """Run a script in the folder where the last one ended; what it printed on both streams."""
    ended = run.top / "home" / "ended-in"
    script = ANY_EVENT.sub(lambda found: _an_event(run)[: len(found[0])], script)
    whole = f"trap 'pwd > {ended}' EXIT\nset -euo pipefail\n{script}"
    command = ["bash", "-c", whole]
    done = subprocess.run(
        command, cwd=run.here, env=_settings(run), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=SECONDS
    )
    if done.returncode != wanted:
        raise WrongBlockError(f"it ends with {done.returncode} instead of {wanted}:\n{done.stdout}")
    run.here = Path(ended.read_text(encoding="utf-8").strip())
    return done.stdout


def _run_python(run: Run, block: Block, where: str) -> None:
    if run.python is None:
        command, pipe = [sys.executable, "-m", "tests.docs.namespace"], subprocess.PIPE
        settings = _settings(run) | {"PYTHONPATH": str(ROOT)}
        run.python = subprocess.Popen(command, cwd=run.top, env=settings, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)
    assert run.python.stdin is not None
    assert run.python.stdout is not None
    run.python.stdin.write(json.dumps({"code": block.text, "where": where, "folder": str(run.here)}) + "\n")
    run.python.stdin.flush()
    answer = json.loads(run.python.stdout.readline())
    if answer["failed"]:
        raise WrongBlockError(answer["failed"])
    run.printed = answer["printed"]


def _run_r(run: Run, block: Block, where: str) -> None:
    """One run of R is one block; those before it are run again, so that it knows their names."""
    if not shutil.which("Rscript"):
        run.skipped.append(f"{where}: there is no R on this machine")
        return
    run.r_code += block.text
    script = run.top / "home" / "page.R"
    script.write_text(run.r_code, encoding="utf-8")
    run.printed = _shell(run, f"Rscript --vanilla {script}", 0)


def _run_sql(run: Run, block: Block, where: str) -> None:
    """Every statement gives rows, on the database that is here, in the release here, or that a build made here, read only."""
    with _database(run) as connection:
        for statement in connection.extract_statements(block.text):
            if not connection.execute(statement).fetchall():
                raise WrongBlockError(f"this gives no rows: {statement.query}")


def _database(run: Run) -> duckdb.DuckDBPyConnection:
    places = ("legation.duckdb", "legation-*/legation.duckdb", "build/legation.duckdb")
    [file, *_] = [file for place in places for file in run.here.glob(place)]
    return duckdb.connect(str(file), read_only=True)


def _an_event(run: Run) -> str:
    """The surest event of the database that is here."""
    with _database(run) as connection:
        [(event_id,)] = connection.execute("SELECT event_id FROM events ORDER BY confidence DESC, event_id LIMIT 1").fetchall()
    return str(event_id)


_RUNNERS: dict[str, Callable[[Run, Block, str], None]] = {
    **dict.fromkeys(("bash", "given"), _run_bash),
    **dict.fromkeys(("console", "text"), _run_console),
    "python": _run_python,
    "r": _run_r,
    "sql": _run_sql,
}


def _settings(run: Run) -> dict[str, str]:
    """The environment of a reader who has `legation` and Python on the path, and no way out of this machine."""
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), NOWHERE)
    paths = [str(run.top / "home" / "bin"), str(Path(sys.executable).parent), "/usr/bin", "/bin"]
    own = {"PATH": ":".join(paths), "PYTHONPATH": str(_program(run.top)), "MPLBACKEND": "agg", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return environment(run.top, proxies | own | {"COLUMNS": "100", "NO_PROXY": "127.0.0.1,localhost"})


def _program(top: Path) -> Path:
    """The clone that the page is in, if it is in one, so that what it changes there is tried; else this one."""
    return top if (top / "pipeline").is_dir() else ROOT


def _write_program(top: Path) -> None:
    program = top / "home" / "bin" / "legation"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from pipeline.cli import main; main()" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
