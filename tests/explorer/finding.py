"""A machine in, the browser of the explorer's tests out: one that is there, else one that is fetched. Standard library only: it runs before
the tests do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SETTING = "LEGATION_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
MAC = ("Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium")
# Where Playwright puts what it downloads, and what of it can be run.
CACHES = (".cache/ms-playwright", "Library/Caches/ms-playwright")
DOWNLOADED = ("chromium_headless_shell-*/*/*headless?shell", "chromium-*/*/chrome")
ADVICE = (
    "Install Chromium or Chrome (on Debian: apt-get install chromium; elsewhere: python -m playwright install --with-deps "
    f"chromium-headless-shell), or set {SETTING} to the program of a browser of that kind."
)


def find_browsers() -> Iterator[Path]:
    """Programs that may be a browser of Chromium's kind, the first choice first; only the one that LEGATION_BROWSER names, if it does."""
    if named := os.environ.get(SETTING):
        found = shutil.which(named)
        yield from [Path(found)] if found else []
        return
    on_path = (shutil.which(name) for name in NAMES)
    yield from (Path(found) for found in on_path if found and not _is_signpost(Path(found)))
    yield from (Path("/Applications", program) for program in MAC if Path("/Applications", program).exists())
    yield from _downloaded()


def ensure_browser(python: Path) -> Path | None:
    """A browser, fetched where the machine has none: by Playwright, as a module of `python`, or by apt-get. None where neither can.

    Nothing is started where a browser is there. What is done is said on standard error.
    """
    if browser := next(find_browsers(), None):
        return browser
    if os.environ.get(SETTING):
        _say(f"{SETTING} names {os.environ[SETTING]}, and there is no such program: the explorer's tests have no browser.")
        return None
    _say("There is no browser for the explorer's tests (once: one to two minutes, 0.4 GB of disk); Playwright is asked for one ...")
    if _run([str(python), "-m", "playwright", "install", "chromium-headless-shell"]) and (browser := _working()):
        return browser
    if shutil.which("apt-get") and os.geteuid() == 0:
        _say("Playwright's browser cannot be had or does not start; apt-get is asked for Chromium ...")
        install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
        if (_run(install) or (_run(["apt-get", "update"]) and _run(install))) and (browser := _working()):
            return browser
    _say(f"No browser could be had. {ADVICE}")
    return None


def _is_signpost(program: Path) -> bool:
    """Whether this is no browser but the script by which Ubuntu says where to get one."""
    resolved = program.resolve()
    return resolved.stat().st_size < 20_000 and b"snap install" in resolved.read_bytes()


def _downloaded() -> list[Path]:
    """What Playwright has downloaded, the newest first; its folders end in a number."""
    given = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    folders = [Path(given)] if given else [Path.home() / cache for cache in CACHES]
    found = [program for folder in folders for pattern in DOWNLOADED for program in folder.glob(pattern)]
    return sorted(found, key=lambda program: program.parts[-3].rpartition("-")[2].zfill(9), reverse=True)


def _working() -> Path | None:
    """The first browser that starts: one without the system's libraries does not."""
    return next((program for program in find_browsers() if _run([str(program), "--version"])), None)


def _run(command: list[str]) -> bool:
    """Whether the command was found and succeeded; what it says is left out."""
    settings, nothing = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, subprocess.DEVNULL
    try:
        done = subprocess.run(command, stdin=nothing, stdout=nothing, stderr=nothing, env=settings, timeout=900)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
