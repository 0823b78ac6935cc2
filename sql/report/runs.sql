-- Grain: comparison run. The runs that the report of $run_date tells of: those of that date, or else those of
-- the newest date before it, so that a failed night still shows what is known, and says of when.
SELECT run_id, run_date, window_start, window_end, finished_at
FROM runs
WHERE run_date = (SELECT max(run_date) FROM runs WHERE run_date <= $run_date)
ORDER BY window_start, run_id
