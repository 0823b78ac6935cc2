-- Grain: row of story_articles of the reported stories.
SELECT * FROM story_articles
WHERE story_id IN (SELECT unnest($stories))
ORDER BY ALL
