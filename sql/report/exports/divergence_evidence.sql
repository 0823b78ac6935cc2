-- Grain: row of divergence_evidence of the reported stories.
SELECT * FROM divergence_evidence
WHERE divergence_id IN (SELECT divergence_id FROM divergences WHERE story_id IN (SELECT unnest($stories)))
ORDER BY ALL
