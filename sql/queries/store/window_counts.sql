-- Grain: one row: what a window holds of its own; earlier versions that it only quotes are another window's.
WITH own AS (
    SELECT article_id, content_hash
    FROM store.article_versions
    WHERE window_key = $window
        AND ($named OR fetched_at IS NULL OR (fetched_at >= $window_start AND fetched_at < $window_end))
)
SELECT
    (SELECT count(DISTINCT article_id) FROM own)::INTEGER AS articles,
    (SELECT count(*) FROM store.stories WHERE window_key = $window)::INTEGER AS stories,
    (SELECT count(*) FROM store.sentences SEMI JOIN own USING (article_id, content_hash) WHERE window_key = $window)::INTEGER
        AS sentences,
    (SELECT count(*) FROM store.divergences WHERE window_key = $window)::INTEGER AS divergences
