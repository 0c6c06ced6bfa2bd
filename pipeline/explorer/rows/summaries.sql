-- The rows of events.sql, in its order: what a line about the event says.

WITH sides AS (
    SELECT
        event_id,
        array_to_string(list_sort(list(name) FILTER (role = 'actor')), ', ') AS acting,
        array_to_string(list_sort(list(name) FILTER (role = 'recipient')), ', ') AS aimed_at
    FROM event_actors JOIN (SELECT actor_id, name FROM actors) AS names USING (actor_id)
    GROUP BY event_id
)
SELECT
    summary,
    CASE
        WHEN coalesce(aimed_at, '') = '' THEN coalesce(acting, '')
        ELSE coalesce(nullif(acting, ''), 'somebody') || ' → ' || aimed_at
    END AS parties
FROM events LEFT JOIN sides USING (event_id)
ORDER BY date NULLS LAST, event_id
