-- Grain: version of a replaced article.
DELETE FROM store.article_versions
WHERE article_id IN (SELECT article_id FROM replaced)
