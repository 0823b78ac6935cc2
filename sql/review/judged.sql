-- Grain: judged divergence: what the published copy has of it, however many verdicts there are.
SELECT divergence_id, scope, side_outlets
FROM divergences
WHERE divergence_id IN (SELECT unnest($divergences::VARCHAR[]))
