-- Grain: month, outlet, target and word.
-- Asks: Which words an outlet uses for a group or person, over time.
-- Parameters:
--   target  VARCHAR  NULL  only this target
--   outlet  VARCHAR  NULL  only this outlet
SELECT
    date_trunc('month', a.published_at)::DATE AS month, a.outlet, f.target,
    lower(substring(CASE t.section WHEN 'headline' THEN v.title ELSE v.text END, f.char_start + 1,
        f.char_end - f.char_start)) AS word,
    count(*)::INTEGER AS mentions, count(DISTINCT t.article_id)::INTEGER AS articles
FROM framing_signals AS f
JOIN sentences AS t USING (sentence_id)
JOIN article_versions AS v ON v.article_id = t.article_id AND v.version = t.version
JOIN articles AS a ON a.article_id = t.article_id
WHERE f.type = 'label'
    AND ($target::VARCHAR IS NULL OR f.target = $target::VARCHAR)
    AND ($outlet::VARCHAR IS NULL OR a.outlet = $outlet::VARCHAR)
GROUP BY ALL
ORDER BY month NULLS LAST, f.target, mentions DESC, a.outlet, word
