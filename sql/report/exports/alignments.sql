-- Grain: row of alignments of the reported stories.
SELECT * FROM alignments
WHERE story_id IN (SELECT unnest($stories))
ORDER BY ALL
