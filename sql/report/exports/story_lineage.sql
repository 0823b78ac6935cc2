-- Grain: row of story_lineage of the reported stories.
SELECT * FROM story_lineage
WHERE story_id IN (SELECT unnest($stories))
ORDER BY ALL
