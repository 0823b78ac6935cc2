-- Grain: sentence of an article version in a story.
SELECT DISTINCT sa.story_id, s.sentence_id, s.article_id, s.version, s.position, s.section, s.char_start, s.char_end
FROM story_articles AS sa
JOIN sentences AS s USING (article_id)
WHERE sa.story_id IN (SELECT unnest($stories))
ORDER BY sa.story_id, s.article_id, s.version, s.position, s.sentence_id
