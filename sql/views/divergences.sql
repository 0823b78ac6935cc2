-- Grain: disagreement, as the latest run that saw it found it.
CREATE OR REPLACE VIEW main.divergences AS
WITH hashed AS (
    SELECT
        window_key, divergence_id,
        md5(string_agg(words, chr(30) ORDER BY words)) AS evidence_hash
    FROM (
        -- the words and values of the sides: one more outlet that says just the same changes nothing
        SELECT DISTINCT
            window_key, divergence_id, concat_ws(chr(31), side, coalesce(quote, ''), coalesce(value, '')) AS words
        FROM store.divergence_evidence
    )
    GROUP BY window_key, divergence_id
),
outlets AS (
    SELECT window_key, divergence_id, list(DISTINCT outlet ORDER BY outlet) AS outlets
    FROM store.divergence_evidence
    GROUP BY window_key, divergence_id
),
judged AS (
    SELECT divergence_id, verdict, evidence_hash
    FROM store.reviews
    QUALIFY row_number() OVER (PARTITION BY divergence_id ORDER BY reviewed_at DESC, reviewer DESC) = 1
)
SELECT
    l.divergence_id, l.run_id, l.story_id, l.claim_id, l.scope, l.kind, l.subtype, l.severity,
    CASE
        WHEN c.kind IS NULL THEN l.confidence
        ELSE round(1 / (1 + exp(-(c.intercept + c.slope * ln(
            least(greatest(l.confidence, 0.001), 0.999) / (1 - least(greatest(l.confidence, 0.001), 0.999))
        )))), 4)
    END AS confidence,
    l.explained_by, l.summary, l.first_seen_run, l.last_seen_run, h.evidence_hash, j.verdict, l.confidence AS judged_confidence,
    o.outlets AS side_outlets
FROM store.told_divergences l
LEFT JOIN hashed h USING (window_key, divergence_id)
LEFT JOIN outlets o USING (window_key, divergence_id)
LEFT JOIN store.calibration c ON c.kind = l.kind
LEFT JOIN judged j ON j.divergence_id = l.divergence_id AND j.evidence_hash = h.evidence_hash
