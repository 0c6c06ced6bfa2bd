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

CREATE VIEW relation_spells AS
SELECT
    relation_id, country_a, country_b, status, start_date, start_precision, end_date, end_precision, opened_by, closed_by,
    summary, quote, path, url
FROM relations LEFT JOIN (
    SELECT
        event_id AS opened_by, any_value(summary) AS summary,
        first(quote ORDER BY is_of_the_event DESC, confidence DESC, mention_id) AS quote,
        first(path ORDER BY is_of_the_event DESC, confidence DESC, mention_id) AS path,
        first(url ORDER BY is_of_the_event DESC, confidence DESC, mention_id) AS url
    FROM (
        SELECT
            event_id, summary, mention_id, quote, path, url, mentions.confidence,
            coalesce(mentions.date = events.date, false) AND mentions.date_precision = events.date_precision AS is_of_the_event
        FROM mentions JOIN events USING (event_id) JOIN sources USING (source_id)
        WHERE event_id IN (SELECT opened_by FROM relations)
    )
    GROUP BY event_id
) AS evidence USING (opened_by);

COMMENT ON VIEW relation_spells IS
'The table relations, with the evidence for each spell: the event that opened it, and the quote and document of its most confident mention (if any has its date, of one that has).';
COMMENT ON COLUMN relation_spells.summary IS 'Summary of the event that opened the spell.';
COMMENT ON COLUMN relation_spells.quote IS 'Words of a document that report this event.';
COMMENT ON COLUMN relation_spells.path IS 'Document with these words, relative to its corpus.';
COMMENT ON COLUMN relation_spells.url IS 'Address of that document, where it is known.';

CREATE MACRO relations_on(day) AS TABLE
SELECT
    country_a, country_b, status, start_date, start_precision, end_date, end_precision,
    coalesce(
        CAST(day AS DATE) >= CASE start_precision
            WHEN 'year' THEN make_date(year(start_date), 12, 31) WHEN 'month' THEN last_day(start_date) ELSE start_date
        END,
        false
    ) AS is_certain,
    opened_by, summary, quote, path, url
FROM relation_spells
WHERE coalesce(start_date <= CAST(day AS DATE), true) AND coalesce(end_date >= CAST(day AS DATE), true)
ORDER BY country_a, country_b;

COMMENT ON MACRO TABLE relations_on IS
'Status of the relations of every pair of countries at the end of a day, as in FROM relations_on(''2019-06-01''), with its spell as in relation_spells. is_certain is false until the end of the month or year to which the start is dated, and where no text dates it.';

CREATE MACRO status(a, b, day) AS TABLE
SELECT * FROM relations_on(day)
WHERE country_a = least(upper(a), upper(b)) AND country_b = greatest(upper(a), upper(b));

COMMENT ON MACRO TABLE status IS
'Status of the relations of two countries, given by their ISO codes in any order, at the end of a day, as in FROM status(''PER'', ''VEN'', ''2019-06-01''): one row as in relations_on, or none where no event tells of that time.';
