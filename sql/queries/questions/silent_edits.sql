-- Grain: piece of evidence of a divergence between versions of one article.
-- Asks: What articles changed after they were published: figures, quotations, headlines.
-- Parameters:
--   outlet  VARCHAR  NULL  only this outlet
--   rows    INTEGER  1000  how many
SELECT
    d.divergence_id, e.outlet, e.article_id, d.kind, d.subtype, d.explained_by, e.side, e.version,
    v.fetched_at, e.quote, d.summary
FROM divergences AS d
JOIN divergence_evidence AS e USING (divergence_id)
LEFT JOIN article_versions AS v ON v.article_id = e.article_id AND v.version = e.version
WHERE d.scope = 'cross_version' AND ($outlet::VARCHAR IS NULL OR e.outlet = $outlet::VARCHAR)
ORDER BY d.divergence_id, e.side, e.version, e.char_start
LIMIT $rows::INTEGER
