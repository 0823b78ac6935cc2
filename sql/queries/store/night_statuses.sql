-- Grain: outlet in a run of a date: how its collection went.
SELECT s.outlet, s.status, s.candidates, s.articles, s.reason
FROM main.outlet_status s
JOIN main.runs r USING (run_id)
WHERE r.run_date = $run_date
ORDER BY s.outlet
