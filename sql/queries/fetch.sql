-- Grain: request, the one of an id.
SELECT
    fetch_id, outlet, url, final_url, status, outcome, reason, bytes, fetched_at, archive_file, archive_offset
FROM main.fetches
WHERE fetch_id = $fetch_id
LIMIT 1
