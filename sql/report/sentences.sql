-- Grain: sentence of an article version in a story.
SELECT s.in_story AS story_id, s.sentence_id, s.article_id, s.version, s.position, s.section, s.char_start, s.char_end
FROM sentences AS s
WHERE s.in_story IN (SELECT unnest($stories))
ORDER BY s.in_story, s.article_id, s.version, s.position, s.sentence_id
