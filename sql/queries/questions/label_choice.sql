-- Grain: month, outlet, target and word.
-- Asks: Which words an outlet uses for a group or person, over time.
-- Parameters:
--   target  VARCHAR  NULL  only this target
--   outlet  VARCHAR  NULL  only this outlet
--   rows    INTEGER  1000  how many
SELECT
    date_trunc('month', a.published_at)::DATE AS month, a.outlet, f.target,
    lower(f.words) AS word,
    count(*)::INTEGER AS mentions, count(DISTINCT f.in_article)::INTEGER AS articles
FROM framing_signals AS f
JOIN articles AS a ON a.article_id = f.in_article
WHERE f.type = 'label'
    AND ($target::VARCHAR IS NULL OR f.target = $target::VARCHAR)
    AND ($outlet::VARCHAR IS NULL OR a.outlet = $outlet::VARCHAR)
GROUP BY ALL
ORDER BY month NULLS LAST, f.target, mentions DESC, a.outlet, word
LIMIT $rows::INTEGER
