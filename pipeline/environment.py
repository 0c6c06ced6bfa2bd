"""The locks and `pyproject.toml` in, a finished `.venv` out. Standard library only: it runs before anything is installed."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import LegationError

OLDEST_PYTHON = (3, 11)
STAMP = "legation.stamp"
LOCK, TESTS_LOCK = "requirements.lock", "requirements-tests.lock"
PIP_INSTALL = ("-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar=off", "--no-deps")


class SetupError(LegationError):
    """The environment cannot be set up; `message` says why and what to do."""


def ensure_environment(root: Path, *, tests: bool = False) -> Path:
    """The Python of the `.venv` in `root`, with what `tests` need if asked; it is first made where it is absent, unfinished or out of date.

    A stamp that says what the environment was made from is written last, so a set-up that was cut off is done again.
    Raises SetupError.
    """
    check_python(sys.version_info[:2])
    venv = root / ".venv"
    python, stamp = venv / "bin" / "python", venv / STAMP
    wanted = _fingerprints(root, tests=tests)
    found = _read_stamp(stamp) if python.exists() else {}
    if wanted.items() <= found.items():
        return python
    started = time.monotonic()
    if found.get(LOCK) != wanted[LOCK]:
        _say("Setting up .venv (once: one to three minutes, 1 GB of disk) ...")
        _create(venv)
        _install_lock(python, root, LOCK)
        found = {}
    if tests and found.get(TESTS_LOCK) != wanted[TESTS_LOCK]:
        _say("Adding what the tests need (once: half a minute to a minute, 0.7 GB of disk) ...")
        _install_lock(python, root, TESTS_LOCK)
    _install_project(python, root)
    stamp.write_text("".join(f"{name} {made_from}\n" for name, made_from in (found | wanted).items()), encoding="utf-8")
    _say(f"Set up in {time.monotonic() - started:.0f} s.")
    return python


def run_inside(python: Path, arguments: list[str]) -> None:
    """Go on as `python` with these arguments: the exit code, the signals and the terminal are from here on its own."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(str(python), [str(python), *arguments])


def check_python(version: tuple[int, int]) -> None:
    """Raise SetupError where this version of Python is older than the packages allow."""
    if version < OLDEST_PYTHON:
        wanted, found = (".".join(map(str, numbers)) for numbers in (OLDEST_PYTHON, version))
        raise SetupError(
            f"Legation needs Python {wanted} or later, and this is Python {found} ({sys.executable}). "
            f"Run it with another one, for example: python{wanted} -m pipeline"
        )


def _fingerprints(root: Path, *, tests: bool) -> dict[str, str]:
    """What the packages depend on, by lock, and what the installed project itself does: a change of that is quick to follow."""
    version = ".".join(map(str, sys.version_info[:2]))
    place = os.fsencode(root.resolve())  # a virtual environment cannot be moved
    contents = {name: (root / name).read_bytes() for name in (LOCK, *([TESTS_LOCK] if tests else []))}
    made_from = {name: b"\0".join((content, version.encode(), place)) for name, content in contents.items()}
    made_from["pyproject.toml"] = (root / "pyproject.toml").read_bytes()
    return {name: hashlib.sha256(content).hexdigest() for name, content in made_from.items()}


def _read_stamp(stamp: Path) -> dict[str, str]:
    """What an environment was made from; nothing where it is unfinished."""
    lines = stamp.read_text(encoding="utf-8").splitlines() if stamp.is_file() else []
    return dict(line.split(" ", 1) for line in lines if " " in line)


def _create(venv: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        raise SetupError(
            f"This Python ({sys.executable}) comes without ensurepip, which virtual environments need. "
            "On Debian and Ubuntu: apt install python3-venv. Then run the same command again."
        )
    _run([sys.executable, "-m", "venv", "--clear", str(venv)], venv.parent, "The virtual environment could not be created.")


def _install_lock(python: Path, root: Path, name: str) -> None:
    lock = root / name
    total = sum(line[:1].isalpha() for line in lock.read_text(encoding="utf-8").splitlines())
    # The lock names every package, so pip need not resolve anything: --no-deps is quicker, and older pips get hashes with extras wrong.
    _run(
        [str(python), *PIP_INSTALL, "--require-hashes", "-r", name],
        root,
        f"pip could not install {name}. Check the network and pip's own settings (pip config list), then run the same "
        "command again: what was downloaded is kept in pip's cache.",
        packages=total,
    )


def _install_project(python: Path, root: Path) -> None:
    _run(
        [str(python), *PIP_INSTALL, "--quiet", "--no-index", "--no-build-isolation", "--editable", "."],
        root,
        "pip could not install the project itself into .venv. If pyproject.toml was changed, look there; else remove .venv and run again.",
    )


def _run(command: list[str], folder: Path, failure: str, *, packages: int = 0) -> None:
    """Run a command to its end, showing which of `packages` pip is at; SetupError with its last lines where it fails."""
    last: deque[str] = deque(maxlen=12)
    try:
        process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True, errors="replace"
        )
    except OSError as error:
        raise SetupError(f"{failure} ({error})") from error
    with process:
        for line in _show_packages(process.stdout or (), packages):
            last.append(line.rstrip())
    if process.returncode:
        raise SetupError("\n".join([failure, "Its last lines:", *(f"  {line}" for line in last)]))


def _show_packages(lines: Iterable[str], total: int) -> Iterator[str]:
    """The lines of pip as they come, with a word on standard error: one that is written over on a terminal, else every 25 packages."""
    is_terminal, n_found = sys.stderr.isatty(), 0
    for line in lines:
        yield line
        if line.startswith(("Collecting ", "Processing ")):
            n_found += 1
            text = f"  {n_found} of {total} packages"
        elif line.startswith("Installing collected packages"):
            text = f"  {n_found} packages at hand; unpacking them (the longest step)"
        else:
            continue
        if total and is_terminal:
            sys.stderr.write(f"\r\033[K{text}")
            sys.stderr.flush()
        elif total and (n_found % 25 == 0 or line.startswith("Installing")):
            _say(text)
    if total and is_terminal:
        _say("")


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
