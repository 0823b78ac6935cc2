-- Grain: reported run.
SELECT * FROM runs
WHERE run_id IN (SELECT unnest($runs))
ORDER BY ALL
