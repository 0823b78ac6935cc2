-- Grain: divergence, as the published copy has it, in the order in which it should be looked at.
SELECT
    d.divergence_id, d.story_id, d.kind, d.subtype, d.scope, d.severity, d.confidence, d.explained_by, d.summary,
    d.judged_confidence, d.evidence_hash, s.title AS story, s.origin_count, r.run_date, d.side_outlets AS outlets
FROM divergences AS d
JOIN stories AS s USING (story_id)
JOIN runs AS r ON r.run_id = d.last_seen_run
WHERE d.confidence >= $least::DOUBLE
    AND ($kind::VARCHAR IS NULL OR d.kind = $kind::VARCHAR)
    AND ($story::VARCHAR IS NULL OR d.story_id = $story::VARCHAR)
    AND ($divergence::VARCHAR IS NULL OR d.divergence_id = $divergence::VARCHAR)
    AND ($words::VARCHAR IS NULL OR contains(lower(concat_ws(' ', d.summary, s.title)), lower($words::VARCHAR)))
    AND ($outlet::VARCHAR IS NULL OR list_contains(d.side_outlets, $outlet::VARCHAR))
ORDER BY d.explained_by IS NOT NULL, d.severity * d.confidence * ln(1 + s.origin_count) DESC, d.divergence_id
LIMIT $rows::INTEGER
