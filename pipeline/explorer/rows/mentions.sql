-- Every mention by its event, the surest first, with its document, who takes part, and the quotes that stand next to it in the document.

WITH parties AS (
    SELECT
        mention_id,
        '[' || array_to_string(list_sort(list(to_json({
            'role': role::VARCHAR, 'actor_id': actor_id, 'name': name, 'text': text, 'char_start': char_start, 'char_end': char_end
        })::VARCHAR)), ',') || ']' AS rows
    FROM mention_actors JOIN (SELECT actor_id, name FROM actors) AS who USING (actor_id)
    GROUP BY mention_id
)
SELECT
    $mention_columns,
    speakers.name AS said_by_name,
    sources.path, sources.title, sources.url, sources.publisher, sources.published_on::VARCHAR AS published_on,
    sources.format::VARCHAR AS format, sources.licence, sources.policy::VARCHAR AS policy,
    sections.heading, sections.published_on::VARCHAR AS section_published_on, sections.link AS section_link,
    coalesce(parties.rows::VARCHAR, '[]') AS actors,
    earlier.quote AS before,
    later.quote AS after
FROM mentions
JOIN sources USING (source_id)
LEFT JOIN sections ON sections.source_id = mentions.source_id AND sections.section_no = mentions.section_no
LEFT JOIN actors AS speakers ON speakers.actor_id = mentions.said_by
LEFT JOIN parties ON parties.mention_id = mentions.mention_id
LEFT JOIN explorer_neighbours AS near ON near.mention_id = mentions.mention_id
LEFT JOIN (SELECT mention_id AS before_id, quote FROM mentions) AS earlier USING (before_id)
LEFT JOIN (SELECT mention_id AS after_id, quote FROM mentions) AS later USING (after_id)
ORDER BY mentions.event_id, mentions.confidence DESC, mentions.mention_id
