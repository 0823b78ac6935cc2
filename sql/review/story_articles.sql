-- Grain: article of a story, in the order of time.
SELECT a.article_id, a.outlet, o.name AS outlet_name, a.title, a.url, a.published_at, a.version, a.access
FROM articles AS a
LEFT JOIN outlets AS o USING (outlet)
WHERE a.in_story = $story::VARCHAR
ORDER BY a.published_at NULLS LAST, a.article_id
