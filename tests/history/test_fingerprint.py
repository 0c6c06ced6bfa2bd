import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.history import code_sha256, fingerprint

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the program's folders, whose hash is taken from now on."""
    for package in fingerprint.PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    monkeypatch.setattr(fingerprint, "files", lambda package: tmp_path / package)
    return tmp_path


ORIGINAL = code_sha256()


def test_the_same_code_has_the_same_hash_wherever_it_lies_and_whatever_lies_beside_it(copy: Path) -> None:
    assert code_sha256() == ORIGINAL
    (copy / "pipeline" / "release" / "templates" / "README.md").write_text("Another page.")
    (copy / "pipeline" / "measured.json").write_text("{}")
    shutil.rmtree(copy / "pipeline" / "sample")
    shutil.rmtree(copy / "pipeline" / "explorer")
    assert code_sha256() == ORIGINAL


def _edit(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "\n")


@pytest.mark.parametrize(
    "change",
    [
        lambda copy: _edit(copy / "pipeline" / "merge" / "__init__.py"),
        lambda copy: _edit(copy / "pipeline" / "lexicon" / "acts" / "envoys.toml"),
        lambda copy: _edit(copy / "pipeline" / "lexicon" / "people.csv"),
        lambda copy: _edit(copy / "schemas" / "views.sql"),
        lambda copy: (copy / "schemas" / "views.py").unlink(),
        lambda copy: (copy / "schemas" / "views.py").rename(copy / "schemas" / "sights.py"),
    ],
    ids=["code", "words", "people", "sql", "a file less", "another name"],
)
def test_other_code_or_other_words_have_another_hash(copy: Path, change: Callable[[Path], None]) -> None:
    before = code_sha256()
    change(copy)
    assert code_sha256() != before
