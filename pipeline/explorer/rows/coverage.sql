-- Documents by publisher and month: how many were read, and what became of them.

SELECT
    publisher_no AS publisher,
    (date_trunc('month', published_on)::DATE - DATE '1970-01-01')::INTEGER AS month,
    sum(n_read)::INTEGER AS n_read,
    sum(n_coded)::INTEGER AS n_coded,
    sum(n_without_events)::INTEGER AS n_without_events,
    sum(n_uncoded)::INTEGER AS n_uncoded,
    sum(n_rejected)::INTEGER AS n_rejected
FROM coverage LEFT JOIN explorer_publishers USING (publisher)
GROUP BY ALL
ORDER BY publisher NULLS FIRST, month NULLS FIRST
