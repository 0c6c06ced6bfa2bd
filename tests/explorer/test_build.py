"""The build of the explorer gives the same bytes in another folder: needs Node and the packages that package-lock.json names."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.explorer.test_assets import BUILT, SOURCE, hashes

UNREACHABLE = re.compile(r"\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|ENOTCACHED|E40[13]|E50\d)\b")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of the sources in a folder of another name, with the packages installed."""
    if not (node := shutil.which("node")) or not shutil.which("npm"):
        pytest.skip("Node and npm are not installed.")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if tuple(int(number) for number in version.removeprefix("v").split(".")[:2]) < (20, 19):
        pytest.skip(f"The build needs Node 20.19 or later; this is {version}.")
    copied = tmp_path / "another place" / "source"
    shutil.copytree(SOURCE, copied, ignore=shutil.ignore_patterns("node_modules"))
    quickly = ("--prefer-offline", "--fetch-retries=1", "--fetch-timeout=20000", "--no-audit", "--no-fund")
    installed = run("npm", "ci", "--ignore-scripts", *quickly, folder=copied)
    if installed.returncode and UNREACHABLE.search(installed.stderr):
        pytest.skip(f"The packages cannot be fetched: {installed.stderr[-300:]}")
    assert installed.returncode == 0, installed.stderr
    return copied


def test_another_build_has_the_same_bytes(source: Path) -> None:
    built = run("npm", "run", "build", folder=source)
    assert built.returncode == 0, built.stdout + built.stderr
    anew, committed = hashes(source.parent / "built", set()), hashes(BUILT, set())
    assert sorted(name for name in anew | committed if anew.get(name) != committed.get(name)) == []


def run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
