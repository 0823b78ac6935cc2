-- Grain: row of article_versions of the reported stories.
SELECT * FROM article_versions
WHERE article_id IN (SELECT article_id FROM story_articles WHERE story_id IN (SELECT unnest($stories)))
ORDER BY ALL
