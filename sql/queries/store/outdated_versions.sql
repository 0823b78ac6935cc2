-- Grain: version that a later one has replaced since before a moment.
CREATE OR REPLACE TEMP TABLE replaced AS
SELECT article_id, content_hash, window_key
FROM (
    SELECT
        *, lead(fetched_at) OVER (PARTITION BY article_id ORDER BY version) AS replaced_at
    FROM store.version_numbers
)
WHERE replaced_at < $before AND NOT pruned
