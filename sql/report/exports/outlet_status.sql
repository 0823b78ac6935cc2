-- Grain: outlet in a reported run.
SELECT * FROM outlet_status
WHERE run_id IN (SELECT unnest($runs))
ORDER BY ALL
