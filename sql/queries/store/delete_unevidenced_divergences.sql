-- Grain: divergence that no evidence is left of.
DELETE FROM store.divergences
WHERE divergence_id NOT IN (SELECT divergence_id FROM store.divergence_evidence)
