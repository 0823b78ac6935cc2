-- Grain: story of two articles or more; copies of one text and articles of one owner count once.
-- Asks: How many independent sources a story really has.
-- Parameters:
--   least  INTEGER  2  articles that a story needs
SELECT
    s.story_id, s.title, s.article_count, s.outlet_count, s.origin_count,
    count(*) FILTER (WHERE a.is_syndicated_copy)::INTEGER AS copies,
    s.outlet_count - s.origin_count AS outlets_that_add_none
FROM stories AS s
JOIN story_articles AS sa USING (story_id)
JOIN articles AS a USING (article_id)
WHERE s.article_count >= $least::INTEGER
GROUP BY ALL
ORDER BY outlets_that_add_none DESC, s.article_count DESC, s.story_id
