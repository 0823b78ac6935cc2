-- Grain: sentence of the latest version of one of two articles.
SELECT t.sentence_id, t.article_id, t.position, t.section, t.text, t.char_start
FROM sentences AS t
JOIN articles AS a USING (article_id, version)
WHERE t.in_story = $story::VARCHAR AND t.article_id IN ($first::VARCHAR, $second::VARCHAR)
ORDER BY t.article_id, t.position
