-- Grain: request.
CREATE TABLE store.fetches (
    window_key VARCHAR NOT NULL,
    fetch_id VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    final_url VARCHAR,
    status INTEGER,
    outcome VARCHAR NOT NULL,
    reason VARCHAR,
    bytes BIGINT,
    fetched_at TIMESTAMPTZ NOT NULL,
    archive_file VARCHAR,
    archive_offset BIGINT,
    etag VARCHAR,
    last_modified VARCHAR,
    payload_digest VARCHAR
)
