-- Grain: replaced version.
DELETE FROM store.article_versions
WHERE (article_id, content_hash) IN (SELECT (article_id, content_hash) FROM replaced)
