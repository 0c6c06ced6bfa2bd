"""The version of an old DuckDB in, a folder with its package out: installed once, beside the packages of this environment."""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from pipeline.environment import PIP_INSTALL

LOCKS = {lock.stem: lock for lock in sorted(Path(__file__).parent.glob("*.lock"))}
NEWEST_PYTHON = {"1.0.0": (3, 12), "1.4.0": (3, 13), "1.5.0": (3, 14)}  # that the version has a package for


class NotToBeHad(Exception):
    """There is no such package here, through no fault of ours; the message says why."""


def install_old_duckdb(version: str) -> Path:
    """A folder to put on the path of a new process; NotToBeHad without a network or with a newer Python, RuntimeError where pip fails else.

    Several processes may ask at once: each installs beside the place, and the first one to finish gets it.
    """
    if sys.version_info[:2] > NEWEST_PYTHON[version]:
        raise NotToBeHad(f"DuckDB {version} has no package for Python {sys.version_info.major}.{sys.version_info.minor}")
    lock = LOCKS[version]
    folder = Path(sys.prefix) / "old-duckdb" / f"{version}-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    if not folder.is_dir():
        folder.parent.mkdir(exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix="building-", dir=folder.parent))
        try:
            _install(lock, building)
            _move(building, folder)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    return folder


def is_without_network(output: str) -> bool:
    """Whether pip found nothing because it reached nobody: one broken connection that it got over is no excuse."""
    return "connection broken by" in output and bool(re.search(r"from versions: none|Max retries exceeded", output))


def _install(lock: Path, folder: Path) -> None:
    options = ("--only-binary=:all:", "--require-hashes", "--retries=2", "--timeout=20", f"--target={folder}", f"--requirement={lock}")
    done = subprocess.run([sys.executable, *PIP_INSTALL, *options], capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        output = done.stdout + done.stderr
        if is_without_network(output):
            raise NotToBeHad(f"there is no network to install DuckDB {lock.stem} from")
        raise RuntimeError(f"pip could not install {lock.name}:\n{output[-2000:]}")


def _move(building: Path, folder: Path) -> None:
    try:
        building.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
