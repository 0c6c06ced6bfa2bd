-- Views and macros for what people ask first. What is written with a dollar sign is filled in from the ontology.

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

CREATE VIEW dyad_months AS
WITH dyads AS (
    SELECT actor_country, recipient_country, quad_class, status, date_precision, date_trunc('month', date)::DATE AS month
    FROM event_dyads WHERE actor_country <> recipient_country
), counts AS (
    SELECT
        actor_country, recipient_country, month, count(*)::INTEGER AS n_events,
        $counts_by_quad_class
    FROM dyads WHERE status = 'occurred' AND date_precision IN ('day', 'month') AND month IS NOT NULL
    GROUP BY actor_country, recipient_country, month
), months AS (
    SELECT unnest(generate_series(date_trunc('month', min(date)), date_trunc('month', max(date)), INTERVAL 1 MONTH))::DATE AS month
    FROM events WHERE status = 'occurred' AND date_precision IN ('day', 'month')
), documents AS (
    SELECT date_trunc('month', published_on)::DATE AS month, sum(n_coded + n_without_events)::INTEGER AS n_documents
    FROM coverage WHERE published_on IS NOT NULL GROUP BY ALL
)
SELECT
    actor_country, recipient_country, month, coalesce(n_events, 0) AS n_events,
    $counts_or_zero,
    coalesce(n_documents, 0) AS n_documents
FROM (SELECT DISTINCT actor_country, recipient_country FROM dyads) AS pairs CROSS JOIN months
LEFT JOIN counts USING (actor_country, recipient_country, month) LEFT JOIN documents USING (month);

COMMENT ON VIEW dyad_months IS
'Number of events by quad class for each directed pair of different countries and each month, zeros included: every pair of event_dyads, from the first to the last month in which any event is dated. Counted are events that occurred and are known to the day or month, in the month in which they begin; a mutual act counts in both directions. Months with few n_documents are silent, not peaceful.';
COMMENT ON COLUMN dyad_months.month IS 'First day of the month.';
COMMENT ON COLUMN dyad_months.n_events IS 'Number of events of all quad classes.';
$comments_on_counts
COMMENT ON COLUMN dyad_months.n_documents IS 'Number of documents published in this month that were read for events, about whatever countries; documents without a date are not counted.';

CREATE VIEW event_evidence AS
SELECT
    event_id, date, date_precision, event_type, act, status, summary, mention_id, quote, char_start, char_end, rule, report.confidence,
    source_id, path, title, publisher, published_on, url, licence, policy
FROM (SELECT event_id, date, date_precision, event_type, act, status, summary FROM events) AS event
JOIN (SELECT mention_id, event_id, source_id, quote, char_start, char_end, rule, confidence FROM mentions) AS report USING (event_id)
JOIN (SELECT source_id, path, title, publisher, published_on, url, licence, policy FROM sources) AS document USING (source_id);

COMMENT ON VIEW event_evidence IS
'One row per mention of an event: what happened (as the event has it, from all its mentions together), the words that report it with their place, how they were coded, and the document with its address and terms.';
COMMENT ON COLUMN event_evidence.confidence IS 'Confidence of the coder in this mention, 0 to 1.';

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
WHERE (list_contains(acting, country_code(a)) AND list_contains(aimed_at, country_code(b)))
   OR (list_contains(acting, country_code(b)) AND list_contains(aimed_at, country_code(a)))
   OR (country_code(a) <> country_code(b) AND list_contains(acting, country_code(a)) AND list_contains(acting, country_code(b)))
ORDER BY date NULLS LAST, event_id;

COMMENT ON MACRO TABLE timeline IS
'Events between two countries, given by code or name as in FROM timeline(''PER'', ''Venezuela''): of one towards the other, in either direction, or of both together; by date, with the names of actors and recipients as lists and the quote of the most confident mention.';

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
WHERE country_a = least(country_code(a), country_code(b)) AND country_b = greatest(country_code(a), country_code(b));

COMMENT ON MACRO TABLE status IS
'Status of the relations of two countries, given by code or name in any order, at the end of a day, as in FROM status(''PER'', ''VEN'', ''2019-06-01''): one row as in relations_on, or none where no event tells of that time.';
