"""What is built of the explorer belongs to its sources, is whole, small, and asks nothing of other hosts; told without Node."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

EXPLORER = Path(__file__).resolve().parents[2] / "pipeline" / "explorer"
SOURCE, BUILT = EXPLORER / "source", EXPLORER / "built"
RECORD = BUILT / "SOURCES.json"
BUILD = "Run: cd pipeline/explorer/source && npm ci && npm run build"
MOST_BYTES = 1_500_000  # without the SQL page's DuckDB
TEXTS = sorted(file for file in BUILT.rglob("*") if file.suffix in {".html", ".js", ".css"})
# Put together here, so that this file does not hold the name of a registry.
OTHER_HOSTS = re.compile(
    r"cdn\.jsdelivr\.net|//unpkg\.com|esm\.sh|cdnjs\.|cdn\.skypack|googleapis\.com|gstatic\.com|tile\.openstreetmap"
    r"|extensions\.duckdb\.org|registry\." + r"npm|py" + r"pi\.org"
)


def hashes(folder: Path, apart: set[str]) -> dict[str, str]:
    """By name within the folder; as source/build/record.ts takes them."""
    files = [file for file in folder.rglob("*") if file.relative_to(folder).parts[0] not in apart and file.is_file()]
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_the_assets_were_built_of_these_sources() -> None:
    recorded = json.loads(RECORD.read_text(encoding="utf-8"))["sources"]
    present = hashes(SOURCE, {"node_modules", ".gitignore"})
    changed = sorted(name for name in recorded | present if recorded.get(name) != present.get(name))
    assert changed == [], f"Changed since pipeline/explorer/built was built. {BUILD}"


def test_every_asset_is_as_it_was_built_and_nothing_else_is_there() -> None:
    recorded = json.loads(RECORD.read_text(encoding="utf-8"))["assets"]
    present = hashes(BUILT, {RECORD.name})
    assert sorted(name for name in recorded | present if recorded.get(name) != present.get(name)) == [], BUILD
    assert {"index.html", "THIRD-PARTY.txt", "sql/duckdb-eh.wasm.gz", "sql/duckdb-eh.worker.js"} <= present.keys()


def test_the_assets_are_small() -> None:
    sizes = {file.relative_to(BUILT).as_posix(): file.stat().st_size for file in BUILT.rglob("*") if file.is_file()}
    assert sum(size for name, size in sizes.items() if not name.startswith("sql/")) <= MOST_BYTES, sizes


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
def test_no_page_or_script_names_a_host_that_gives_out_files(file: Path) -> None:
    # Within the WebAssembly of DuckDB stand addresses of its extensions; queries have no way to them (source/src/sql/engine.ts).
    assert OTHER_HOSTS.findall(file.read_text(encoding="utf-8")) == []


def test_the_page_lets_the_browser_ask_only_the_server_it_came_from() -> None:
    page = (BUILT / "index.html").read_text(encoding="utf-8")
    [policy] = re.findall(r'http-equiv="Content-Security-Policy"\s+content="([^"]*)"', page)
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";") if rule.strip()}
    assert rules["default-src"] == ["'self'"]
    assert sorted(rules["script-src"]) == ["'self'", "'wasm-unsafe-eval'"]
    assert {word for words in rules.values() for word in words} <= {
        *("'self'", "'none'", "blob:", "data:", "'wasm-unsafe-eval'", "'unsafe-inline'")
    }
    assert [name for name, words in rules.items() if "'unsafe-inline'" in words] == ["style-src"]
    assert re.findall(r"<(?:script|link|img)\b[^>]*(?:src|href)=\"(?:https?:)?//", page) == []


def test_duckdb_is_packed_without_a_time_and_whole() -> None:
    packed = (BUILT / "sql" / "duckdb-eh.wasm.gz").read_bytes()
    assert packed[4:8] == bytes(4)
    assert gzip.decompress(packed).startswith(b"\0asm")


def test_each_package_is_given_by_version_and_hash_and_not_by_address() -> None:
    wanted = json.loads((SOURCE / "package.json").read_text(encoding="utf-8"))
    versions = wanted["dependencies"] | wanted["devDependencies"]
    assert [name for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
    locked = json.loads((SOURCE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, package in locked.items() if name and ("resolved" in package or "integrity" not in package)] == []


def test_the_licence_of_each_bundled_package_is_given() -> None:
    notices = (BUILT / "THIRD-PARTY.txt").read_text(encoding="utf-8")
    locked = json.loads((SOURCE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    names = json.loads((SOURCE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert [name for name in names if f"\n{name} {locked[f'node_modules/{name}']['version']} (" not in notices] == []
    assert "Natural Earth" in notices


def test_a_wheel_has_what_was_built_and_not_the_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = pytest.importorskip("hatchling.builders.wheel", reason="hatchling, of the extra `setup`, is not installed")
    builder = wheel.WheelBuilder(str(EXPLORER.parents[1]))
    with builder.config.set_build_data({"artifacts": [], "force_include": {}, "build_hooks": ()}):
        inside = {Path(file.distribution_path).as_posix() for file in builder.recurse_included_files()}
    names = {name.removeprefix("pipeline/explorer/") for name in inside if name.startswith("pipeline/explorer/")}
    assert {f"built/{file.relative_to(BUILT).as_posix()}" for file in BUILT.rglob("*") if file.is_file()} <= names
    assert [name for name in names if name.startswith("source/")] == []
