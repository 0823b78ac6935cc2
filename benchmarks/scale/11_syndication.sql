-- Grain: article in a syndication group: the fourth article of a story is a copy of its first.
INSERT INTO store.syndication BY NAME
SELECT
    $window::VARCHAR AS window_key, left(md5(concat('copies-', story_id)), 16) AS syndication_id, article_id, place > 0 AS is_copy
FROM made_articles
WHERE size >= 4 AND place IN (0, 3)
ORDER BY ALL
