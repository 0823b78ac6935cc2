-- Grain: replaced article in story.
DELETE FROM store.story_articles
WHERE article_id IN (SELECT article_id FROM replaced)
