-- Grain: version of an article, in the window that saw it first.
CREATE TABLE store.article_versions (
    window_key VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    canonical_url VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    byline VARCHAR,
    published_at TIMESTAMPTZ,
    modified_at TIMESTAMPTZ,
    first_seen_at TIMESTAMPTZ,
    fetched_at TIMESTAMPTZ,
    date_source VARCHAR,
    language VARCHAR,
    word_count INTEGER NOT NULL,
    access VARCHAR NOT NULL,
    page_type VARCHAR,
    source_name VARCHAR,
    fetch_id VARCHAR,
    pruned BOOLEAN NOT NULL DEFAULT FALSE
)
