-- Grain: outlet; `as_fact` counts divergences in which it is on the side without a source.
-- Asks: Who states as a fact what others hand to a source.
-- Parameters:
--   threshold  DOUBLE  0.5  least confidence
SELECT
    e.outlet,
    count(DISTINCT d.divergence_id) FILTER (WHERE q.attribution_id IS NULL)::INTEGER AS as_fact,
    count(DISTINCT d.divergence_id) FILTER (WHERE q.attribution_id IS NOT NULL)::INTEGER AS attributed
FROM divergences AS d
JOIN divergence_evidence AS e USING (divergence_id)
LEFT JOIN attributions AS q USING (sentence_id)
WHERE d.kind = 'attribution' AND d.subtype = 'fact_vs_attributed' AND d.confidence >= $threshold::DOUBLE
GROUP BY ALL
ORDER BY as_fact DESC, e.outlet
