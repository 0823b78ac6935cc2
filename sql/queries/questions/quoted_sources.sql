-- Grain: outlet and source.
-- Asks: Whom an outlet lets speak.
-- Parameters:
--   outlet  VARCHAR  NULL  only this outlet
--   since   DATE     NULL  published on this day or later
SELECT
    a.outlet, q.source, count(*)::INTEGER AS attributions,
    count(*) FILTER (WHERE q.quote_type IN ('direct', 'mixed'))::INTEGER AS with_their_words,
    count(DISTINCT t.article_id)::INTEGER AS articles
FROM attributions AS q
JOIN sentences AS t USING (sentence_id)
JOIN articles AS a USING (article_id)
WHERE q.source IS NOT NULL
    AND ($outlet::VARCHAR IS NULL OR a.outlet = $outlet::VARCHAR)
    AND ($since::DATE IS NULL OR a.published_at >= $since::DATE)
GROUP BY ALL
ORDER BY attributions DESC, a.outlet, q.source
