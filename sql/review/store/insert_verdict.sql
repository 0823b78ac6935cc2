-- Grain: verdict. (SQLite)
INSERT INTO verdicts (
    divergence_id, verdict, note, reviewer, reviewed_at, evidence_hash, kind, subtype, confidence
)
VALUES (
    :divergence_id, :verdict, :note, :reviewer, :reviewed_at, :evidence_hash, :kind, :subtype, :confidence
)
