"""A release folder that holds all but its descriptors goes in; the files that machines read about it are written into it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.release.descriptors.about import read_about
from pipeline.release.descriptors.catalogue import catalogue
from pipeline.release.descriptors.citation import citation
from pipeline.release.descriptors.crate import crate
from pipeline.release.descriptors.croissant import croissant
from pipeline.release.descriptors.files import File, read_files
from pipeline.release.descriptors.package import data_package
from pipeline.release.descriptors.zenodo import FILE, deposit


def write_descriptors(folder: Path, *, version: str) -> tuple[File, ...]:
    """Describe a folder in six formats, the same facts in each; the crate, which lists all other files, comes last.

    Returns all files of the folder, with the descriptors, so that nobody has to read them once more for their checksums.
    """
    about = read_about(folder, version=version)
    _write(folder / "datapackage.json", data_package(about))
    _write(folder / "croissant.json", croissant(about))
    _write(folder / "dataset.jsonld", catalogue(about))
    _write(folder / FILE, deposit(about))
    (folder / "CITATION.cff").write_text(citation(about), encoding="utf-8")
    files = read_files(folder, known=about.files)
    _write(folder / "ro-crate-metadata.json", crate(replace(about, files=files)))
    return read_files(folder, known=files)


def _write(path: Path, document: dict[str, Any]) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
