-- Grain: feed, once.
INSERT INTO store.feed_health BY NAME
SELECT
    format('outlet-{:02d}', i) AS outlet, concat('https://outlet-', i, '.example/feed-', f, '.xml') AS feed_url, 'rss' AS kind,
    TIMESTAMPTZ '2026-02-03 20:00:00+00' AS last_tried_at, TIMESTAMPTZ '2026-02-03 20:00:00+00' AS last_success_at,
    CASE WHEN i % 25 = 0 THEN 3 ELSE 0 END AS consecutive_failures, 'ok' AS last_outcome, 40 AS entries_last
FROM range(76) AS o(i), range(3) AS g(f)
WHERE NOT EXISTS (FROM store.feed_health)
