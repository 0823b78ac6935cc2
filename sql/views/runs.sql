-- Grain: comparison run.
CREATE OR REPLACE VIEW main.runs AS
SELECT
    run_id, run_date, window_start, window_end, started_at, finished_at,
    articles, stories, sentences, divergences, versions
FROM store.windows
