-- From what people type to rows: the names of countries, the words of texts.
-- Macros are without WITH: DuckDB 1.4 does not find the common table expressions of a macro that another version wrote.

CREATE MACRO plain(words) AS lower(strip_accents(words));

COMMENT ON MACRO plain IS 'Words in small letters and without accents, as searches compare them: plain(''Perú'') is peru.';

CREATE MACRO country_code(named) AS coalesce(
    (
        SELECT code FROM (
            SELECT 1 AS place, upper(actor_id) AS code FROM actors WHERE kind = 'country' AND upper(actor_id) = upper(trim(named))
            UNION ALL
            SELECT 2, upper(actor_id) FROM actors WHERE kind = 'country' AND plain(actors.name) = plain(trim(named))
            UNION ALL
            SELECT 3, upper(actor_id) FROM actor_names JOIN actors USING (actor_id)
            WHERE actors.kind = 'country' AND plain(actor_names.name) = plain(trim(named))
        )
        ORDER BY place, code LIMIT 1
    ),
    CASE
        WHEN regexp_full_match(trim(named), '[A-Za-z]{3}') THEN upper(trim(named))
        WHEN named IS NOT NULL
        THEN error('No country of this database is called "' || named || '". Codes and names: FROM actors WHERE kind = ''country''')
    END
);

COMMENT ON MACRO country_code IS
'Code of a country, ISO 3166-1 alpha-3, from its code or one of its names in actor_names, case and accents ignored: country_code(''peru'') is PER. Three letters that are no name are taken for a code; any other name that is not known is an error.';

-- Without separators, a word holds nothing that a regular expression would read as its own.
CREATE MACRO words_of(words) AS trim(regexp_replace(plain(words), '[^\p{L}\p{M}\p{N}]+', ' ', 'g'));

COMMENT ON MACRO words_of IS 'Plain words with one space between them, without punctuation: words_of(''Lima, Perú!'') is lima peru.';

CREATE MACRO begins_a_word(plain_text, word) AS regexp_matches(plain_text, '(?:^|[^\p{L}\p{M}\p{N}])' || word);

COMMENT ON MACRO begins_a_word IS
'Whether a plain word stands at the beginning of a word of a plain text: begins_a_word(''ambassadors left'', ''ambassador''). The empty word always does.';

-- The pattern of a word is the same for all rows, so DuckDB reads it only once; from the seventh word on, the slow way has to do.
CREATE MACRO has_plain_words(plain_text, words) AS CASE
    WHEN words_of(words) <> ''
        AND begins_a_word(plain_text, split_part(words_of(words), ' ', 1)) AND begins_a_word(plain_text, split_part(words_of(words), ' ', 2))
        AND begins_a_word(plain_text, split_part(words_of(words), ' ', 3)) AND begins_a_word(plain_text, split_part(words_of(words), ' ', 4))
        AND begins_a_word(plain_text, split_part(words_of(words), ' ', 5)) AND begins_a_word(plain_text, split_part(words_of(words), ' ', 6))
    THEN split_part(words_of(words), ' ', 7) = ''
        OR list_aggregate([contains(' ' || words_of(plain_text), ' ' || word) FOR word IN string_split(words_of(words), ' ')], 'bool_and')
    ELSE false
END;

COMMENT ON MACRO has_plain_words IS 'What has_words tells, of a text that is plain already.';

CREATE MACRO has_words(text, words) AS has_plain_words(plain(text), words);

COMMENT ON MACRO has_words IS
'Whether every one of some words stands at the beginning of a word of a text, case and accents ignored, in any order: has_words(''The ambassador was expelled'', ''expel ambassador'') is true. It is false without a word and without a text.';

CREATE MACRO may_begin_a_word(text, word) AS regexp_matches(
    text, '(?i)(?:^|[^\p{L}\p{M}\p{N}])' || regexp_replace(word, '(.)', '[\1[:^ascii:]]\\p{M}*', 'g')
);

COMMENT ON MACRO may_begin_a_word IS
'A quick look at a text before it is made plain, in which any letter that is not ASCII may be that of the word: false where begins_a_word would be.';

-- Plain texts are costly: they are made only of what may fit, and once, which `unnest` sees to (conditions are not moved across it).
CREATE MACRO search(words) AS TABLE
SELECT event_id, date, date_precision, event_type, act, summary, quote, path, url, publisher, published_on, n_sources, score
FROM (
    SELECT
        event_id, quote, source_id,
        round(
            has_plain_words(plain_summary, words)::INTEGER + has_plain_words(plain_quote, words)::INTEGER
            + begins_a_word(plain_quote, replace(words_of(words), ' ', '[^\p{L}\p{M}\p{N}]+'))::INTEGER + confidence, 3
        ) AS score
    FROM (
        SELECT
            event_id, mention_id, source_id, quote, coalesce(reports.confidence, 0) AS confidence,
            unnest([plain(summary)]) AS plain_summary, unnest([plain(coalesce(quote, ''))]) AS plain_quote
        FROM events LEFT JOIN (SELECT event_id, mention_id, source_id, quote, confidence FROM mentions) AS reports USING (event_id)
        WHERE may_begin_a_word(concat_ws(' ', summary, quote), split_part(words_of(words), ' ', 1))
            AND may_begin_a_word(concat_ws(' ', summary, quote), split_part(words_of(words), ' ', 2))
            AND may_begin_a_word(concat_ws(' ', summary, quote), split_part(words_of(words), ' ', 3))
    )
    WHERE has_plain_words(plain_summary || ' ' || plain_quote, words)
    QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY score DESC, mention_id) = 1
) AS best
JOIN events USING (event_id)
LEFT JOIN (SELECT source_id, path, url, publisher, published_on FROM sources) AS documents USING (source_id)
ORDER BY score DESC, n_sources DESC, date DESC NULLS LAST, event_id;

COMMENT ON MACRO TABLE search IS
'Events with all of some words in the summary and the quote of a mention, as in FROM search(''expel ambassador'') LIMIT 20: case and accents ignored, each word at the beginning of a word, in any order. One row per event with the mention that fits best, best first. Its score is 1 where all words are in the summary, plus 1 where they are in the quote, plus 1 where they stand there side by side in this order, plus the confidence of the mention.';
