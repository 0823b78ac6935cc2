-- Grain: story of two articles or more; copies of one text and articles of one owner count once.
-- Asks: How many independent sources a story really has.
-- Parameters:
--   least  INTEGER  2     articles that a story needs
--   rows   INTEGER  1000  how many
SELECT
    s.story_id, s.title, s.article_count, s.outlet_count, s.origin_count,
    coalesce(c.copies, 0) AS copies,
    s.outlet_count - s.origin_count AS outlets_that_add_none
FROM stories AS s
LEFT JOIN (
    SELECT in_story, count(*)::INTEGER AS copies FROM articles WHERE is_syndicated_copy GROUP BY in_story
) AS c ON c.in_story = s.story_id
WHERE s.article_count >= $least::INTEGER
ORDER BY outlets_that_add_none DESC, s.article_count DESC, s.story_id
LIMIT $rows::INTEGER
