"""What descriptors say of a release is what its database says; nothing of it comes from the clock or the machine."""

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipeline.release.descriptors.about import Country, read_about
from schemas.ontology import CODEBOOK_DATE
from tests.release.descriptors.conftest import PUBLISHER


@pytest.fixture
def copy(described: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(described, tmp_path / "copy"))


def change(folder: Path, statement: str) -> None:
    with duckdb.connect(folder / "legation.duckdb") as connection:
        connection.execute(statement)


def test_times_countries_languages_publishers_and_licences_are_those_of_the_rows(described: Path) -> None:
    about = read_about(described, version="1.2.3")
    assert (about.version, about.first_day, about.last_day) == ("1.2.3", date(2017, 8, 11), date(2018, 5, 2))
    assert about.countries == (Country("CHL", "Chile"), Country("PER", "Peru"), Country("VEN", "Venezuela"))
    assert about.languages == ("en", "es")
    assert about.publishers == (PUBLISHER, "The Paper")
    assert [licence.name for licence in about.text_licences] == ["Ask the “Post”, please", "CC-BY-4.0"]
    assert (about.pipeline_version, about.corpora, about.corpus_sha256) == ("0.1.0", "letters", "a" * 64)
    assert about.licence.url == "https://creativecommons.org/publicdomain/zero/1.0/"


def test_an_empty_release_has_no_times_countries_and_publishers(bare: Path) -> None:
    about = read_about(bare, version="0.1.0")
    assert (about.first_day, about.last_day, about.countries, about.publishers, about.text_licences) == (None, None, (), (), ())
    assert (about.languages, about.dated) == (("en",), CODEBOOK_DATE)


@pytest.mark.parametrize(
    ("statement", "dated"),
    [
        ("UPDATE sources SET published_on = '1999-01-01'", CODEBOOK_DATE),
        ("UPDATE sources SET published_on = '2031-05-06'", date(2031, 5, 6)),
        ("UPDATE take_downs SET requested_on = '2032-05-06'", date(2032, 5, 6)),
        (
            "INSERT INTO corrections SELECT 0, event_id, event_id, 'date', NULL, NULL, 'So.', 'Ana', DATE '2033-05-06' FROM events LIMIT 1",
            date(2033, 5, 6),
        ),
    ],
)
def test_a_release_is_dated_by_the_newest_day_that_it_knows_of(copy: Path, statement: str, dated: date) -> None:
    change(copy, statement)
    assert read_about(copy, version="1.2.3").dated == dated


def test_a_country_without_a_row_of_its_own_is_named_by_its_code(copy: Path) -> None:
    change(copy, "UPDATE actors SET country = 'XKX' WHERE actor_id = 'CHL'")
    assert Country("XKX", "XKX") in read_about(copy, version="1.2.3").countries
