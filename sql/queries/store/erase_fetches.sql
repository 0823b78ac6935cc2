-- Grain: request whose answer was taken down: it stays, and says so.
UPDATE store.fetches
SET outcome = $outcome, reason = $reason, archive_file = NULL, archive_offset = NULL
WHERE fetch_id IN (SELECT fetch_id FROM incoming)
