-- Grain: version of an article, in the window that saw it first.
INSERT INTO store.article_versions BY NAME
SELECT
    $window::VARCHAR AS window_key, a.article_id, a.content_hash, concat('https://', a.outlet, '.example/', a.night, '/', a.i) AS url,
    concat('https://', a.outlet, '.example/', a.night, '/', a.i) AS canonical_url, a.outlet, t.title, t.text,
    CASE WHEN a.i % 3 > 0 THEN 'Ada Verrin' END AS byline, a.published_at, NULL AS modified_at,
    a.published_at + INTERVAL 20 MINUTES AS first_seen_at,
    a.published_at + CASE WHEN a.version = 2 THEN INTERVAL 26 HOURS ELSE INTERVAL 20 MINUTES END AS fetched_at,
    'json-ld' AS date_source, 'en' AS language, length(t.text) // 6 AS word_count,
    CASE WHEN a.i % 20 = 7 THEN 'partial' ELSE 'full' END AS access, 'article' AS page_type,
    left(md5(concat_ws('-', 'fetch', a.night, a.i, a.version)), 16) AS fetch_id
FROM made_articles AS a
JOIN (
    SELECT
        night, i, any_value(text) FILTER (WHERE position = 0) AS title,
        string_agg(text, ' ' ORDER BY position) FILTER (WHERE position > 0) AS text
    FROM made_sentences
    GROUP BY ALL
) AS t USING (night, i)
WHERE a.is_new
ORDER BY a.article_id
