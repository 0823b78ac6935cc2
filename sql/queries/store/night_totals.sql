-- Grain: one row: the articles of a date's runs, and when the newest page in their windows was answered.
SELECT
    coalesce(sum(r.articles), 0)::INTEGER AS articles,
    (
        SELECT max(f.fetched_at)
        FROM main.fetches f
        JOIN main.runs w ON f.fetched_at >= w.window_start AND f.fetched_at < w.window_end
        WHERE w.run_date = $run_date AND f.outcome IN ('ok', 'not_modified')
    ) AS newest
FROM main.runs r
WHERE r.run_date = $run_date
