"""All descriptors of a release say the same, the same rows make the same descriptors, and none of them invents an address."""

import re
from pathlib import Path
from typing import Any

import yaml

from tests.release.descriptors.conftest import hard_rows, read_json
from tests.release.making import release

NAMES = ("datapackage.json", "croissant.json", "dataset.jsonld", "zenodo.json", "CITATION.cff", "ro-crate-metadata.json")
KNOWN = re.compile(
    r"https?://(datapackage\.org|creativecommons\.org|mlcommons\.org|schema\.org|purl\.org|www\.w3\.org|w3id\.org|xmlns\.com"
    r"|spdx\.org|id\.loc\.gov|publications\.europa\.eu|www\.iana\.org)/"
)


def facts(folder: Path) -> list[dict[str, Any]]:
    """What each descriptor calls the release, its version, its description and its keywords."""
    crate = next(entity for entity in read_json(folder, "ro-crate-metadata.json")["@graph"] if entity["@id"] == "./")
    documents = [
        read_json(folder, "datapackage.json"), read_json(folder, "croissant.json"), read_json(folder, "dataset.jsonld"),
        read_json(folder, "zenodo.json"), yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8")), crate,
    ]  # fmt: skip
    return [
        {
            "title": document.get("title") or document["name"],
            "version": document["version"],
            "keywords": document["keywords"],
            "description": (document.get("description") or document["abstract"]).removeprefix("<p>")[:60],
        }
        for document in documents
    ]


def test_all_descriptors_say_the_same(folder: Path) -> None:
    said = facts(folder)
    assert said == [said[0]] * len(NAMES)


def test_the_same_rows_make_the_same_descriptors(described: Path, tmp_path: Path) -> None:
    """But for the crate, which gives the checksum of the database file: the same rows may lie in it in other bytes."""
    again = release(tmp_path / "dist", hard_rows(), "1.2.3")
    for name in NAMES[:-1]:
        assert (again / name).read_bytes() == (described / name).read_bytes(), name
    crates = [read_json(folder, NAMES[-1])["@graph"] for folder in (again, described)]
    differing = {one["@id"] for one, other in zip(*crates, strict=True) if one != other}
    assert differing <= {"legation.duckdb"}


def test_no_address_is_invented(folder: Path) -> None:
    for name in NAMES:
        text = (folder / name).read_text(encoding="utf-8")
        assert [address for address in re.findall(r"https?://[^\s\"']+", text) if not KNOWN.match(address)] == [], name
        assert not re.search(r"\b10\.[0-9]{4,}/", text), f"{name} has a DOI"


def test_texts_are_written_as_they_are(described: Path) -> None:
    assert "Ñuñoa 中文" in (described / "dataset.jsonld").read_text(encoding="utf-8")
