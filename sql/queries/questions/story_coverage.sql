-- Grain: article of the story.
-- Asks: A story's articles in the order of time.
-- Parameters:
--   story  VARCHAR  -  the story
SELECT
    a.published_at, a.outlet, a.title, a.word_count, a.access, a.version, a.is_syndicated_copy,
    a.article_id, a.url
FROM articles AS a
WHERE a.in_story = $story::VARCHAR
ORDER BY a.published_at NULLS LAST, a.article_id
