-- Grain: outlet and its side's value in a framing divergence of wording.
-- Asks: Charged words, by outlet: where one has a charged word and others a plain one.
-- Parameters:
--   threshold  DOUBLE   0.5   least confidence
--   rows       INTEGER  1000  how many
SELECT
    e.outlet, d.subtype, lower(e.quote) AS words, count(DISTINCT d.divergence_id)::INTEGER AS divergences,
    count(DISTINCT d.story_id)::INTEGER AS stories
FROM divergences AS d
JOIN divergence_evidence AS e USING (divergence_id)
WHERE d.kind = 'framing' AND d.subtype IN ('loaded_wording', 'label') AND e.quote IS NOT NULL
    AND d.confidence >= $threshold::DOUBLE
GROUP BY ALL
ORDER BY divergences DESC, e.outlet, words
LIMIT $rows::INTEGER
