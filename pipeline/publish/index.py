"""A release in, what `index.json` says of it out; an index and such an entry in, the index with that version out."""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema

from pipeline.publish.store import Content, StoreError
from pipeline.release import row_counts
from pipeline.release.contents import read_facts
from pipeline.release.descriptors.files import read_files
from pipeline.release.versions import NAME, SUMS, version_of

Index = Mapping[str, Any]  # what `index.schema.json` describes
Entry = Mapping[str, Any]  # one of its versions

FORMAT, INDEX = "1.0", "index.json"


def describe_release(folder: Path) -> Entry:
    """The entry of a sound release, from its files and its database."""
    facts = read_facts(folder)
    described = read_files(folder)
    version = facts["version"]
    return {
        "version": version,
        "path": f"{NAME}-{version}/",
        "bytes": sum(file.size for file in described),
        "sha256sums": next(file.sha256 for file in described if file.path == SUMS),
        "codebook_version": facts.get("codebook_version"),
        "since_release": facts.get("since_release"),
        "rows": row_counts(folder),
        "files": [
            {"path": file.path, "bytes": file.size, "sha256": file.sha256, "media_type": file.media_type} for file in described
        ],
    }


def parse_index(content: Content | None, place: str) -> Index | None:
    """The index that was read at `place`; None where there is none yet, StoreError where it is something else."""
    if content is None:
        return None
    try:
        index: Index = json.loads(content.data)
        jsonschema.validate(index, index_schema())
    except (ValueError, jsonschema.ValidationError) as error:
        said = error.message if isinstance(error, jsonschema.ValidationError) else str(error)
        raise StoreError(
            f"{place} is no index of releases that this version of Legation understands, and was left as it is: {said.splitlines()[0]}"
        ) from error
    return index


def index_schema() -> dict[str, Any]:
    """The JSON Schema of an index."""
    return dict(json.loads(files("pipeline.publish").joinpath("index.schema.json").read_text(encoding="utf-8")))


def entry_of(index: Index | None, version: str) -> Entry | None:
    """What an index says of a version; None where it does not have it."""
    return next((entry for entry in (index["versions"] if index else ()) if entry["version"] == version), None)


def add_version(index: Index | None, entry: Entry) -> Index:
    """An index with one more version, which it does not have yet."""
    versions = sorted([*(index["versions"] if index else ()), entry], key=lambda each: version_of(each["version"]))
    return {"schema": FORMAT, "name": NAME, "latest": versions[-1]["version"], "versions": versions}


def index_bytes(index: Index) -> bytes:
    """The content of `index.json`."""
    return (json.dumps(index, ensure_ascii=False, indent=1) + "\n").encode()
