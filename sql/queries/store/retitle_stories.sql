-- Grain: story whose title is of no article that is left: it takes that of its first one.
UPDATE store.stories
SET title = n.title
FROM (
    SELECT t.story_id, t.window_key, min_by(v.title, (v.published_at, v.fetched_at, v.content_hash)) AS title
    FROM store.stories t
    JOIN store.story_articles a ON a.story_id = t.story_id AND a.window_key = t.window_key
    JOIN store.article_versions v ON v.article_id = a.article_id AND NOT v.pruned
    GROUP BY t.story_id, t.window_key, t.title
    HAVING NOT bool_or(v.title = t.title)
) n
WHERE n.story_id = stories.story_id AND n.window_key = stories.window_key
