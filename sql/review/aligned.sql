-- Grain: pair of equivalent sentences of two articles of a story.
SELECT l.sentence_a, l.sentence_b, l.score
FROM alignments AS l
JOIN sentences AS a ON a.sentence_id = l.sentence_a
JOIN sentences AS b ON b.sentence_id = l.sentence_b
WHERE l.story_id = $story::VARCHAR AND a.in_story = $story::VARCHAR AND b.in_story = $story::VARCHAR
    AND a.article_id IN ($first::VARCHAR, $second::VARCHAR)
    AND b.article_id IN ($first::VARCHAR, $second::VARCHAR)
ORDER BY l.score DESC, l.sentence_a, l.sentence_b
