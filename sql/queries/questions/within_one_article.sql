-- Grain: piece of evidence.
-- Asks: Where an article contradicts itself, or its headline its body.
-- Parameters:
--   outlet  VARCHAR  NULL  only this outlet
--   rows    INTEGER  1000  how many
SELECT
    d.divergence_id, e.outlet, d.scope, d.kind, d.subtype, e.side, e.quote, e.value, a.url, d.summary
FROM divergences AS d
JOIN divergence_evidence AS e USING (divergence_id)
JOIN articles AS a USING (article_id)
WHERE d.scope IN ('within_article', 'headline_body')
    AND ($outlet::VARCHAR IS NULL OR e.outlet = $outlet::VARCHAR)
ORDER BY d.severity * d.confidence DESC, d.divergence_id, e.side, e.char_start
LIMIT $rows::INTEGER
