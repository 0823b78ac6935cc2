-- Grain: run.
-- Asks: How the nights went: size, findings, time taken.
SELECT
    run_date, run_id, articles, stories, sentences, divergences,
    round(epoch(finished_at - started_at), 1) AS seconds_of_storing, window_start, window_end
FROM runs
ORDER BY run_date DESC, run_id
