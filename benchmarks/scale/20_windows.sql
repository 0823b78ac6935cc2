-- Grain: comparison window.
INSERT INTO store.windows BY NAME
SELECT
    $window::VARCHAR AS window_key, left(md5(concat('run-', $window::VARCHAR)), 16) AS run_id, DATE '2026-01-05' + $night::INTEGER AS run_date,
    TIMESTAMPTZ '2026-01-05 00:00:00+00' + to_days($night::INTEGER) AS window_start,
    TIMESTAMPTZ '2026-01-06 00:00:00+00' + to_days($night::INTEGER) AS window_end,
    TIMESTAMPTZ '2026-01-06 02:00:00+00' + to_days($night::INTEGER) AS started_at,
    TIMESTAMPTZ '2026-01-06 02:20:00+00' + to_days($night::INTEGER) AS finished_at,
    (SELECT count(*) FILTER (WHERE is_new) FROM made_articles)::INTEGER AS articles,
    (SELECT count(DISTINCT story_id) FROM made_articles)::INTEGER AS stories,
    (SELECT count(*) FROM made_sentences)::INTEGER AS sentences,
    (SELECT count(*) FROM made_disagreements)::INTEGER AS divergences, '{"code": "made"}' AS versions
