-- Views and macros over the tables, for people who ask in SQL. `$mutual_acts` is filled in from the ontology.

CREATE VIEW event_dyads AS
WITH countries AS (
    SELECT DISTINCT event_id, role, coalesce(country, CASE WHEN kind = 'country' THEN upper(actor_id) END) AS country
    FROM event_actors JOIN actors USING (actor_id)
), sides AS (
    SELECT event_id, country FROM countries WHERE country IS NOT NULL AND role = 'actor'
), others AS (
    SELECT event_id, country FROM countries WHERE country IS NOT NULL AND role = 'recipient'
), mutual AS (
    SELECT event_id FROM events SEMI JOIN (SELECT event_id FROM sides GROUP BY event_id HAVING count(*) > 1) USING (event_id)
    WHERE act IN ($mutual_acts) AND event_id NOT IN (SELECT event_id FROM event_actors WHERE role = 'recipient')
), dyads AS (
    SELECT event_id, actor.country AS actor_country, recipient.country AS recipient_country
    FROM events LEFT JOIN sides AS actor USING (event_id) LEFT JOIN others AS recipient USING (event_id)
    WHERE event_id NOT IN (SELECT event_id FROM mutual)
    UNION ALL
    SELECT event_id, one.country, other.country
    FROM mutual JOIN sides AS one USING (event_id) JOIN sides AS other USING (event_id)
    WHERE one.country <> other.country
)
SELECT
    event_id, event_type, mode, quad_class, act, date, date_end, date_precision, status, confidence, n_mentions, n_sources,
    actor_country, recipient_country
FROM events JOIN dyads USING (event_id);

COMMENT ON VIEW event_dyads IS
'One row per event, actor country and recipient country; a side without a country is null. A mutual act (such as meet or sign-agreement) of several countries and without a recipient is given once in each direction between each two of them.';
COMMENT ON COLUMN event_dyads.actor_country IS 'Country that acts or that the actor acts for, ISO 3166-1 alpha-3; null where there is none.';
COMMENT ON COLUMN event_dyads.recipient_country IS 'Country that the act is aimed at, ISO 3166-1 alpha-3; null where there is none.';

-- Without WITH: DuckDB 1.4 does not find the common table expressions of a macro that another version wrote.
CREATE MACRO timeline(a, b) AS TABLE
SELECT
    date, date_precision, event_type, act,
    (
        SELECT coalesce(list(name ORDER BY name), []) FROM event_actors JOIN actors USING (actor_id)
        WHERE event_actors.event_id = events.event_id AND role = 'actor'
    ) AS actors,
    (
        SELECT coalesce(list(name ORDER BY name), []) FROM event_actors JOIN actors USING (actor_id)
        WHERE event_actors.event_id = events.event_id AND role = 'recipient'
    ) AS recipients,
    summary, n_sources, event_id,
    (
        SELECT first(quote ORDER BY mentions.confidence DESC, mention_id) FROM mentions
        WHERE mentions.event_id = events.event_id AND quote IS NOT NULL
    ) AS quote
FROM events JOIN (
    SELECT
        event_id,
        list(code) FILTER (role = 'actor') AS acting,
        list(code) FILTER (role = 'recipient') AS aimed_at
    FROM (
        SELECT event_id, role, coalesce(country, CASE WHEN kind = 'country' THEN upper(actor_id) END) AS code
        FROM event_actors JOIN actors USING (actor_id)
    )
    GROUP BY event_id
) AS sides USING (event_id)
WHERE (list_contains(acting, upper(a)) AND list_contains(aimed_at, upper(b)))
   OR (list_contains(acting, upper(b)) AND list_contains(aimed_at, upper(a)))
   OR (upper(a) <> upper(b) AND list_contains(acting, upper(a)) AND list_contains(acting, upper(b)))
ORDER BY date NULLS LAST, event_id;

COMMENT ON MACRO TABLE timeline IS
'Events between two countries, given by their ISO codes as in FROM timeline(''PER'', ''VEN''): of one towards the other, in either direction, or of both together; by date, with the names of actors and recipients as lists and the quote of the most confident mention.';
