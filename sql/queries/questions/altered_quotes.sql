-- Grain: piece of evidence of an altered quotation.
-- Asks: Quotations whose words differ, side by side.
-- Parameters:
--   rows  INTEGER  1000  how many
SELECT
    d.divergence_id, s.title AS story, e.side, e.outlet, e.quote, a.url, d.confidence
FROM divergences AS d
JOIN stories AS s USING (story_id)
JOIN divergence_evidence AS e USING (divergence_id)
JOIN articles AS a USING (article_id)
WHERE d.kind = 'attribution' AND d.subtype = 'altered_quote'
ORDER BY d.confidence DESC, d.divergence_id, e.side, e.outlet, e.char_start
LIMIT $rows::INTEGER
