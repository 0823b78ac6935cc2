-- Grain: event, as one window left it.
CREATE TABLE store.stories (
    window_key VARCHAR NOT NULL,
    story_id VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    first_published_at TIMESTAMPTZ,
    last_published_at TIMESTAMPTZ,
    outlet_count INTEGER NOT NULL,
    origin_count INTEGER NOT NULL,
    status VARCHAR NOT NULL,
    closes_at TIMESTAMPTZ
)
