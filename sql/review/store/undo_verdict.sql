-- Grain: the reviewer's last standing verdict on a divergence. (SQLite)
UPDATE verdicts
SET undone_at = :now
WHERE verdict_id = (
    SELECT max(verdict_id) FROM verdicts
    WHERE divergence_id = :divergence_id AND reviewer = :reviewer AND undone_at IS NULL
)
