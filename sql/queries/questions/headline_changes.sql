-- Grain: version of an article whose headline is not that of the version before.
-- Asks: Who changed a headline, from what to what.
-- Parameters:
--   outlet  VARCHAR  NULL  only this outlet
--   rows    INTEGER  1000  how many
SELECT
    a.outlet, v.article_id, v.version, v.fetched_at, v.before AS old_headline, v.title AS new_headline, a.url
FROM (
    SELECT *, lag(title) OVER (PARTITION BY article_id ORDER BY version) AS before FROM article_versions
) AS v
JOIN articles AS a USING (article_id)
WHERE v.before IS NOT NULL AND v.before <> v.title
    AND ($outlet::VARCHAR IS NULL OR a.outlet = $outlet::VARCHAR)
ORDER BY v.fetched_at DESC NULLS LAST, v.article_id, v.version
LIMIT $rows::INTEGER
