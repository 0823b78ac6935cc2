-- Grain: divergence that rests on a replaced version: all its evidence.
DELETE FROM store.divergence_evidence
WHERE divergence_id IN (
    SELECT e.divergence_id
    FROM store.divergence_evidence e
    SEMI JOIN replaced r ON r.article_id = e.article_id AND r.content_hash = e.content_hash
)
