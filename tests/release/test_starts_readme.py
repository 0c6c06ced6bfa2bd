"""The README of a release: every command in it runs as it stands, and every file that it names is there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.release.making import release, rows_of


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release(tmp_path_factory.mktemp("start") / "dist", rows_of(), "1.2.3")


def readme(folder: Path) -> str:
    return (folder / "README.md").read_text(encoding="utf-8")


def blocks(folder: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", readme(folder), re.DOTALL)


@pytest.mark.parametrize("start", ["import pandas", "import polars", "import duckdb", "import sys"])
def test_python_opens_the_data(folder: Path, start: str) -> None:
    (block,) = [block for block in blocks(folder, "python") if block.startswith(start)]
    run = subprocess.run([sys.executable, "-c", block], cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout
    assert len(block.splitlines()) == 5



def test_r_opens_the_data(folder: Path) -> None:
    (block,) = blocks(folder, "r")
    assert len(block.splitlines()) == 5
    if not shutil.which("Rscript"):
        pytest.skip("R is not installed")
    run = subprocess.run(["Rscript", "--vanilla", "-e", block], cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "CONSULT" in run.stdout
    assert '[1] "' in run.stdout


def test_sql_opens_the_data(folder: Path) -> None:
    found = blocks(folder, "sql")
    assert len(found) == 5
    with duckdb.connect(folder / "legation.duckdb", read_only=True) as connection:
        for block in found:
            connection.execute(block)


def test_every_file_that_it_names_is_there(folder: Path) -> None:
    text = re.sub(r"```.*?```", "", readme(folder), flags=re.DOTALL)
    files = re.findall(r"`([\w./-]+(?:\.(?:md|html|json|jsonld|cff|csv|py|R|do|sql|duckdb)|/))`", text)
    named = {*files, *re.findall(r"\]\(([^)#]+)\)", text)}
    assert {"pictures/timeline.svg", "csv/", "loaders/legation.py", "QUALITY.md", "ro-crate-metadata.json"} <= named
    assert sorted(name for name in named if not (folder / name).exists()) == []


def test_every_file_of_the_release_is_named(folder: Path) -> None:
    top = {path.name for path in folder.iterdir()} - {"README.md"}
    assert sorted(name for name in top if name not in readme(folder)) == []


def test_it_says_which_version_it_is_and_how_to_cite_it(folder: Path) -> None:
    text = readme(folder)
    assert text.startswith("# Legation 1.2.3\n")
    assert "coded from documents. Version 1.2.3." in text
    assert not re.search(r"\$[a-z_{]", text.replace("events$event_type", "").replace(")$quote", ""))
