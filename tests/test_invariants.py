"""What is true of all rows of a build without corrections: each rule is a query for the rows that break it, and a change that does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.flows import work
from pipeline.options import BuildOptions
from pipeline.sample import corpus_path
from schemas.derive import tables_of
from schemas.ontology import RELATION_EFFECTS
from schemas.tables import TABLES
from schemas.views import views_sql

# The mention that an event has each of its values from.
DECIDING = """(
    SELECT event_id, field::VARCHAR AS field, mention_id FROM event_choices
    UNION ALL
    SELECT event_id, unnest(['kind', 'parties', 'date', 'effective_on', 'status']), mention_id
    FROM mentions SEMI JOIN (FROM events WHERE n_mentions = 1) AS single USING (event_id)
)"""
PERIOD = "{0}.date, {0}.date_end, {0}.date_precision"
KIND = "{0}.event_type, {0}.mode, {0}.act"
OPENS = ", ".join(f"('{act}', '{effect.opens}')" for act, effect in RELATION_EFFECTS.items())
PAIR = "(PARTITION BY country_a, country_b ORDER BY start_date NULLS FIRST)"
HELD = "SELECT day, country_a, country_b, status, start_date, opened_by FROM days"

RULES: dict[str, tuple[str, str]] = {
    "an event is mentioned": (
        "FROM events ANTI JOIN mentions USING (event_id)",
        "DELETE FROM mentions WHERE event_id = (SELECT min(event_id) FROM events)",
    ),
    "mentions and documents are counted": (
        """
        SELECT event_id FROM events JOIN mentions USING (event_id) GROUP BY ALL
        HAVING any_value(n_mentions) <> count(*) OR any_value(n_sources) <> count(DISTINCT source_id)
        """,
        "UPDATE events SET n_sources = n_sources + 1",
    ),
    "the most certain mention gives its confidence": (
        """
        SELECT event_id FROM events JOIN mentions USING (event_id) GROUP BY ALL
        HAVING any_value(events.confidence) <> max(mentions.confidence)
        """,
        "UPDATE events SET confidence = confidence / 2",
    ),
    "a date is within what mentions allow": (
        "FROM events WHERE date < date_min OR date_end > date_max OR (date IS NULL) <> (date_min IS NULL)",
        "UPDATE events SET date_end = date_max + 1",
    ),
    "mentions allow the days from date_min to date_max": (
        """
        SELECT event_id FROM events JOIN mentions USING (event_id) GROUP BY ALL
        HAVING any_value(date_min) IS DISTINCT FROM min(mentions.date) OR any_value(date_max) IS DISTINCT FROM max(mentions.date_end)
        """,
        "UPDATE mentions SET date = date - 1",
    ),
    "a period is as long as its precision says": (
        f"""
        FROM (SELECT {PERIOD.format("events")} FROM events UNION ALL SELECT {PERIOD.format("mentions")} FROM mentions)
        WHERE (date IS NULL) <> (date_precision = 'none') OR (date_end IS NULL) <> (date_precision = 'none')
           OR date <> date_trunc(date_precision::VARCHAR, date)
           OR date_end <> CASE date_precision WHEN 'day' THEN date WHEN 'month' THEN last_day(date) ELSE make_date(year(date), 12, 31) END
        """,
        "UPDATE events SET date_precision = 'month' WHERE date_precision = 'day'",
    ),
    "values are chosen where there are several mentions": (
        """
        FROM (SELECT n_mentions > 1 AS is_shared, event_id FROM events)
        FULL JOIN (SELECT event_id, list(field::VARCHAR) AS chosen FROM event_choices GROUP BY ALL) USING (event_id)
        WHERE is_shared <> coalesce(list_has_all(chosen, ['kind', 'parties', 'status']), false)
        """,
        "DELETE FROM event_choices WHERE field = 'status'",
    ),
    "the chosen mention is of the event": (
        "FROM event_choices ANTI JOIN mentions USING (event_id, mention_id)",
        "UPDATE event_choices SET mention_id = (SELECT min(mention_id) FROM mentions)",
    ),
    "a value is that of the chosen mention": (
        f"""
        SELECT event_id, field FROM events JOIN {DECIDING} AS deciding USING (event_id)
        JOIN mentions AS mention USING (event_id, mention_id)
        WHERE CASE field
            WHEN 'kind' THEN ({KIND.format("events")}) IS DISTINCT FROM ({KIND.format("mention")})
            WHEN 'date' THEN ({PERIOD.format("events")}) IS DISTINCT FROM ({PERIOD.format("mention")})
            WHEN 'effective_on' THEN events.effective_on IS DISTINCT FROM mention.effective_on
            WHEN 'status' THEN events.status <> mention.status
        END
        """,
        "UPDATE events SET date = date - 1, date_end = date_end - 1",
    ),
    "a value that no mention claims is null": (
        f"""
        FROM (SELECT event_id, unnest(['date', 'effective_on']) AS field, unnest([date, effective_on]) AS value FROM events)
        ANTI JOIN {DECIDING} AS deciding USING (event_id, field) WHERE value IS NOT NULL
        """,
        "DELETE FROM event_choices WHERE field = 'date'",
    ),
    "the parties are those of the chosen mention": (
        f"""
        FROM event_actors AS own FULL JOIN (
            SELECT event_id, actor_id, role FROM mention_actors JOIN {DECIDING} AS deciding USING (mention_id) WHERE field = 'parties'
        ) AS chosen USING (event_id, actor_id, role)
        WHERE own.role IS NULL OR chosen.role IS NULL
        """,
        "UPDATE event_actors SET role = 'recipient'",
    ),
    "all agree where there is one claim": (
        "FROM event_choices WHERE (reason = 'agreed') <> (n_claims = 1)",
        "UPDATE event_choices SET n_claims = n_claims + 1",
    ),
    "mentions are in conflict where there are several claims": (
        "FROM conflicts ANTI JOIN (SELECT event_id, field::VARCHAR AS field FROM event_choices WHERE n_claims > 1) USING (event_id, field)",
        "UPDATE event_choices SET n_claims = 1",
    ),
    "a quote is as long as its place": (
        "FROM mentions WHERE length(quote) <> char_end - char_start",
        "UPDATE mentions SET quote = quote || '.'",
    ),
    "a mention is in a section that is coded": (
        """
        FROM mentions ANTI JOIN sections
        ON sections.source_id = mentions.source_id AND sections.section_no = mentions.section_no AND sections.section = mentions.section
        AND is_coded AND mentions.char_start >= sections.char_start AND mentions.char_end <= sections.char_end
        """,
        "UPDATE mentions SET section_no = section_no + 1",
    ),
    "whoever is listed is named": (
        "FROM actors ANTI JOIN (SELECT actor_id FROM mention_actors UNION SELECT said_by FROM mentions) USING (actor_id)",
        "DELETE FROM mention_actors WHERE actor_id = (SELECT max(actor_id) FROM mention_actors)",
    ),
    "a link is between a story and its list": (
        """
        SELECT event_id, linked_event_id FROM event_links WHERE event_id = linked_event_id OR NOT EXISTS (
            FROM mentions AS story JOIN mentions AS item USING (source_id)
            WHERE story.event_id = event_links.event_id AND item.event_id = linked_event_id
              AND story.section = 'main' AND item.section = 'related' AND story.section_no < item.section_no
        )
        """,
        "UPDATE event_links SET event_id = linked_event_id, linked_event_id = event_id",
    ),
    "a context is that of a section": (
        "FROM event_contexts ANTI JOIN (FROM mentions JOIN section_contexts USING (source_id, section_no)) USING (event_id, context)",
        "UPDATE event_contexts SET context = 'None'",
    ),
    "spells follow one another, and one closes where another opens": (
        f"""
        SELECT relation_id FROM relations WINDOW pair AS {PAIR}
        QUALIFY closed_by IS DISTINCT FROM lead(opened_by) OVER pair OR end_date IS DISTINCT FROM lead(start_date) OVER pair - 1
             OR end_precision IS DISTINCT FROM lead(start_precision) OVER pair OR end_date < start_date
        """,
        "UPDATE relations SET end_date = end_date + 1",
    ),
    "a status is not followed by itself": (
        f"SELECT relation_id FROM relations QUALIFY status = lag(status) OVER {PAIR}",
        "UPDATE relations SET status = 'severed'",
    ),
    "a spell is opened by an act that leads to it": (
        f"""
        SELECT relation_id FROM relations LEFT JOIN events ON event_id = opened_by
        LEFT JOIN (VALUES {OPENS}) AS effects(name, opens) ON name = act::VARCHAR
        WHERE relations.status::VARCHAR IS DISTINCT FROM opens OR events.status = 'alleged'
        """,
        "UPDATE relations SET status = 'suspended' WHERE status = 'charges'",
    ),
    "a spell starts when the event that opened it says": (
        """
        SELECT relation_id FROM relations JOIN events ON event_id = opened_by
        WHERE (start_date IS NULL) <> (start_precision = 'none') OR start_date <> coalesce(effective_on, date)
          AND (start_date NOT BETWEEN date AND date_end OR start_precision = 'day')
        """,
        "UPDATE relations SET start_date = start_date - 366",
    ),
    "a spell is of two countries of the event": (
        """
        SELECT relation_id FROM relations JOIN event_actors ON event_id = opened_by JOIN actors USING (actor_id)
        GROUP BY relation_id, country_a, country_b
        HAVING country_a >= country_b OR NOT list_has_all(list(country), [country_a, country_b])
        """,
        "UPDATE relations SET country_b = 'ZWE'",
    ),
    "status and relations_on say what relations does": (
        f"""
        WITH days AS (SELECT DISTINCT unnest([start_date - 1, start_date, end_date]) AS day FROM relations),
        wanted AS ({HELD} JOIN relations ON coalesce(start_date <= day, true) AND coalesce(end_date >= day, true)),
        listed AS ({HELD}, relations_on(day)),
        asked AS ({HELD}, (SELECT DISTINCT country_a AS a, country_b AS b FROM relations) AS pairs, status(b, a, day))
        (FROM wanted EXCEPT FROM asked) UNION ALL (FROM asked EXCEPT FROM listed) UNION ALL (FROM listed EXCEPT FROM wanted)
        """,
        "UPDATE relations SET country_a = lower(country_a)",
    ),
    "an event of a first build was added by it": (
        "FROM events ANTI JOIN (FROM event_history WHERE change = 'added') USING (event_id)",
        "DELETE FROM event_history WHERE event_id = (SELECT max(event_id) FROM events)",
    ),
    "documents with mentions are counted as coded": (
        """
        FROM (SELECT sum(n_coded) AS n FROM coverage), (SELECT count(DISTINCT source_id) AS wanted FROM mentions) WHERE n <> wanted
        UNION ALL
        SELECT n_read, n_coded FROM coverage WHERE n_read <> n_coded + n_without_events + n_uncoded + n_rejected
        """,
        "UPDATE coverage SET n_coded = n_coded + 1",
    ),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of the sample, without their keys, which would forbid some changes; with the views and macros."""
    file = tmp_path_factory.mktemp("invariants") / "built.duckdb"
    work.build([str(corpus_path())], file, BuildOptions(workers=1), None)
    with duckdb.connect() as connection:
        copy(file, connection)
        yield connection


def copy(file: Path, connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(f"ATTACH '{file}' AS built (READ_ONLY)")
    for table in tables_of(TABLES):
        connection.execute(f"CREATE TABLE {table.name} AS FROM built.{table.name}")
    connection.execute("DETACH built")
    connection.execute(views_sql())


def broken(connection: duckdb.DuckDBPyConnection, rule: str) -> list[tuple[Any, ...]]:
    return connection.execute(RULES[rule][0]).fetchall()


@pytest.mark.parametrize("rule", RULES)
def test_no_row_of_the_sample_breaks_the_rule(sample: duckdb.DuckDBPyConnection, rule: str) -> None:
    assert broken(sample, rule) == []


@pytest.mark.parametrize("rule", RULES)
def test_a_row_that_breaks_the_rule_is_found(sample: duckdb.DuckDBPyConnection, rule: str) -> None:
    sample.begin()
    try:
        sample.execute(RULES[rule][1])
        assert broken(sample, rule)
    finally:
        sample.rollback()
