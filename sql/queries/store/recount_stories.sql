-- Grain: story.
UPDATE store.stories
SET outlet_count = least(stories.outlet_count, n.outlets), origin_count = least(stories.origin_count, n.outlets)
FROM (
    SELECT a.story_id, count(DISTINCT v.outlet)::INTEGER AS outlets
    FROM store.story_articles a
    JOIN store.article_versions v USING (article_id)
    GROUP BY a.story_id
) n
WHERE n.story_id = stories.story_id
