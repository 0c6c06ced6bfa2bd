-- Makes a made-up build (tests/bench/database.sql) hard on a page: texts of documents that try to be more than text, in every place where
-- one is shown, two formats, sources that disagree, relations that change. Given: tables `countries` (code, name) and `texts` (number, text).

CREATE TEMP MACRO hostile(chance) AS (SELECT list(text ORDER BY number) FROM texts)[(chance % (SELECT count(*) FROM texts) + 1)::INTEGER];

-- Countries have their names; some persons (of those who act, every fifth), titles, quotes and summaries, and a publisher, are such texts.
UPDATE actors SET name = countries.name FROM countries WHERE code = actor_id AND kind = 'country';
UPDATE actors SET name = hostile(replace(actor_id, 'person-', '')::INTEGER // 20)
WHERE kind = 'person' AND replace(actor_id, 'person-', '')::INTEGER % 20 = 0;
UPDATE sources SET title = hostile(hash(source_id) // 10) WHERE kind = 'document' AND hash(source_id) % 10 = 0;
UPDATE sources SET format = 'digest' WHERE kind = 'document' AND hash(source_id) % 3 = 0;
UPDATE sources SET publisher = hostile(0) WHERE publisher = 'Paper 7';
UPDATE coverage SET publisher = hostile(0) WHERE publisher = 'Paper 7';
CREATE TEMP MACRO address(chance) AS [
    'javascript:hit()', 'data:text/html,<script>hit()</script>', '//elsewhere.example/', 'https://paper.example/?a="><b>'
][(chance % 4 + 1)::INTEGER];
UPDATE sources SET url = address(hash(source_id)) WHERE kind = 'document' AND hash(source_id) % 7 = 0;
UPDATE mentions SET quote = hostile(hash(mention_id) // 10), char_end = char_start + length(hostile(hash(mention_id) // 10)) WHERE hash(mention_id) % 10 = 0;
UPDATE events SET summary = hostile(hash(event_id) // 10) WHERE hash(event_id) % 10 = 0;

-- Of events that several documents tell, some have a mention with another day or status.
CREATE TEMP TABLE others AS
SELECT mention_id, hash(mention_id) % 4 AS chance FROM mentions
SEMI JOIN (SELECT event_id FROM events WHERE n_sources > 1 AND date_precision = 'day') AS shared USING (event_id);
UPDATE mentions SET date = date + 2, date_end = date_end + 2, date_text = 'two days later' FROM others
WHERE others.mention_id = mentions.mention_id AND chance = 0;
UPDATE mentions SET status = 'alleged', effective_on = NULL FROM others WHERE others.mention_id = mentions.mention_id AND chance = 1;

-- The pair of countries that act most often has relations that change.
CREATE TEMP TABLE pair AS SELECT code, row_number() OVER (ORDER BY code) AS number FROM (SELECT code FROM countries LIMIT 2);
CREATE TEMP TABLE steps AS
SELECT row_number() OVER (ORDER BY date, event_id) AS number, event_id, date FROM (
    SELECT DISTINCT event_id, date FROM event_dyads
    WHERE actor_country IN (SELECT code FROM pair) AND recipient_country IN (SELECT code FROM pair) AND actor_country <> recipient_country
    AND date_precision = 'day'
) WHERE hash(event_id) % 200 = 0;
DELETE FROM relations WHERE (country_a, country_b) IN (SELECT (one.code, other.code) FROM pair AS one, pair AS other);
INSERT INTO relations BY NAME
SELECT
    'rel_' || md5('step' || steps.number)[1:16] AS relation_id, one.code AS country_a, other.code AS country_b,
    ['ambassadors', 'charges', 'suspended', 'severed'][steps.number % 4 + 1] AS status, steps.date AS start_date, 'day' AS start_precision,
    later.date - 1 AS end_date, CASE WHEN later.date IS NOT NULL THEN 'day' END AS end_precision,
    steps.event_id AS opened_by, later.event_id AS closed_by
FROM steps JOIN pair AS one ON one.number = 1 JOIN pair AS other ON other.number = 2
LEFT JOIN steps AS later ON later.number = steps.number + 1
WHERE later.date IS NULL OR later.date > steps.date;
