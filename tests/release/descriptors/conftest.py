"""Releases whose descriptors are tested: one with texts that are hard on every format, and one of nothing."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.load import open_warehouse
from pipeline.release import write_release
from tests.release.making import Rows, release, rows_of

PUBLISHER = 'The "Morning" <Post> & Sons, Ñuñoa 中文'
STANDARDS = Path(__file__).parent / "standards"


def hard_rows() -> Rows:
    """The example dataset with another publisher, languages, dates and licences of documents."""
    rows = rows_of(pipeline_version="0.1.0", corpora="letters", corpus_sha256="a" * 64)
    rows["sources"][0] |= {"publisher": PUBLISHER, "language": "es", "published_on": date(2020, 2, 29), "licence": "CC-BY-4.0"}
    licence = {"covers": "quotes and titles", "n_sources": 1, "text": None}
    rows["licences"] = [
        {"licence": "CC0-1.0", "title": None, "url": None, **licence, "n_sources": 0},
        {"licence": "CC-BY-4.0", "title": "Attribution", "url": "https://creativecommons.org/licenses/by/4.0/", **licence},
        {"licence": "Ask the “Post”, please", "title": None, "url": None, **licence},
    ]
    return rows


@pytest.fixture(scope="session")
def described(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the example dataset; nobody changes it."""
    return release(tmp_path_factory.mktemp("described") / "dist", hard_rows(), "1.2.3")


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of a database without a row; nobody changes it."""
    folder = tmp_path_factory.mktemp("bare")
    with open_warehouse(folder / "empty.duckdb"):
        pass
    return write_release(folder / "empty.duckdb", folder / "dist", "0.1.0")


@pytest.fixture(params=["described", "bare", "seeds_release"])
def folder(request: pytest.FixtureRequest) -> Path:
    """Each of the two releases, and that of the seeds where they are at hand."""
    found: Path = request.getfixturevalue(request.param)
    return found


def read_json(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text(encoding="utf-8"))
