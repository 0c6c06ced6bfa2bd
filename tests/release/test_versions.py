"""Which versions there are, and which release holds the data of a database."""

from pathlib import Path

import pytest

from pipeline.release.versions import newest_release, same_release, version_of
from tests.release.making import Rows, add_event, build, event_of, release, rows_of


def test_the_newest_release_is_that_of_the_highest_number(tmp_path: Path) -> None:
    assert newest_release(tmp_path / "none") is None
    for version in ("0.9.0", "0.10.0", "0.2.0"):
        (tmp_path / f"legation-{version}").mkdir()
    assert newest_release(tmp_path) == tmp_path / "legation-0.10.0"
    assert newest_release(tmp_path, before=(0, 9, 0)) == tmp_path / "legation-0.2.0"
    assert newest_release(tmp_path, before=(0, 1, 0)) is None


def test_what_is_no_version_has_no_numbers() -> None:
    assert version_of("1.22.3") == (1, 22, 3)
    with pytest.raises(ValueError, match="x is no version"):
        version_of("x")


@pytest.mark.parametrize(
    ("rows", "is_same"),
    [
        (rows_of(), True),
        (rows_of(version="0.7.0"), True),
        (rows_of(since_release="1.2.3"), True),
        (rows_of(code_sha256="1" * 64), True),
        (rows_of(codebook_version="1.1"), False),
        (rows_of(lambda rows: add_event(rows, 5)), False),
        (rows_of(lambda rows: event_of(rows, 1).update(confidence=0.5)), False),
        (rows_of(lambda rows: rows["quality"].pop()), False),
    ],
    ids=["the same", "label", "carried on", "code", "codebook", "event", "confidence", "quality"],
)
def test_the_same_data_are_known_under_any_label(rows: Rows, is_same: bool, tmp_path: Path) -> None:
    """The build labels the registry 0.1.0, the release has it as 1.2.3."""
    published = release(tmp_path / "dist", rows_of(), "1.2.3")
    assert same_release(build(tmp_path / "again.duckdb", rows), tmp_path / "dist") == (published if is_same else None)
