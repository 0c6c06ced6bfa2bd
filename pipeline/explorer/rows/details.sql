-- One row per event, all that is known of it: every column of events, and JSON lists of what other tables say.
-- Lists of many are put together as text, which takes half as long as JSON made of lists.

WITH parties AS (
    SELECT
        event_id,
        '[' || array_to_string(list_sort(list(to_json({
            'role': role::VARCHAR, 'actor_id': actor_id, 'name': name, 'kind': kind::VARCHAR, 'country': country
        })::VARCHAR)), ',') || ']' AS rows
    FROM event_actors JOIN (SELECT actor_id, name, kind, country FROM actors) AS who USING (actor_id)
    GROUP BY event_id
), choices AS (
    SELECT
        event_id,
        '[' || array_to_string(list_sort(list(to_json({
            'field': field::VARCHAR, 'mention_id': mention_id, 'reason': reason::VARCHAR, 'n_claims': n_claims
        })::VARCHAR)), ',') || ']' AS rows
    FROM event_choices GROUP BY event_id
), links AS (
    SELECT
        from_event AS event_id,
        '[' || array_to_string(list_sort(list(to_json({
            'linked_event_id': linked_event_id, 'link': link, 'date': other.date::VARCHAR, 'summary': other.summary
        })::VARCHAR)), ',') || ']' AS rows
    FROM (SELECT event_id AS from_event, linked_event_id, link::VARCHAR AS link FROM event_links) AS linked
    JOIN (SELECT event_id, date, summary FROM events) AS other ON other.event_id = linked_event_id
    GROUP BY from_event
), contexts AS (
    SELECT event_id, to_json(list_sort(list(context))) AS rows FROM event_contexts GROUP BY event_id
), history AS (
    SELECT
        event_id,
        '[' || array_to_string(list_sort(list(to_json({
            'release': release, 'change': change::VARCHAR, 'into': "into", 'split_from': split_from, 'cause': cause::VARCHAR
        })::VARCHAR)), ',') || ']' AS rows
    FROM event_history GROUP BY event_id
), changes AS (
    SELECT
        event_id,
        '[' || array_to_string(list_sort(list(to_json({
            'release': release, 'field': field, 'old_value': old_value, 'new_value': new_value, 'cause': cause::VARCHAR
        })::VARCHAR)), ',') || ']' AS rows
    FROM event_changes GROUP BY event_id
), fixes AS (
    SELECT
        event_id,
        to_json(list_sort(list({
            'correction_no': correction_no, 'target_id': target_id, 'field': field, 'old_value': old_value, 'new_value': new_value,
            'reason': reason, 'corrected_by': corrected_by, 'corrected_on': corrected_on::VARCHAR
        }))) AS rows
    FROM corrections WHERE event_id IS NOT NULL GROUP BY event_id
), claims AS (
    SELECT
        event_id,
        '[' || array_to_string(list_sort(list(to_json({
            'field': field, 'claim': claim, 'is_chosen': is_chosen, 'n_sources': n_sources, 'mention_ids': mention_ids
        })::VARCHAR)), ',') || ']' AS rows
    FROM explorer_claims GROUP BY event_id
)
SELECT
    $event_columns,
    coalesce(parties.rows::VARCHAR, '[]') AS actors,
    coalesce(choices.rows::VARCHAR, '[]') AS choices,
    coalesce(links.rows::VARCHAR, '[]') AS links,
    coalesce(contexts.rows::VARCHAR, '[]') AS contexts,
    coalesce(history.rows::VARCHAR, '[]') AS history,
    coalesce(changes.rows::VARCHAR, '[]') AS changes,
    coalesce(fixes.rows::VARCHAR, '[]') AS corrections,
    coalesce(claims.rows::VARCHAR, '[]') AS conflicts
FROM events
LEFT JOIN parties USING (event_id)
LEFT JOIN choices USING (event_id)
LEFT JOIN links USING (event_id)
LEFT JOIN contexts USING (event_id)
LEFT JOIN history USING (event_id)
LEFT JOIN changes USING (event_id)
LEFT JOIN fixes USING (event_id)
LEFT JOIN claims USING (event_id)
ORDER BY event_id
