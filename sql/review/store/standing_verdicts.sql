-- Grain: reviewer and divergence: the last verdict that was not taken back. (SQLite)
SELECT divergence_id, verdict, note, reviewer, reviewed_at, evidence_hash, kind, subtype, confidence
FROM verdicts
WHERE verdict_id IN (
    SELECT max(verdict_id) FROM verdicts WHERE undone_at IS NULL GROUP BY divergence_id, reviewer
)
ORDER BY divergence_id, reviewed_at, reviewer
