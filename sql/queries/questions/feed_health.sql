-- Grain: feed.
-- Asks: Which feeds fail, since when, and when they are tried again.
-- Parameters:
--   failing_only  BOOLEAN  true  leave out those that answered last time
SELECT outlet, feed_url, consecutive_failures, last_outcome, last_success_at, next_try_at, entries_last
FROM feed_health
WHERE NOT $failing_only::BOOLEAN OR consecutive_failures > 0
ORDER BY consecutive_failures DESC, last_success_at NULLS FIRST, outlet, feed_url
