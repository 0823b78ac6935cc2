-- Grain: outlet and source.
-- Asks: Whom an outlet lets speak.
-- Parameters:
--   outlet  VARCHAR  NULL  only this outlet
--   since   DATE     NULL  published on this day or later
--   rows    INTEGER  1000  how many
SELECT
    a.outlet, q.source, count(*)::INTEGER AS attributions,
    count(*) FILTER (WHERE q.quote_type IN ('direct', 'mixed'))::INTEGER AS with_their_words,
    count(DISTINCT q.in_article)::INTEGER AS articles
FROM attributions AS q
JOIN articles AS a ON a.article_id = q.in_article
WHERE q.source IS NOT NULL
    AND ($outlet::VARCHAR IS NULL OR a.outlet = $outlet::VARCHAR)
    AND ($since::DATE IS NULL OR a.published_at >= $since::DATE)
GROUP BY ALL
ORDER BY attributions DESC, a.outlet, q.source
LIMIT $rows::INTEGER
