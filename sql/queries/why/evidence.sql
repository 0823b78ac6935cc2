-- Grain: piece of evidence of one disagreement.
SELECT side, outlet, article_id, version, sentence_id, char_start, char_end, quote, value
FROM divergence_evidence
WHERE divergence_id = $divergence_id
ORDER BY side, outlet, article_id, char_start
