"""A folder goes in, its files come out, each with size, checksum, kind and a sentence."""

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

from schemas.derive import MEDIA_TYPES, tables_of
from schemas.tables import TABLES


@dataclass(frozen=True, slots=True)
class File:
    """A file of a release: path in the folder with `/`, size in bytes, SHA-256, media type, and what it is."""

    path: str
    size: int
    sha256: str
    media_type: str
    description: str

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


def read_files(folder: Path, *, known: Sequence[File] = ()) -> tuple[File, ...]:
    """All files of a folder by path; `known` ones are taken as they are, and not read."""
    found = {file.path: file for file in known}
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.relative_to(folder).as_posix() not in found]
    with ThreadPoolExecutor() as pool:
        found |= {file.path: file for file in pool.map(partial(_read, folder), paths)}
    return tuple(found[path] for path in sorted(found))


def _read(folder: Path, path: Path) -> File:
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    name = path.relative_to(folder).as_posix()
    return File(name, path.stat().st_size, sha256, _SUFFIXES.get(path.suffix, "text/plain"), _description(name))


def _description(path: str) -> str:
    return next((sentence for pattern, sentence in _DESCRIPTIONS.items() if fnmatchcase(path, pattern)), f"Part of the release: {path}.")


# Of the standard library's list of media types, a machine may have its own: a release must not depend on it.
_SUFFIXES = {f".{format}": media_type for format, media_type in MEDIA_TYPES.items()} | {
    ".cff": "application/yaml",
    ".css": "text/css",
    ".duckdb": "application/vnd.duckdb",
    ".gz": "application/gzip",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".py": "text/x-python",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}
_DESCRIPTIONS = {f"{format}/{table.name}.{format}": table.description for table in tables_of(TABLES) for format in MEDIA_TYPES} | {
    "legation.duckdb": "All tables in one DuckDB database, with views and macros for the first questions.",
    "datapackage.json": "Every column, key and rule of the tables, as a Data Package.",
    "croissant.json": "The tables and their columns for tools of machine learning, in Croissant.",
    "dataset.jsonld": "The release for search engines and data catalogues, in schema.org and DCAT.",
    "ro-crate-metadata.json": "Every file of the release and the build that made them, as an RO-Crate.",
    "SHA256SUMS": "The checksum of every other file, to be checked with sha256sum.",
    "zenodo.json": "The release for a deposit in a research archive.",
    "CITATION.cff": "How to cite the release, in the Citation File Format.",
    "CODEBOOK.md": "The codebook: every table, column and code, and the rules of coding.",
    "codebook.html": "The codebook as a web page.",
    "QUALITY.md": "How good the data is, as measured, and what was read for it.",
    "CHANGES.md": "What changed since the release before.",
    "changes.csv": "What changed since the release before, event by event.",
    "LICENSE": "Under which terms the data and the texts in it may be used.",
    "README.md": "What the release holds and how to open it.",
    "examples/README.md": "Which questions the examples answer, and how to run them.",
    "examples/*.svg": "A figure that an example draws.",
    "examples/*": "A worked example that answers a question with the data.",
    "explorer/index.html": "The explorer: the release as pages in a browser, which any web server or `legation explore` shows.",
    "explorer/data/*": "What the explorer shows: the tables as its pages read them.",
    "explorer/*": "A part of the explorer's pages.",
    "loaders/*": "Opens the CSV files with the right types.",
    "pictures/*.svg": "A picture of what the data covers or of how good it is.",
}
