"""`zenodo.json` holds what Zenodo documents as the metadata of a deposit."""

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from pipeline.release import ReleaseError
from pipeline.release.descriptors import zenodo_metadata
from pipeline.release.descriptors.about import read_about
from pipeline.release.descriptors.zenodo import deposit
from tests.release.descriptors.conftest import STANDARDS


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft7Validator:
    schema = json.loads((STANDARDS / "zenodo-deposit.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft7Validator(schema, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)


def test_it_is_valid(folder: Path, validator: jsonschema.Draft7Validator) -> None:
    assert [error.message for error in validator.iter_errors(zenodo_metadata(folder))] == []


def test_a_deposit_of_data_under_its_licence(described: Path) -> None:
    metadata = zenodo_metadata(described)
    assert (metadata["upload_type"], metadata["license"], metadata["version"]) == ("dataset", "cc0-1.0", "1.2.3")
    assert "The events lie between 2017-08-11 and 2018-05-02." in metadata["description"]
    assert "publication_date" not in metadata  # Zenodo's own


@pytest.mark.parametrize("change", [{"license": "CC0 1.0"}, {"upload_type": "data"}, {"creators": []}, {"language": "en"}])
def test_the_schema_sees_what_zenodo_refuses(described: Path, validator: jsonschema.Draft7Validator, change: dict[str, object]) -> None:
    assert not validator.is_valid(zenodo_metadata(described) | change)


def test_the_description_is_html_whatever_its_words(described: Path) -> None:
    about = replace(read_about(described, version="1.2.3"), description='Was <it> "Ñ" & 中?', rights="")
    seen: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: seen.append(f"<{tag}>")  # type: ignore[method-assign]
    parser.handle_data = seen.append  # type: ignore[method-assign]
    parser.feed(deposit(about)["description"])
    assert seen[:2] == ["<p>", 'Was <it> "Ñ" & 中?']
    assert set(seen[0::2]) == {"<p>"}


@pytest.mark.parametrize(("text", "reason"), [(None, "No such file"), ("{", "is no JSON"), ("[]", "is no JSON object")])
def test_a_folder_without_metadata_is_refused(tmp_path: Path, text: str | None, reason: str) -> None:
    if text is not None:
        (tmp_path / "zenodo.json").write_text(text)
    with pytest.raises(ReleaseError, match=reason):
        zenodo_metadata(tmp_path)
