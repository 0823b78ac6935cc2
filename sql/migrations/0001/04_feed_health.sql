-- Grain: feed.
CREATE TABLE store.feed_health (
    outlet VARCHAR NOT NULL,
    feed_url VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    last_tried_at TIMESTAMPTZ,
    last_success_at TIMESTAMPTZ,
    consecutive_failures INTEGER NOT NULL,
    next_try_at TIMESTAMPTZ,
    last_outcome VARCHAR,
    last_reason VARCHAR,
    entries_last INTEGER,
    etag VARCHAR,
    last_modified VARCHAR
)
