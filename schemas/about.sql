-- The page for somebody who opens the file and knows nothing of it. Its entries are filled in from the comments on everything else.

CREATE VIEW about AS
SELECT kind, name, n_rows, meaning
FROM (
    SELECT
        0 AS place, 0 AS number, 'start' AS kind, 'about' AS name, NULL::BIGINT AS n_rows,
        'Events between states, coded from documents: who did what to whom, and when. Below: facts about this file, macros and views for what people ask first, then the tables. What a column holds: SELECT column_name, comment FROM duckdb_columns() WHERE table_name = ''events''. What codes mean, and the rules: FROM codebook. Terms of use: FROM licences.' AS meaning
    UNION ALL
    SELECT 1, row_number() OVER (ORDER BY key), 'fact', key, NULL, value FROM release_info
    UNION ALL
    $entries
) AS entries
ORDER BY place, number;

COMMENT ON VIEW about IS 'What this file is and what is in it; start here.';
COMMENT ON COLUMN about.kind IS 'What this row tells of: `start`, a `fact` of release_info, a `macro`, a `view` or a `table`.';
COMMENT ON COLUMN about.name IS 'Its name.';
COMMENT ON COLUMN about.n_rows IS 'Number of rows of a table; null for all else.';
COMMENT ON COLUMN about.meaning IS 'The fact, or what the rows mean.';
