-- Grain: event, as the window left it.
INSERT INTO store.stories BY NAME
SELECT
    $window::VARCHAR AS window_key, a.story_id, any_value(s.text) AS title, min(a.published_at) AS first_published_at,
    max(a.published_at) AS last_published_at, count(*)::INTEGER AS outlet_count,
    greatest(1, count(*) - count(*) // 4)::INTEGER AS origin_count, 'open' AS status, max(a.published_at) + INTERVAL 4 DAYS AS closes_at
FROM made_articles AS a
JOIN made_sentences AS s ON s.night = a.night AND s.i = a.i AND s.position = 0
GROUP BY a.story_id
ORDER BY a.story_id
