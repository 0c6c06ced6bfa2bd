-- A made-up build of $events events, valid by all rules. Given: tables `kinds` (number, event_type, mode, act, quad_class, cameo, goldstein)
-- and `countries` (number, code, all of them), `first_day`, `n_days`.

CREATE TEMP MACRO pick(salt, number, n) AS (hash(salt, number) % n)::INTEGER;
CREATE TEMP MACRO share(salt, number) AS (hash(salt, number) % 1000) / 1000;
CREATE TEMP MACRO id(kind, number) AS kind || '_' || md5(kind || number)[1:16];
CREATE TEMP MACRO word(number) AS ['ba', 'den', 'kor', 'li', 'mas', 'nu', 'pel', 'rio', 'sta', 'vé'][number % 10 + 1]
    || ['n', 'ra', 'to', 'mik', 'se', 'lo', 'ĝu', 'ven', 'da', 'prin', 'x'][number // 10 % 11 + 1];
CREATE TEMP MACRO words(salt, number, n) AS array_to_string([word(pick(salt || k, number, 110)) for k in range(n)], ' ');
-- Zipf's law, roughly: few countries act often.
CREATE TEMP MACRO country(salt, number) AS floor(pow((SELECT count(*) FROM countries), share(salt, number)))::INTEGER - 1;

CREATE TEMP TABLE documents AS
SELECT number, id('src', 'document' || number) AS source_id, ($first_day + pick('read on', number, $n_days))::DATE AS published_on
FROM range(greatest($events // 4, 10)) AS _(number);

INSERT INTO sources BY NAME
SELECT
    source_id, format('news/{:03}.jsonl#{:08}', number // 1000, number) AS path, 'document' AS kind, 'newswire' AS format,
    words('title', number, 9) AS title, 'https://paper' || number % 20 || '.example/story/' || md5('story' || number) AS url,
    'Paper ' || number % 20 AS publisher, 'en' AS language, published_on, 'CC-BY-4.0' AS licence, 'full' AS policy,
    sha256('document' || number) AS sha256, 3000 AS n_chars
FROM documents;
INSERT INTO sources BY NAME
SELECT id('src', 'cited' || number) AS source_id, 'https://cited.example/' || number AS path, 'cited' AS kind, path AS url FROM documents
WHERE number % 5 = 0;

INSERT INTO sections BY NAME
SELECT
    source_id, section_no, CASE section_no WHEN 0 THEN 'main' ELSE 'related' END AS section, published_on, 5 AS n_sentences, true AS is_coded,
    CASE WHEN section_no > 0 THEN words('heading', number + section_no, 4) END AS heading, 1000 * section_no AS char_start,
    1000 * section_no + 999 AS char_end
FROM documents, (SELECT unnest(range(3))::INTEGER AS section_no);
INSERT INTO section_contexts
SELECT DISTINCT source_id, 0, 'Context ' || pick('context' || k, number, 200) FROM documents, range(2) AS _(k) WHERE number % 4 = 0;
INSERT INTO citations
SELECT source_id, id('src', 'cited' || number), 'Paper ' || number % 20 FROM documents WHERE number % 5 = 0;

CREATE TEMP TABLE people AS
SELECT person AS number, code, 'person-' || person AS actor_id, 'Ana ' || word(person) || ' ' || word(person // 7) || ' ' || person AS name
FROM range(greatest($events // 200, 10)) AS _(person) JOIN countries ON number = country('home', person);
INSERT INTO actors BY NAME
SELECT code AS actor_id, 'Country ' || code AS name, 'country' AS kind, code AS country FROM countries
UNION ALL BY NAME
SELECT actor_id, name, 'person' AS kind, code AS country, 'government' AS sector FROM people;
INSERT INTO actor_names
SELECT actor_id, name, 'canonical' FROM actors
UNION ALL
SELECT actor_id, 'Republic of ' || actor_id, 'alias' FROM actors WHERE kind = 'country'
UNION ALL
SELECT actor_id, name[5:], 'observed' FROM actors WHERE kind = 'person';
INSERT INTO actor_roles SELECT actor_id, 'Minister', code, $first_day, $first_day + $n_days, 3 FROM people;

-- Of eight events seven are told once, the others two to five times.
CREATE TEMP TABLE happenings AS
SELECT
    event_no, id('evt', event_no) AS event_id, kinds.* EXCLUDE (number),
    ($first_day + pick('day', event_no, $n_days))::DATE AS day,
    ['day', 'day', 'day', 'day', 'day', 'day', 'day', 'month', 'year', 'none'][pick('precision', event_no, 10) + 1] AS date_precision,
    CASE WHEN pick('told', event_no, 8) = 0 THEN 2 + pick('often', event_no, 4) ELSE 1 END AS n_mentions,
    ['occurred', 'occurred', 'occurred', 'occurred', 'announced', 'alleged'][pick('status', event_no, 6) + 1] AS status
FROM range($events) AS _(event_no)
JOIN kinds ON number = floor(pow((SELECT count(*) FROM kinds), share('kind', event_no)))::INTEGER - 1;
ALTER TABLE happenings ADD COLUMN first_on DATE;
ALTER TABLE happenings ADD COLUMN last_on DATE;
UPDATE happenings SET
    first_on = CASE date_precision WHEN 'day' THEN day WHEN 'month' THEN date_trunc('month', day) WHEN 'year' THEN date_trunc('year', day) END,
    last_on = CASE date_precision WHEN 'day' THEN day WHEN 'month' THEN last_day(day) WHEN 'year' THEN make_date(year(day), 12, 31) END;

-- Each has an actor, most a recipient, one in twenty several more actors.
CREATE TEMP TABLE parties AS
SELECT event_no, 'actor' AS role, CASE WHEN people.number IS NULL THEN countries.code ELSE people.actor_id END AS actor_id
FROM happenings JOIN countries ON countries.number = country('actor', event_no)
LEFT JOIN people ON pick('person', event_no, 4) = 0 AND people.number = pick('who', event_no, greatest($events // 200, 10))
UNION
SELECT event_no, 'recipient', code FROM happenings JOIN countries ON number = country('recipient', event_no) WHERE pick('aimed', event_no, 5) > 0
UNION
SELECT event_no, 'actor', code FROM happenings, range(4) AS more(k) JOIN countries ON number = country('more' || k, event_no)
WHERE pick('several', event_no, 20) = 0;

CREATE TEMP TABLE reports AS
SELECT
    happenings.*, report_no, id('mnt', event_no || ' ' || report_no) AS mention_id, documents.source_id, published_on,
    pick('section', event_no + report_no, 3) AS section_no, 200 * pick('sentence', event_no + report_no, 5) AS starts
FROM (SELECT *, unnest(range(n_mentions)) AS report_no FROM happenings) AS happenings
JOIN documents ON number = pick('told by' || report_no, event_no, greatest($events // 4, 10));

INSERT INTO events BY NAME
SELECT
    event_id, event_type, mode, quad_class, act, first_on AS date, last_on AS date_end, date_precision, first_on AS date_min, last_on AS date_max,
    CASE WHEN status = 'announced' THEN last_on + 30 END AS effective_on, cameo AS cameo_code, goldstein,
    'Country ' || (SELECT min(code) FROM countries) || ': ' || coalesce(act, lower(event_type)) || coalesce(', ' || first_on, '') AS summary,
    n_mentions, n_sources, status, round(0.5 + pick('sure', event_no, 50) / 100, 2) AS confidence
FROM happenings JOIN (SELECT event_no, count(DISTINCT source_id) AS n_sources FROM reports GROUP BY event_no) USING (event_no)
ORDER BY event_no;
INSERT INTO event_actors SELECT event_id, actor_id, role FROM parties JOIN happenings USING (event_no) ORDER BY event_no;
INSERT INTO mentions BY NAME
SELECT
    mention_id, event_id, source_id, CASE section_no WHEN 0 THEN 'main' ELSE 'related' END AS section, section_no,
    5 * section_no + starts // 200 AS sentence, 1000 * section_no + starts AS char_start, 1000 * section_no + starts + length(quote) AS char_end,
    quote, word(event_no) AS trigger, coalesce(act, lower(event_type)) AS rule, event_type, mode, act, first_on AS date, last_on AS date_end,
    date_precision, CASE WHEN pick('dated', event_no, 2) = 0 THEN 'on ' || strftime(first_on, '%-d %B') END AS date_text, status,
    CASE WHEN status = 'announced' THEN last_on + 30 END AS effective_on, round(0.5 + pick('sure', event_no + report_no, 50) / 100, 2) AS confidence
FROM (SELECT *, rtrim(left(words('quote', event_no + report_no, 24), 120)) || '.' AS quote FROM reports)
ORDER BY source_id, section_no, starts;
INSERT INTO mention_actors BY NAME
SELECT mention_id, actor_id, role, 'Country ' || actor_id AS text, 1000 * section_no + starts AS char_start, char_start + length(text) AS char_end
FROM reports JOIN parties USING (event_no) ORDER BY source_id, section_no, starts;

INSERT INTO event_choices
SELECT event_id, field, mention_id, CASE field WHEN 'kind' THEN 'most-sources' ELSE 'agreed' END, CASE field WHEN 'kind' THEN 2 ELSE 1 END
FROM reports, (SELECT unnest(['kind', 'parties', 'date', 'status']) AS field) WHERE n_mentions > 1 AND report_no = 0;
INSERT INTO event_links
SELECT DISTINCT story.event_id, item.event_id, 'related' FROM reports AS story JOIN reports AS item USING (source_id)
WHERE story.section_no = 0 AND item.section_no > 0 AND pick('linked', story.event_no, 8) = 0 AND story.event_id <> item.event_id;
INSERT INTO event_contexts SELECT event_id, 'Context ' || pick('context', event_no, 200) FROM happenings WHERE event_no % 8 = 0;
INSERT INTO relations BY NAME
SELECT
    id('rel', event_no) AS relation_id, least(one.code, other.code) AS country_a, greatest(one.code, other.code) AS country_b,
    'severed' AS status, first_on AS start_date, date_precision AS start_precision, event_id AS opened_by
FROM happenings JOIN countries AS one ON one.number = event_no % 50 JOIN countries AS other ON other.number = 50 + event_no // 50
WHERE event_no < 2000 AND event_no % 2 = 0;

INSERT INTO rejects
SELECT number, 'extract', 'news', 'news/' || number, 'sentence 3', 'no-actor', 'Nobody is named.', '{"text": "' || words('lost', number, 12) || '"}'
FROM range($events // 100) AS _(number);
INSERT INTO coverage
SELECT row_number() OVER (ORDER BY publisher, published_on) - 1, 'news', publisher, published_on, count(*), count(*), 0, 0, 0
FROM sources WHERE kind = 'document' GROUP BY publisher, published_on;
INSERT INTO event_history SELECT event_id, '0.1.0', 'added', NULL, NULL, 'source' FROM happenings;
INSERT INTO release_info VALUES
    ('title', 'Legation: events between states'), ('codebook_version', $codebook_version), ('version', '0.1.0'), ('licence', 'CC0-1.0'),
    ('code_sha256', sha256('code')), ('corpus_sha256', sha256('corpus')), ('corpora', 'news'), ('pipeline_version', '0.1.0'),
    ('n_documents', (SELECT count(*)::VARCHAR FROM documents));
