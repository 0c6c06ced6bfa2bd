-- What the mentions of one event say differently. The mutual acts are filled in from the ontology.

CREATE VIEW conflicts AS
-- No part is used twice and every window is within an event: so a filter by event_id comes before all the work.
WITH reports AS (  -- "written" is how precisely the same report writes a date (as text, too, day < month < year)
    SELECT
        mentions.*,
        min(date_precision::VARCHAR) FILTER (date_text IS NOT NULL AND date IS NOT NULL)
            OVER (PARTITION BY event_id, source_id, CASE WHEN section = 'related' THEN section_no END) AS written
    FROM mentions SEMI JOIN (SELECT event_id FROM events WHERE n_mentions > 1) AS shared USING (event_id)
), dated AS (  -- a headline without a date claims that of its document only where the document writes none as precise
    SELECT *, date_text IS NOT NULL OR date_precision::VARCHAR < coalesce(written, 'z') AS is_dated FROM reports
), tellers AS (  -- each mention, and the event itself, which has no source
    SELECT
        mention_id AS id, event_id, source_id, event_type, mode, act,
        CASE WHEN is_dated THEN date END AS date, CASE WHEN is_dated THEN date_end END AS date_end, date_precision, effective_on, status
    FROM dated
    UNION ALL
    SELECT event_id, event_id, NULL, event_type, mode, act, date, date_end, date_precision, effective_on, status FROM events WHERE n_mentions > 1
), compared AS (  -- two dates exclude one another, as a year and a day of it do not, where one starts after another has ended
    SELECT
        *,
        max(date) FILTER (source_id IS NOT NULL) OVER (PARTITION BY event_id) AS last_start,
        min(date_end) FILTER (source_id IS NOT NULL) OVER (PARTITION BY event_id) AS first_end
    FROM tellers
), named AS (
    SELECT mention_id AS id, event_id, act, role, actor_id FROM mentions JOIN mention_actors USING (mention_id)
    UNION ALL
    SELECT event_id, event_id, act, role, actor_id FROM events JOIN event_actors USING (event_id)
), codes AS (
    SELECT DISTINCT id, event_id, role = 'actor' OR coalesce(act IN ($mutual_acts), false) AS is_actor, coalesce(country, actor_id) AS code
    FROM named SEMI JOIN (SELECT event_id FROM events WHERE n_mentions > 1) AS shared USING (event_id) JOIN actors USING (actor_id)
), parties AS (
    SELECT
        id, event_id,
        string_agg(code, ', ' ORDER BY code) FILTER (is_actor) AS actors,
        string_agg(code, ', ' ORDER BY code) FILTER (NOT is_actor) AS recipients
    FROM codes GROUP BY id, event_id
), claims AS (
    SELECT
        id, event_id, source_id,
        unnest(['kind', 'parties', 'date', 'effective_on', 'status']) AS field,
        unnest([
            concat_ws(' ', event_type::VARCHAR, mode::VARCHAR, act::VARCHAR),
            coalesce(nullif(concat_ws(' ', actors, '-> ' || recipients), ''), 'nobody named'),
            CASE
                WHEN last_start > first_end AND (date > first_end OR date_end < last_start)
                THEN left(date::VARCHAR, CASE date_precision WHEN 'day' THEN 10 WHEN 'month' THEN 7 ELSE 4 END)
            END,
            effective_on::VARCHAR,
            status::VARCHAR
        ]) AS claim
    FROM compared LEFT JOIN parties USING (id, event_id)
), counted AS (
    SELECT
        *,
        count(DISTINCT source_id) OVER same AS n_sources,
        bool_or(source_id IS NULL) OVER same AS is_chosen,
        count(DISTINCT claim) FILTER (source_id IS NOT NULL) OVER (PARTITION BY event_id, field) AS n_claims
    FROM claims WHERE claim IS NOT NULL
    WINDOW same AS (PARTITION BY event_id, field, claim)
)
SELECT
    event_id, summary, field, claim, is_chosen, n_sources::INTEGER AS n_sources, mention_id, quote, source_id, path, publisher, published_on
FROM counted
JOIN (SELECT mention_id AS id, mention_id, quote FROM mentions) AS quotes USING (id)
JOIN (SELECT event_id, summary FROM events) AS summaries USING (event_id)
JOIN (SELECT source_id, path, publisher, published_on FROM sources) AS documents USING (source_id)
WHERE n_claims > 1;

COMMENT ON VIEW conflicts IS
'What the mentions of one event say differently, a row for each mention in each field that they disagree in, with its quote. Dates are in conflict where they exclude one another (a year and a day of it do not), parties where their codes differ (of mutual acts, those of both sides together).';
COMMENT ON COLUMN conflicts.field IS 'What they disagree in: `kind` (type, mode and act), `parties`, `date`, `effective_on` or `status`. The table event_choices says for the same fields why the event has the claim that it has.';
COMMENT ON COLUMN conflicts.claim IS 'What this mention says: a date as far as it is known, codes as in `CHL, PER -> VEN`, type with mode and act, or a status.';
COMMENT ON COLUMN conflicts.is_chosen IS 'Whether this is what the event has; false for all claims where a correction says something else.';
COMMENT ON COLUMN conflicts.n_sources IS 'Number of documents that make this claim.';
