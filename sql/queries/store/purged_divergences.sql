-- Grain: divergence that rests on an article that is to be taken down.
SELECT DISTINCT e.divergence_id
FROM store.divergence_evidence e
SEMI JOIN replaced r ON r.article_id = e.article_id
ORDER BY e.divergence_id
