"""A folder in which commands ran goes in, what they left there comes out, table by table and file by file; and how two such differ."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.fetched import open_holdings
from pipeline.fetched.index import FETCHED, fetched_of
from tests.faults.scene import DB

Rows = Mapping[str, Counter[tuple[object, ...]]]  # name of a table -> its rows, each with how often it is there
Files = Mapping[str, str]  # path -> SHA-256, but as in `steady`

DATABASE = "legation.duckdb"
PASSING = {"mirror/.lock"}  # holds nothing; the next publication that has something to write removes it
UNSTEADY = (DATABASE, "ro-crate-metadata.json", "SHA256SUMS")  # of a release: DuckDB fills gaps in its file with what memory holds


@dataclass(frozen=True)
class State:
    """What a database, the releases, a store and the holdings hold (`held`: each content of each address); `all_files` are the names of
    everything in the folder but the documents, hidden files too."""

    rows: Rows
    releases: Mapping[str, Files]
    store: Files
    held: Counter[tuple[object, ...]]
    all_files: frozenset[str]


@dataclass(frozen=True)
class Difference:
    """What one state lacks of another, and what it has too much: rows and files."""

    lost: int = 0
    doubled: int = 0
    what: tuple[str, ...] = ()


def state_of(folder: Path) -> State:
    """The state that was reached in a folder; an error of DuckDB where the database does not open."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return State(
        rows=rows_of(folder / DB),
        releases={path.name: steady(path) for path in sorted(folder.glob("dist/legation-*"))},
        store=_seen(steady(folder / "mirror")),
        held=held_in(folder),
        all_files=frozenset(name for name in names if not name.startswith("corpus/")),
    )


def rows_of(db: Path) -> Rows:
    """All rows of all tables of a database."""
    with duckdb.connect(str(db), read_only=True) as connection:
        tables = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()]
        return {name: Counter(map(_hashable, connection.execute(f'SELECT * FROM "{name}"').fetchall())) for name in sorted(tables)}


def held_in(folder: Path) -> Counter[tuple[object, ...]]:
    """All that was fetched, each content of an address with how often it is there; HoldingsError where one is damaged."""
    found: Counter[tuple[object, ...]] = Counter()
    with open_holdings(folder / "holdings") as holdings:
        for row in holdings.connection.execute(f"SELECT {FETCHED} FROM records"):
            fetched = fetched_of(row)
            holdings.read(fetched)
            found[fetched.source, fetched.role, fetched.url, fetched.sha256, fetched.title, fetched.published_on] += 1
    return found


def steady(folder: Path) -> Files:
    """Every file below a folder, hidden ones too, with the digest of its content.

    A database of a release counts as its rows, and checksums of what is not the same in every run as the names of what they belong to: so
    a checksum that does not fit its file shows.
    """
    contents = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    named = {digests[name].encode(): name.encode() for name in contents if name.rpartition("/")[2] in UNSTEADY}
    for name, content in contents.items():
        place, _, last = name.rpartition("/")
        if last == DATABASE:
            digests[name] = _digest_of_rows(folder / name, digests[name])
        elif last in UNSTEADY or last == "index.json":
            for digest, stated in named.items():
                content = content.replace(digest, stated if last == "index.json" else stated.removeprefix(f"{place}/".encode()))
            digests[name] = hashlib.sha256(content).hexdigest()
    return digests


_KNOWN: dict[str, str] = {}  # digest of a database -> digest of its rows


def _digest_of_rows(db: Path, digest: str) -> str:
    if digest not in _KNOWN:
        rows = {table: sorted(map(repr, counted.items())) for table, counted in rows_of(db).items()}
        _KNOWN[digest] = hashlib.sha256(json.dumps(rows).encode()).hexdigest()
    return _KNOWN[digest]


def difference(found: State, wanted: State) -> Difference:
    """How a state after the next good run differs from that of a run which nothing disturbed."""
    lost, doubled, what = 0, 0, []
    for table in sorted(found.rows.keys() | wanted.rows.keys()):
        here, there = found.rows.get(table, Counter()), wanted.rows.get(table, Counter())
        less, more = (there - here).total(), (here - there).total()
        lost, doubled = lost + less, doubled + more
        what += [f"{table}: {less} rows lost, {more} too many"] if less or more else []
    less, more = (wanted.held - found.held).total(), (found.held - wanted.held).total()
    lost, doubled = lost + less, doubled + more
    what += [f"holdings: {less} contents lost, {more} too many"] if less or more else []
    what += _compare_files("dist", _joined(found.releases), _joined(wanted.releases))
    what += _compare_files("mirror", found.store, wanted.store)
    what += [f"left behind: {name}" for name in sorted(found.all_files - wanted.all_files - PASSING)]
    what += [f"missing: {name}" for name in sorted(wanted.all_files - found.all_files)]
    return Difference(lost, doubled, tuple(what))


def breaches(folder: Path, old: State, new: State) -> Iterator[str]:
    """What a folder breaks right after a kill: everything in it is as it was before, or as it is after a good run, never between."""
    found = state_of(folder)
    if found.rows not in (old.rows, new.rows):
        yield "the database is neither the old one nor the new one"
    if not old.held <= found.held <= new.held:
        yield "the holdings lost something, or hold something twice"
    for name, files in found.releases.items():
        if files != new.releases.get(name):
            yield f"the release {name} is not whole"
    yield from (f"the release {name} is gone" for name in old.releases if name not in found.releases)
    yield from (f"the file {name} of the store is gone" for name in old.store if name not in found.store)
    mirror, dist = folder / "mirror", folder / "dist"
    for name in found.store:
        if name != "index.json" and (mirror / name).read_bytes() != (dist / name).read_bytes():
            yield f"the file {name} of the store is not whole"
    for entry in json.loads((mirror / "index.json").read_bytes())["versions"]:
        missing = [file["path"] for file in entry["files"] if entry["path"] + file["path"] not in found.store]
        if missing:
            yield f"the index names {entry['version']}, of which the store lacks {len(missing)} files"


def _compare_files(place: str, found: Files, wanted: Files) -> Iterator[str]:
    yield from (f"{place}: {name} differs" for name in sorted(found.keys() & wanted.keys()) if found[name] != wanted[name])
    yield from (f"{place}: {name} is missing" for name in sorted(wanted.keys() - found.keys()))
    yield from (f"{place}: {name} is too many" for name in sorted(found.keys() - wanted.keys()))


def _joined(releases: Mapping[str, Files]) -> Files:
    return {f"{release}/{name}": digest for release, files in releases.items() for name, digest in files.items()}


def _seen(files: Files) -> Files:
    """Without what a web server does not show: a file gets its name in a store when it is whole."""
    return {name: digest for name, digest in files.items() if not name.rpartition("/")[2].startswith(".")}


def _hashable(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(json.dumps(value, default=str) if isinstance(value, list | dict) else value for value in row)
