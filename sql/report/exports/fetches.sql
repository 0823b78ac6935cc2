-- Grain: row of fetches of the reported stories.
SELECT * FROM fetches
WHERE fetch_id IN (
    SELECT fetch_id FROM articles JOIN story_articles USING (article_id) WHERE story_id IN (SELECT unnest($stories))
)
ORDER BY ALL
