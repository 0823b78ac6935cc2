-- Grain: row of stories of the reported stories.
SELECT * FROM stories
WHERE story_id IN (SELECT unnest($stories))
ORDER BY ALL
