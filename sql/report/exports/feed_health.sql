-- Grain: feed.
SELECT * FROM feed_health
ORDER BY ALL
