-- Grain: the disagreement of an id, or none.
SELECT divergence_id, story_id, scope, kind, subtype, severity, confidence, explained_by, summary
FROM divergences
WHERE divergence_id = $divergence_id
