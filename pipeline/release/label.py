"""The version asked for and what differs from the release before go in, the version that a release gets comes out, on its rows too."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from pipeline.release.difference import Difference
from pipeline.release.steps import because
from pipeline.release.versions import FIRST, NAME, REGISTRY, ReleaseError, parse_version, version_after, version_of

Facts = Mapping[str, str | None]


def choose_version(dist: Path, asked: str | None, difference: Difference | None, facts: Facts) -> str:
    """The version asked for, or else the least that may be; ReleaseError where the one asked for is less.

    `difference` is that from the release before it; where there is none, the default is the version that the build gave itself. `facts`
    are what the database says of itself.
    """
    least, why = _least(difference, facts)
    if asked is None:
        return least if difference else facts.get("version") or FIRST
    if why and version_of(asked) < version_of(least):
        raise ReleaseError(dist / f"{NAME}-{asked}", f"cannot be written: {why}: that needs at least {least}.")
    return asked


def label_build(db: Path) -> None:
    """Have a database that does not say its version say that it is a first one, as a build that carries nothing on does."""
    with duckdb.connect(db) as connection:
        found = connection.execute("SELECT value FROM release_info WHERE key = 'version'").fetchone()
        if not found or parse_version(found[0] or "") is None:
            _set_version(connection, FIRST)
            connection.execute("CHECKPOINT")


def label_release(connection: duckdb.DuckDBPyConnection, version: str) -> None:
    """Give an open database its version: in `release_info`, and on the rows of the registry that the build labelled as its own."""
    label = "SELECT value FROM release_info WHERE key = 'version'"
    for table in REGISTRY:
        connection.execute(f"UPDATE {table} SET release = ? WHERE release = ({label})", [version])
    _set_version(connection, version)


def _set_version(connection: duckdb.DuckDBPyConnection, version: str) -> None:
    connection.execute("DELETE FROM release_info WHERE key = 'version'")
    connection.execute("INSERT INTO release_info (key, value) VALUES ('version', ?)", [version])


def _least(difference: Difference | None, facts: Facts) -> tuple[str, str | None]:
    """The least version, and why no lower one may be; None where any may be."""
    candidates: list[tuple[str, str | None]] = [(FIRST, None)]
    if difference:
        candidates = [(difference.next_version or _after(difference.old), f"{because(difference.reasons)} since {difference.old}")]
    since = facts.get("since_release")
    if since and parse_version(since):
        candidates.append((_after(since), f"the database carries on {NAME}-{since}"))
    return max(candidates, key=lambda candidate: version_of(candidate[0]))


def _after(version: str) -> str:
    return version_after(version_of(version), "patch")
