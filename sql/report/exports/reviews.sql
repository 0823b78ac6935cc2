-- Grain: row of reviews of the reported stories.
SELECT * FROM reviews
WHERE divergence_id IN (SELECT divergence_id FROM divergences WHERE story_id IN (SELECT unnest($stories)))
ORDER BY ALL
