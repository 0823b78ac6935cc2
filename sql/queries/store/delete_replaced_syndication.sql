-- Grain: replaced article in a syndication group, of which no version is left.
DELETE FROM store.syndication
WHERE article_id IN (SELECT article_id FROM replaced)
    AND article_id NOT IN (SELECT article_id FROM store.article_versions)
