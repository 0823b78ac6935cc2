-- Grain: divergence that time does not explain, of a run of the date (all dates when none is given).
-- Asks: What to look at first: conflicts by severity, confidence and reach.
-- Parameters:
--   date       DATE     NULL  date of the run
--   kind       VARCHAR  NULL  figure, claim, attribution, framing or omission
--   outlet     VARCHAR  NULL  only those in which this outlet is on a side
--   threshold  DOUBLE   0.5   least confidence
--   rows       INTEGER  50    how many
SELECT
    d.divergence_id, r.run_date, d.kind, d.subtype, d.scope, d.severity, d.confidence, s.origin_count,
    d.summary, s.title AS story
FROM divergences AS d
JOIN stories AS s USING (story_id)
JOIN runs AS r ON r.run_id = d.last_seen_run
WHERE d.explained_by IS NULL
    AND d.confidence >= $threshold::DOUBLE
    AND ($date::DATE IS NULL OR r.run_date = $date::DATE)
    AND ($kind::VARCHAR IS NULL OR d.kind = $kind::VARCHAR)
    AND ($outlet::VARCHAR IS NULL OR list_contains(d.side_outlets, $outlet::VARCHAR))
ORDER BY d.severity * d.confidence * ln(1 + s.origin_count) DESC, d.divergence_id
LIMIT $rows::INTEGER
