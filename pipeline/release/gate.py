"""A release, the one before it and bands in, a verdict for each band out: whether the release may be published.

A release that leaves a band is made all the same, and says so in QUALITY.md; it is publishing that stops.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.release.bands import EACH, Accuracy, Band, Ids, Measured, Rows, read_bands
from pipeline.release.contents import open_releases
from pipeline.release.quality import ALL
from pipeline.release.versions import NAME, newest_release, parse_version, version_of

__all__ = ["Band", "Verdict", "check_gate", "read_bands", "what_stops"]

COUNTED = {
    "documents": "sources WHERE kind = 'document'",
    "events": "events",
    "mentions": "mentions",
    "relations": "relations",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a band says of a release: `value` is what was measured, None for nothing to measure; `band` is where it may lie.

    `says` is a sentence for people, with the reason of the band where it was left.
    """

    name: str
    value: float | None
    band: str
    ok: bool
    says: str


def check_gate(folder: Path, previous: Path | None, bands: Iterable[Band]) -> tuple[Verdict, ...]:
    """A verdict for each band, in their order, on the release in `folder`; `previous` is that before it, None where there is none.

    Whether it may be published is `all(verdict.ok for verdict in verdicts)`. Raises ReleaseError where a folder is no release.
    """
    with open_releases({"release": folder, **({"previous": previous} if previous else {})}) as connection:
        return tuple(verdict for band in bands for verdict in _verdicts(connection, band, has_previous=previous is not None))


def what_stops(folder: Path) -> tuple[str, ...]:
    """The bands of those that ship which a release leaves, compared with the one before it in its folder: a line for each."""
    previous = newest_release(folder.parent, before=parse_version(folder.name.removeprefix(f"{NAME}-")))
    verdicts = check_gate(folder, previous, read_bands())
    return tuple(f"{verdict.name}: {verdict.says}" for verdict in verdicts if not verdict.ok)


def _verdicts(connection: duckdb.DuckDBPyConnection, band: Band, *, has_previous: bool) -> Iterator[Verdict]:
    match band:
        case Measured():
            yield _measured(connection, band)
        case Accuracy():
            yield from _accuracy(connection, band)
        case Ids():
            yield _ids(connection, band) if has_previous else _first("identifiers", _at_most(band))
        case Rows():
            yield _rows(connection, band) if has_previous else _first(f"number of {band.count}", _between(band))


def _measured(connection: duckdb.DuckDBPyConnection, band: Measured) -> Verdict:
    found = _quality(connection, "detection", ALL)
    n = found[0][1] if found else 0
    told = f"{n:,} events coded by hand were compared with the coder's." if n else "Nothing was measured: build with --quality FILE."
    return _verdict("measurements", n, f"{band.least:,} events or more", n >= band.least, told, band)


def _accuracy(connection: duckdb.DuckDBPyConnection, band: Accuracy) -> Iterator[Verdict]:
    """A verdict for each set that the band is about; one for a set that is named but was not measured."""
    found = _quality(connection, band.field, None if band.set == EACH else band.set)
    if not found and band.set != EACH:
        name = f"{band.measure} of {band.field}, {_named(band.set)}"
        yield _verdict(name, None, f"{band.least:.2f} or more", band.least <= 0, "It was not measured.", band)
    for set_name, n, *shares in found:
        if n >= band.from_:
            value = shares[("precision", "recall", "f1").index(band.measure)]
            told = f"It is {value:.3f}." if value is not None else "There was nothing to measure it by."
            name = f"{band.measure} of {band.field}, {_named(set_name)}"
            yield _verdict(name, value, f"{band.least:.2f} or more", (value or 0.0) >= band.least, told, band)


def _named(document_set: str) -> str:
    return "all sets" if document_set == ALL else f"set {document_set}"


def _quality(connection: duckdb.DuckDBPyConnection, field: str, document_set: str | None) -> list[tuple[str, int, float, float, float]]:
    """The rows of `quality` over all types and formats, of one set, or of each but the one for all."""
    query = (
        "SELECT document_set, n, precision, recall, f1 FROM release.quality WHERE format IS NULL AND event_type IS NULL AND field = $field"
        " AND (document_set = $set OR $set IS NULL AND document_set <> $all) ORDER BY document_set"
    )
    return connection.execute(query, {"field": field, "set": document_set, "all": ALL}).fetchall()


def _ids(connection: duckdb.DuckDBPyConnection, band: Ids) -> Verdict:
    n, n_gone, n_lost = _lost(connection)
    share = n_lost / n if n else 0.0
    why = f"{n_lost:,} of them without a document or a correction as the cause"
    told = f"Of {n:,} events in the release before, {n_gone:,} are gone, {why}."
    return _verdict("identifiers", share, _at_most(band), share <= band.most, told, band)


def _lost(connection: duckdb.DuckDBPyConnection) -> tuple[int, int, int]:
    """Earlier events, those of them that are gone, and those for which neither the registry nor the documents give a reason.

    The documents do where not one that reported the event is there as it was.
    """
    version = connection.execute("SELECT value FROM previous.release_info WHERE key = 'version'").fetchall()[0][0]
    return connection.execute(_LOST, [list(version_of(version))]).fetchall()[0]


_LOST = """
    WITH gone AS (
        SELECT event_id FROM previous.events ANTI JOIN release.events USING (event_id)
    ), told AS (
        SELECT event_id, arg_max(cause::VARCHAR, string_split(release, '.')::INTEGER[]) AS cause
        FROM release.event_history SEMI JOIN gone USING (event_id)
        WHERE change::VARCHAR IN ('merged', 'split', 'withdrawn') AND string_split(release, '.')::INTEGER[] > ?::INTEGER[]
        GROUP BY event_id
    ), documented AS (
        SELECT DISTINCT event_id FROM previous.mentions SEMI JOIN gone USING (event_id) SEMI JOIN release.sources USING (source_id)
    )
    SELECT
        (SELECT count(*) FROM previous.events), count(*),
        count(*) FILTER (coalesce(cause NOT IN ('source', 'correction'), true) AND documented.event_id IS NOT NULL)
    FROM gone LEFT JOIN told USING (event_id) LEFT JOIN documented USING (event_id)
"""


def _rows(connection: duckdb.DuckDBPyConnection, band: Rows) -> Verdict:
    counting = (f"SELECT count(*) FROM {database}.{COUNTED[band.count]}" for database in ("release", "previous"))
    now, before = (connection.execute(query).fetchall()[0][0] for query in counting)
    name, told = f"number of {band.count}", f"There are {now:,}; in the release before, there were {before:,}."
    if before < max(1, band.from_):
        return Verdict(name, None, _between(band), True, f"{told} So few are not judged.")
    return _verdict(name, now / before, _between(band), band.least <= now / before <= band.most, told, band)


def _at_most(band: Ids) -> str:
    return f"at most {100 * band.most:g} % lost"


def _between(band: Rows) -> str:
    return f"{band.least:g} to {band.most:g} times as many"


def _first(name: str, within: str) -> Verdict:
    return Verdict(name, None, within, True, "There is no release before this one to compare with.")


def _verdict(name: str, value: float | None, within: str, ok: bool, told: str, band: Band) -> Verdict:
    return Verdict(name, value, within, ok, told if ok else f"{told} {band.reason}")
