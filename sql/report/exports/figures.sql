-- Grain: row of figures of the reported stories.
SELECT * FROM figures
WHERE sentence_id IN (
    SELECT sentence_id FROM sentences JOIN story_articles USING (article_id) WHERE story_id IN (SELECT unnest($stories))
)
ORDER BY ALL
