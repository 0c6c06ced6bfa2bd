"""The house: imports point one way, stages do not know one another, and no file names a machine."""

import ast
import graphlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(file for folder in ("schemas", "pipeline") for file in (ROOT / folder).rglob("*.py"))

# A room may import those before it. A new one takes its place here.
ROOMS = (
    *("schemas.ontology", "schemas.licences", "schemas.codes", "schemas.tables", "schemas.derive", "schemas.views", "schemas.codebook"),
    *("errors", "disk", "logs", "runs", "timelimit", "records", "shards", "ids", "options", "summary", "days", "lists"),
    *("sample", "environment"),
    *("addresses", "fetched", "corpus", "fetch"),
    *("lexicon", "people", "parse", "extract", "identity", "merge", "rights", "corrections", "history", "relations"),
    *("rows", "counts", "load", "explorer", "release", "publish", "coding", "measured", "coded", "cluster", "build", "database", "flows"),
    *("evaluate", "show", "status", "health", "explain", "verify", "progress", "cli", "__main__"),
)
STRANGERS = ("parse", "extract", "merge")
FOR_SOME_ROOMS_ONLY = {
    "prefect": "flows",
    "prefect_dask": "flows",
    "distributed": "flows",
    "typer": "cli",
    "trafilatura": "parse",
    "boto3": "publish",
    "httpx": "fetch flows publish",
    "pythonjsonlogger": "logs",
    "httpcore": "fetch",
    "feedparser": "fetch",
    "protego": "fetch",
    "warcio": "fetched corpus",
    "starlette": "explorer",
    "uvicorn": "explorer",
}


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def room_of(module: str) -> str:
    """`lexicon` for `pipeline.lexicon.frames`, `schemas.derive` for `schemas.derive.ddl`; empty for the packages themselves."""
    parts = module.split(".")
    return ".".join(parts[:2]).removeprefix("pipeline.") if len(parts) > 1 else ""


def imports_of(file: Path) -> Iterator[str]:
    """Every module that a file imports, at its top or within a function; a relative import is refused."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            assert node.module
            modules = {f"{node.module}.{name.name}" for name in node.names}
            yield from (module if module in MODULES else node.module for module in modules)


MODULES = {module_of(file) for file in FILES}
IMPORTS = {module_of(file): set(imports_of(file)) for file in FILES}
ROOM_IMPORTS = [(room_of(module), room_of(name)) for module in IMPORTS for name in IMPORTS[module] & MODULES]


def test_every_room_has_its_place() -> None:
    assert sorted({room_of(module) for module in MODULES} - {""}) == sorted(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_imports_a_later_one(room: str) -> None:
    later = ROOMS[ROOMS.index(room) + 1 :]
    assert [imported for importing, imported in ROOM_IMPORTS if importing == room and imported in later] == []


def test_schemas_know_nothing_of_how_the_data_is_made() -> None:
    assert [room for room, imported in ROOM_IMPORTS if room.startswith("schemas.") and not imported.startswith("schemas.")] == []


def test_parse_extract_and_merge_do_not_know_one_another() -> None:
    met = [(room, imported) for room, imported in ROOM_IMPORTS if room in STRANGERS and imported in STRANGERS and room != imported]
    assert met == []


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {module: names & MODULES - {module} for module, names in IMPORTS.items()}
    assert len(list(graphlib.TopologicalSorter(graph).static_order())) == len(MODULES)


@pytest.mark.parametrize(("library", "rooms"), FOR_SOME_ROOMS_ONLY.items())
def test_a_library_of_some_rooms_stays_there(library: str, rooms: str) -> None:
    importing = {room_of(module) for module, names in IMPORTS.items() for name in names if name.split(".")[0] == library}
    assert importing
    assert importing <= set(rooms.split())


def test_no_file_names_a_registry_or_a_folder_of_one_machine() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    if tracked.returncode:
        pytest.skip("not a git checkout")
    # The names are put together here, so that this file does not hold them.
    names = ["py" + r"pi\.org", "python" + "hosted", r"registry\." + "npm", "(?<![a-z.])/" + "(?:work|root|tmp|home|Users)/"]
    unwanted = re.compile("|".join(names))
    found = []
    for name in filter(None, tracked.stdout.split("\0")):
        file = ROOT / name
        if name.startswith("pipeline/explorer/built/sql/"):
            continue  # DuckDB's own: its file system in the browser has a /home; tests/explorer/test_assets.py reads these files
        if file.is_file() and (match := unwanted.search(file.read_text(encoding="utf-8", errors="replace"))):
            found.append(f"{name}: {match[0]}")
    assert found == []
