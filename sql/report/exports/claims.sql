-- Grain: row of claims of the reported stories.
SELECT * FROM claims
WHERE story_id IN (SELECT unnest($stories))
ORDER BY ALL
