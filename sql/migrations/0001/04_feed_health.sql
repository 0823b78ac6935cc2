-- Grain: feed.
CREATE TABLE store.feed_health (
    outlet VARCHAR NOT NULL,
    feed_url VARCHAR NOT NULL,
    last_success_at TIMESTAMPTZ,
    consecutive_failures INTEGER NOT NULL,
    next_try_at TIMESTAMPTZ,
    last_outcome VARCHAR,
    entries_last INTEGER
)
