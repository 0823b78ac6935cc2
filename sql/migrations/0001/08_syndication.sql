-- Grain: article in a syndication group.
CREATE TABLE store.syndication (
    window_key VARCHAR NOT NULL,
    syndication_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    is_copy BOOLEAN NOT NULL
)
