-- Grain: replaced article in a syndication group.
DELETE FROM store.syndication
WHERE article_id IN (SELECT article_id FROM replaced)
