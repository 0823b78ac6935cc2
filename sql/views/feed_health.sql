-- Grain: feed.
CREATE OR REPLACE VIEW main.feed_health AS
SELECT
    outlet,
    feed_url,
    last_success_at,
    consecutive_failures,
    next_try_at,
    last_outcome,
    entries_last,
    kind,
    last_tried_at,
    last_reason
FROM store.feed_health
