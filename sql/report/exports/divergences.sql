-- Grain: row of divergences of the reported stories.
SELECT * FROM divergences
WHERE story_id IN (SELECT unnest($stories))
ORDER BY ALL
