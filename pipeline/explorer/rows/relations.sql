-- The spells of relations, by pair and time.

SELECT
    relation_id, country_a, country_b, status::VARCHAR AS status,
    (start_date - DATE '1970-01-01')::INTEGER AS start_date, start_precision::VARCHAR AS start_precision,
    (end_date - DATE '1970-01-01')::INTEGER AS end_date, end_precision::VARCHAR AS end_precision,
    opened_by, closed_by
FROM relations
ORDER BY country_a, country_b, relations.start_date NULLS FIRST, relation_id
