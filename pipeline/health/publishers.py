"""The table `coverage` in, what each publisher published lately and whether it has gone silent out."""

from dataclasses import dataclass
from datetime import date

import duckdb

LATELY = 7  # days
USUAL = 365  # days before its last document from which the usual rate of a publisher is taken
KNOWN = 10  # days with documents from which on a publisher has a usual rate
MISSED = 5  # days on which it would usually have published, after which it counts as silent: by chance, that is one time in 150
ENDED = 365  # days without a document, after which a publisher counts as ended, which is no news

QUERY = f"""
WITH days AS (
    SELECT corpus, publisher, published_on AS day, sum(n_read)::BIGINT AS n
    FROM coverage WHERE published_on <= $today AND n_read > 0 GROUP BY ALL
),
spans AS (SELECT corpus, publisher, max(day) AS last, greatest(min(day), max(day) - {USUAL - 1}) AS first FROM days GROUP BY ALL)
SELECT
    days.corpus, days.publisher, last, last - first + 1 AS n_days,
    count(*) FILTER (day >= first) AS n_active,
    coalesce(sum(n) FILTER (day > $until::DATE - {LATELY} AND day <= $until), 0)::BIGINT AS n_lately
FROM days JOIN spans ON days.corpus = spans.corpus AND days.publisher IS NOT DISTINCT FROM spans.publisher
GROUP BY ALL
"""


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher of a corpus (None where documents name none): its last day, how many documents it has in the last days, on how many days
    a week it usually publishes (None of too few days), and for how many days it has been silent (None where it is not)."""

    corpus: str
    publisher: str | None
    last_day: date
    n_lately: int
    usual_days_a_week: float | None
    silent_days: int | None


def read_publishers(connection: duckdb.DuckDBPyConnection, *, today: date, until: date) -> list[Publisher]:
    """The publishers, those with most documents in the last days before `until` first.

    Days after today are mistakes of the documents and count for nothing; silence counts up to `until`.
    """
    rows = connection.execute(QUERY, {"today": today, "until": until}).fetchall()
    found = [_publisher(*row, until=until) for row in rows]
    return sorted(found, key=lambda each: (-each.n_lately, each.corpus, each.publisher or ""))


def _publisher(corpus: str, publisher: str | None, last: date, n_days: int, n_active: int, n_lately: int, *, until: date) -> Publisher:
    rate, silent = n_active / n_days, (until - last).days
    is_known = n_active >= KNOWN
    is_silent = is_known and silent * rate >= MISSED and silent <= ENDED
    return Publisher(corpus, publisher, last, n_lately, round(7 * rate, 1) if is_known else None, silent if is_silent else None)
