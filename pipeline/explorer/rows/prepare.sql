-- What several of the files are made from, once. Needs nothing of the files beside it.

CREATE OR REPLACE TEMP TABLE explorer_publishers AS
SELECT publisher, (row_number() OVER (ORDER BY publisher) - 1)::INTEGER AS publisher_no
FROM (SELECT publisher FROM sources WHERE kind = 'document' UNION SELECT publisher FROM coverage)
WHERE publisher IS NOT NULL;

CREATE OR REPLACE TEMP TABLE explorer_claims AS
SELECT
    event_id, field, claim, any_value(is_chosen) AS is_chosen, any_value(n_sources) AS n_sources,
    list_sort(list(mention_id)) AS mention_ids
FROM conflicts GROUP BY event_id, field, claim;

-- The quotes that stand next to each mention's in its document and do not overlap it. A quote that ends at the same place as another may
-- be longer: of these the one with the lowest identifier is taken. Only identifiers: with the quotes, this would be twenty times slower.
CREATE OR REPLACE TEMP TABLE explorer_neighbours AS
WITH quoted AS (
    SELECT mention_id, source_id, char_start, char_end FROM mentions WHERE quote IS NOT NULL
), ends AS (
    SELECT source_id, char_end, min(mention_id) AS before_id FROM quoted GROUP BY ALL
), starts AS (
    SELECT source_id, char_start, min(mention_id) AS after_id FROM quoted GROUP BY ALL
), preceded AS (
    SELECT mention_id, mentions.source_id, mentions.char_end, before_id
    FROM mentions ASOF LEFT JOIN ends ON ends.source_id = mentions.source_id AND mentions.char_start >= ends.char_end
)
SELECT mention_id, before_id, after_id
FROM preceded ASOF LEFT JOIN starts ON starts.source_id = preceded.source_id AND preceded.char_end <= starts.char_start;
