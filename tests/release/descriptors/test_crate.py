"""`ro-crate-metadata.json` is a valid RO-Crate 1.2 that lists every file of the release."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import requests
from rocrate_validator.models import ValidationSettings
from rocrate_validator.services import validate
from rocrate_validator.utils.http import HttpRequester

from tests.release.descriptors.conftest import STANDARDS, read_json

CRATE = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.2/context"

# What is recommended and cannot be said: Legation's contributors are no body with an address.
UNMET = {
    "The organization SHOULD have a URL.",
    "An Organization entity SHOULD have a ROR identifier as its @id (e.g., https://ror.org/03f0f6041)",
    "An Organization's contactPoint SHOULD reference a ContactPoint contextual entity",
    "At least one author or publisher Person/Organization SHOULD have a contactPoint property",
}


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The validator fetches the context of RO-Crate from the web: give it ours, and nothing else."""

    def get(_: HttpRequester, url: str, **__: Any) -> requests.Response:
        assert url == CONTEXT, f"{url} was asked for"
        response = requests.Response()
        response.status_code, response.url = 200, url
        response.headers["Content-Type"] = "application/ld+json"
        response._content = (STANDARDS / "ro-crate-1.2.context.json").read_bytes()
        return response

    monkeypatch.setattr(HttpRequester, "get", get, raising=False)


def graph_of(folder: Path) -> dict[str, dict[str, Any]]:
    return {entity["@id"]: entity for entity in read_json(folder, CRATE)["@graph"]}


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize(
    ("name", "severity", "unmet"), [("described", "RECOMMENDED", UNMET), ("bare", "REQUIRED", set()), ("seeds_release", "REQUIRED", set())]
)
def test_the_validator_misses_only_what_nobody_can_say(
    name: str, severity: str, unmet: set[str], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    settings = ValidationSettings(
        rocrate_uri=str(thinned(request.getfixturevalue(name), tmp_path / "crate")),
        profile_identifier="ro-crate-1.2",
        requirement_severity=severity,
        offline=True,
        cache_path=tmp_path / "cache",
    )
    issues = validate(settings).get_issues()
    assert {(issue.severity.name, issue.message) for issue in issues} == {("RECOMMENDED", message) for message in unmet}


def thinned(folder: Path, copy: Path) -> Path:
    """A copy with one file of each kind: all are described alike (the next test says so), and the validator takes long for each."""
    crate = read_json(folder, CRATE)
    kinds = {entity["encodingFormat"]: entity["@id"] for entity in crate["@graph"] if entity["@type"] == "File"}
    kept = set(kinds.values())
    crate["@graph"] = [entity for entity in crate["@graph"] if entity["@type"] != "File" or entity["@id"] in kept]
    root = next(entity for entity in crate["@graph"] if entity["@id"] == "./")
    root["hasPart"] = [part for part in root["hasPart"] if part["@id"] in kept]
    for path in kept:
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / path, copy / path)
    (copy / CRATE).write_text(json.dumps(crate), encoding="utf-8")
    return copy


def test_all_files_are_described_alike(described: Path) -> None:
    files = [entity for entity in graph_of(described).values() if entity["@type"] == "File"]
    assert {tuple(file) for file in files} == {("@id", "@type", "name", "description", "contentSize", "encodingFormat", "sha256")}
    assert all(isinstance(value, str) and value for file in files for value in file.values())


def test_every_file_but_the_crate_and_the_checksums_is_listed(folder: Path) -> None:
    graph = graph_of(folder)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {part["@id"] for part in graph["./"]["hasPart"]} == files - {CRATE, "SHA256SUMS"}
    for path in files - {CRATE, "SHA256SUMS"}:
        data = (folder / path).read_bytes()
        assert graph[path]["sha256"] == hashlib.sha256(data).hexdigest(), path
        assert graph[path]["contentSize"] == str(len(data))


def test_the_build_is_named_where_the_database_knows_it(described: Path, bare: Path) -> None:
    graph = graph_of(described)
    build = graph[graph["./"]["mentions"]["@id"]]
    assert (build["@type"], graph[build["instrument"]["@id"]]["version"]) == ("CreateAction", "0.1.0")
    assert graph[build["object"]["@id"]]["identifier"] == "a" * 64
    assert not any(entity["@type"] == "CreateAction" for entity in graph_of(bare).values())
