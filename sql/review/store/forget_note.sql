-- Grain: verdict on one divergence: it stays, without the reviewer's words.
UPDATE verdicts
SET note = NULL
WHERE divergence_id = :divergence_id AND note IS NOT NULL
