-- Grain: outdated version: its row stays, so that the numbers of the others do.
UPDATE store.article_versions
SET title = '', text = '', byline = NULL, pruned = TRUE
WHERE (article_id, content_hash) IN (SELECT (article_id, content_hash) FROM replaced)
