-- Grain: request: each article once, and twice more for silent edits.
INSERT INTO store.fetches BY NAME
SELECT
    $window::VARCHAR AS window_key,
    left(md5(CASE t.turn WHEN 0 THEN concat_ws('-', 'fetch', a.night, a.i, a.version)
        ELSE concat_ws('-', 'fetch', a.night, a.i, a.version, t.turn) END), 16) AS fetch_id,
    a.outlet, concat('https://', a.outlet, '.example/', a.night, '/', a.i) AS url, url AS final_url,
    CASE WHEN t.turn = 0 THEN 200 WHEN hash(a.i, t.turn) % 40 = 0 THEN 503 ELSE 304 END AS status,
    CASE WHEN t.turn = 0 THEN 'ok' WHEN hash(a.i, t.turn) % 40 = 0 THEN 'http_error' ELSE 'not_modified' END AS outcome,
    CASE WHEN t.turn > 0 AND hash(a.i, t.turn) % 40 = 0 THEN 'status 503' END AS reason,
    CASE WHEN t.turn = 0 THEN 40000 + hash(a.i) % 90000 END AS bytes,
    a.published_at + to_minutes(20 + 60 * t.turn::INTEGER) AS fetched_at,
    concat('archive/', $window::VARCHAR, '/', a.outlet, '.warc.gz') AS archive_file, a.i * 31000 AS archive_offset
FROM made_articles AS a, range(3) AS t(turn)
WHERE a.is_new
ORDER BY fetch_id
