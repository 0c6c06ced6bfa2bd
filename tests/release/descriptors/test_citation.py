"""`CITATION.cff` keeps the schema of the Citation File Format 1.2.0."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from pipeline.release.descriptors.citation import bibtex, reference
from tests.release.descriptors.conftest import STANDARDS


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft7Validator:
    schema = json.loads((STANDARDS / "cff-1.2.0.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft7Validator(schema, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)


def read(folder: Path) -> Any:
    return yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))


def test_it_is_valid(folder: Path, validator: jsonschema.Draft7Validator) -> None:
    assert [error.message for error in validator.iter_errors(read(folder))] == []


@pytest.mark.parametrize("key", ["authors", "cff-version", "message", "title"])
def test_the_schema_sees_what_is_missing(described: Path, validator: jsonschema.Draft7Validator, key: str) -> None:
    page = read(described)
    del page[key]
    assert f"'{key}' is a required property" in [error.message for error in validator.iter_errors(page)]


def test_data_and_version_are_what_is_cited(described: Path) -> None:
    page = read(described)
    assert (page["type"], page["license"], page["preferred-citation"]["type"]) == ("dataset", "CC0-1.0", "database")
    assert page["version"] == page["preferred-citation"]["version"] == "1.2.3"
    assert page["authors"] == page["preferred-citation"]["authors"] == [{"name": "The Legation contributors"}]
    assert "date-released" not in page
    assert "&id" not in (described / "CITATION.cff").read_text(encoding="utf-8")  # readers of this format know no anchors


def test_the_same_in_bibtex_and_as_a_sentence() -> None:
    cited = bibtex("1.2.3")
    assert cited.startswith("@misc{legation_1_2_3, author = {{The Legation contributors}}, title = {{Legation: ")
    assert cited.endswith("version = {1.2.3}}")
    assert reference("1.2.3") == "The Legation contributors: Legation: diplomatic events coded from documents. Version 1.2.3. Data set."
