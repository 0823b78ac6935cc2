-- Grain: request.
CREATE OR REPLACE VIEW main.fetches AS
SELECT
    fetch_id, outlet, url, final_url, status, outcome, reason, bytes::INTEGER AS bytes, fetched_at, archive_file,
    archive_offset::INTEGER AS archive_offset
FROM store.fetches
