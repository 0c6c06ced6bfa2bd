"""What a release is goes in, the metadata of its deposit in Zenodo (`zenodo.json`) comes out; and a release folder in, the same out."""

import json
from html import escape
from pathlib import Path
from typing import Any

from pipeline.release.descriptors.about import About
from pipeline.release.versions import ReleaseError

FILE = "zenodo.json"


def deposit(about: About) -> dict[str, Any]:
    """The `metadata` of a deposit by Zenodo's REST interface. It has no day of publication: Zenodo fills in that of the deposit."""
    covered = ""
    if about.first_day and about.last_day:
        covered = f"<p>The events lie between {about.first_day} and {about.last_day}.</p>"
    return {
        "title": about.title,
        "upload_type": "dataset",
        "description": f"<p>{escape(about.description)}</p>{covered}<p>{escape(about.rights)}</p>",
        "creators": [{"name": about.creator}],
        "access_right": "open",
        "license": about.licence.name.lower(),  # Zenodo's identifiers are those of SPDX in small letters
        "version": about.version,
        "keywords": list(about.keywords),
        "language": "eng",
        "notes": "README.md says how to open the data, CODEBOOK.md what it means, SHA256SUMS whether the files arrived whole.",
    }


def zenodo_metadata(folder: Path) -> dict[str, Any]:
    """The metadata of the deposit of a release; ReleaseError where the folder holds none."""
    try:
        metadata = json.loads((folder / FILE).read_bytes())
    except OSError as error:
        raise ReleaseError(folder, f"has no {FILE} that can be read: {error.strerror or error}.") from None
    except ValueError as error:
        raise ReleaseError(folder, f"has a {FILE} that is no JSON: {error}.") from None
    if not isinstance(metadata, dict):
        raise ReleaseError(folder, f"has a {FILE} that is no JSON object.")
    return metadata
