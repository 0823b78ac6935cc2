-- Grain: feed.
SELECT outlet, feed_url, last_success_at, consecutive_failures, next_try_at, last_outcome, entries_last
FROM feed_health
ORDER BY outlet, feed_url
