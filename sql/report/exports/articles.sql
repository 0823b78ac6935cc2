-- Grain: row of articles of the reported stories.
SELECT * FROM articles
WHERE article_id IN (SELECT article_id FROM story_articles WHERE story_id IN (SELECT unnest($stories)))
ORDER BY ALL
