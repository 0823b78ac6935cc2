-- Grain: change between versions that quotes what is gone.
DELETE FROM store.divergences
WHERE (window_key, divergence_id) IN (SELECT (window_key, divergence_id) FROM loose)
