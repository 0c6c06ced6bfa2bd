-- One row per event, what is filtered and counted: codes as their places in release.json, days as numbers since 1970-01-01.
-- The countries are those of the view event_dyads: a mutual act of several countries without a recipient has them on both sides.

WITH sides AS (
    SELECT
        event_id,
        list_sort(list_distinct(list(code) FILTER (role = 'actor' AND code IS NOT NULL))) AS acting,
        list_sort(list_distinct(list(code) FILTER (role = 'recipient' AND code IS NOT NULL))) AS aimed_at,
        bool_or(role = 'recipient') AS is_aimed
    FROM event_actors
    JOIN (SELECT actor_id, coalesce(country, CASE WHEN kind = 'country' THEN upper(actor_id) END) AS code FROM actors) AS codes
    USING (actor_id)
    GROUP BY event_id
), origins AS (
    SELECT
        event_id,
        list_sort(list_distinct(list(format_no) FILTER (format_no IS NOT NULL))) AS formats,
        list_sort(list_distinct(list(publisher_no) FILTER (publisher_no IS NOT NULL))) AS publishers
    FROM mentions
    JOIN (
        SELECT source_id, enum_code(format)::INTEGER AS format_no, publisher_no
        FROM sources LEFT JOIN explorer_publishers USING (publisher)
    ) AS documents USING (source_id)
    GROUP BY event_id
), known AS (
    SELECT
        events.*, acting, formats, publishers,
        CASE WHEN act IN ($mutual_acts) AND len(acting) > 1 AND NOT is_aimed THEN acting ELSE aimed_at END AS aimed_at
    FROM events LEFT JOIN sides USING (event_id) LEFT JOIN origins USING (event_id)
)
SELECT
    event_id,
    enum_code(event_type)::INTEGER AS event_type,
    enum_code(mode)::INTEGER AS mode,
    enum_code(quad_class)::INTEGER AS quad_class,
    enum_code(act)::INTEGER AS act,
    enum_code(date_precision)::INTEGER AS date_precision,
    enum_code(status)::INTEGER AS status,
    (date - DATE '1970-01-01')::INTEGER AS date,
    (date_end - DATE '1970-01-01')::INTEGER AS date_end,
    confidence::FLOAT AS confidence,
    n_mentions, n_sources,
    coalesce(array_to_string(acting, ' '), '') AS actors,
    coalesce(array_to_string(aimed_at, ' '), '') AS recipients,
    coalesce(array_to_string(formats, ' '), '') AS formats,
    coalesce(array_to_string(publishers, ' '), '') AS publishers,
    event_id IN (SELECT event_id FROM explorer_claims) AS is_conflict
FROM known
ORDER BY known.date NULLS LAST, event_id
