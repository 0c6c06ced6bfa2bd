"""A database in, what it holds and refuses, and whether its counts add up, out."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from pipeline.database import open_database
from pipeline.health.publishers import Publisher, read_publishers

FATES = ("n_read", "n_coded", "n_without_events", "n_uncoded", "n_rejected")


@dataclass(frozen=True, slots=True)
class Data:
    """Documents by what became of them, rejects by stage and reason (most first), publishers, the newest day of a document up to today, and
    how many documents are of later days; `differing` says which counts do not add up."""

    documents: dict[str, int]
    events: int
    rejects: dict[str, int]
    publishers: tuple[Publisher, ...]
    newest_day: date | None
    n_later: int
    differing: tuple[str, ...]


def read_data(db: Path, *, today: date, is_live: bool) -> Data:
    """What a database says of itself. Publishers are silent up to today where it `is_live`, else up to its newest day. LegationError."""
    with open_database(db) as connection:
        sums = ", ".join(f"coalesce(sum({fate}), 0)::BIGINT" for fate in FATES)
        [counts] = connection.execute(f"SELECT {sums} FROM coverage").fetchall()
        [(newest,)] = connection.execute("SELECT max(published_on) FROM coverage WHERE published_on <= ?", [today]).fetchall()
        [(n_later,)] = connection.execute(
            "SELECT coalesce(sum(n_read), 0)::BIGINT FROM coverage WHERE published_on > ?", [today]
        ).fetchall()
        [(events,)] = connection.execute("SELECT count(*) FROM events").fetchall()
        rejects = connection.execute("SELECT stage || ': ' || check_name, count(*) FROM rejects GROUP BY 1 ORDER BY 2 DESC, 1").fetchall()
        publishers = read_publishers(connection, today=today, until=today if is_live else newest or today)
        differing = tuple(_differing(connection))
    return Data(
        documents={fate.removeprefix("n_"): count for fate, count in zip(FATES, counts, strict=True)},
        events=events,
        rejects=dict(rejects),
        publishers=tuple(publishers),
        newest_day=newest,
        n_later=n_later,
        differing=differing,
    )


def _differing(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Corpora whose documents do not add up: by what became of them, and with the rejects that are whole documents."""
    wrong = connection.execute(
        """
        WITH counted AS (
            SELECT corpus, sum(n_read) AS n_read, sum(n_coded + n_without_events + n_uncoded + n_rejected) AS n_met, sum(n_rejected) AS n
            FROM coverage GROUP BY corpus
        ),
        refused AS (SELECT coalesce(corpus, 'corpus') AS corpus, count(*) AS n FROM rejects WHERE stage IN ('corpus', 'parse') GROUP BY 1)
        SELECT coalesce(counted.corpus, refused.corpus), n_read IS NOT DISTINCT FROM n_met, coalesce(counted.n, 0), coalesce(refused.n, 0)
        FROM counted FULL JOIN refused USING (corpus)
        WHERE n_read IS DISTINCT FROM n_met OR coalesce(counted.n, 0) <> coalesce(refused.n, 0) ORDER BY 1
        """
    ).fetchall()
    return [
        f"corpus {corpus}: coverage counts {counted:,} rejected documents, the table rejects holds {refused:,}"
        if is_sum
        else f"corpus {corpus}: the documents read are not the sum of what became of them"
        for corpus, is_sum, counted, refused in wrong
    ]
