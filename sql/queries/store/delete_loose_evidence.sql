-- Grain: piece of evidence of a change that quotes what is gone.
DELETE FROM store.divergence_evidence
WHERE (window_key, divergence_id) IN (SELECT (window_key, divergence_id) FROM loose)
