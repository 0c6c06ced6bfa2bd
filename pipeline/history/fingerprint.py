"""The program itself in, one hash of its code and words out: with another hash, the same documents may be coded otherwise."""

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

PACKAGES = ("pipeline", "schemas")
SUFFIXES = (".py", ".toml", ".csv", ".json", ".sql")
APART = ("pipeline/sample/", "pipeline/measured.json", "pipeline/explorer/")  # they code nothing: documents, measures, pages


def code_sha256() -> str:
    """The SHA-256 over the names and bytes of all files of code and words, in the order of their names."""
    return files_sha256(("",))


def files_sha256(beginnings: tuple[str, ...]) -> str:
    """The same, of the files whose names begin so."""
    digest = hashlib.sha256()
    for name, file in sorted(_files(), key=lambda named: named[0]):
        if not name.startswith(beginnings):
            continue
        content = file.read_bytes()
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _files() -> Iterator[tuple[str, Traversable]]:
    for package in PACKAGES:
        for name, file in _inside(package, files(package)):
            if name.endswith(SUFFIXES) and not name.startswith(APART):
                yield name, file


def _inside(name: str, folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        path = f"{name}/{entry.name}"
        if entry.is_dir() and f"{path}/".startswith(APART):
            continue  # what pages are made from are many files
        if entry.is_dir():
            yield from _inside(path, entry)
        else:
            yield path, entry
